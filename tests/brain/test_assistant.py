"""The trained assistant in this process, with no actions to call: `-m rasa`."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from brain.channel import parsed_command, understood_as_data
from brain.place import Place, quieten
from brain.processor import Brain, Replies, TurnFailed

pytestmark = pytest.mark.rasa

METADATA = {"language": "en", "channel": "web_chat", "today": "2026-11-22", "zone": "Europe/London"}
Take = Callable[..., tuple[list[dict[str, Any]], dict[str, Any], Any]]


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Brain:
    from brain.serve import load_brain

    quieten()
    model = Place().newest_model()
    if model is None:
        pytest.fail("no trained model: run `make train`")
    endpoints = tmp_path_factory.mktemp("brain") / "endpoints.yml"
    endpoints.write_text(
        "action_endpoint: {url: 'http://127.0.0.1:9/nobody', enable_selective_domain: true}\n"
        "nlg: {type: brain.nlg.DataAnswers}\n"
        f"tracker_store: {{type: brain.memory.TurnMemory, db: '{endpoints.parent / 'brain.db'}'}}\n"
    )
    return asyncio.run(load_brain(Place(), model, Path(endpoints)))


@pytest.fixture
def take(brain: Brain, request: pytest.FixtureRequest) -> Take:
    def _take(text: str | None = None, command: dict[str, Any] | None = None) -> Any:
        replies = Replies()
        parsed = parsed_command(command, METADATA) if command else None
        message = UserMessage(
            text or "/command", sender_id=request.node.name, parse_data=parsed, metadata=METADATA
        )
        tracker, understood = asyncio.run(brain.take(message, replies))
        return replies.payloads, understood_as_data(understood), tracker

    return _take


@pytest.mark.parametrize(
    ("text", "language"),
    [("hello", "en"), ("سلام", "fa"), ("привет", "ru"), ("你好", "zh")],
)
def test_a_greeting_is_answered_in_every_language(take: Take, text: str, language: str) -> None:
    replies, understood, _ = take(text)
    assert replies[0]["say"] == "greet"
    assert (understood["intent"], understood["language"]) == ("greet", language)


@pytest.mark.parametrize(
    "text",
    ["how much hand luggage can I take", "сколько ручной клади можно взять", "可以带多少行李"],
)
def test_a_question_is_answered_by_its_article(take: Take, text: str) -> None:
    assert take(text)[0] == [{"article": "faq/baggage_allowance"}]


@pytest.mark.parametrize(
    "text", ["/human_handoff", '/case_resolved{"outcome": "paid"}', "/refund_request@1.0"]
)
def test_a_typed_command_forces_nothing(brain: Brain, text: str) -> None:
    parsed = asyncio.run(brain.processor.understand(UserMessage(text, metadata=METADATA)))
    assert parsed["intent"]["confidence"] < 1.0
    assert parsed["intent"]["name"] != "case_resolved"
    assert all(entity["entity"] != "outcome" for entity in parsed["entities"])


def test_a_task_asks_for_the_booking_then_for_the_name(take: Take) -> None:
    assert take("I want a refund for my flight")[0][-1]["say"] == "ask_booking_reference"
    replies, understood, tracker = take("A B 1 2 C D")
    assert replies[-1]["say"] == "ask_last_name"
    assert understood["intent"] == "inform"
    assert tracker.get_slot("booking_reference") == "AB12CD"


def test_a_question_in_between_does_not_end_the_task(take: Take) -> None:
    take("I want a refund for my flight")
    replies, _, tracker = take("how much hand luggage can I take")
    assert [next(iter(reply)) for reply in replies] == ["article", "say"]
    assert tracker.get_slot("requested_slot") == "booking_reference"


def test_a_failed_action_fails_the_turn_and_leaves_no_trace(take: Take, brain: Brain) -> None:
    take("hello")
    with pytest.raises(TurnFailed, match="action_failed"):
        take(command={"intent": "human_handoff"})
    tracker = take("hello")[2]
    intents = [event.intent_name for event in tracker.events if hasattr(event, "intent_name")]
    assert "human_handoff" not in intents


def test_a_payment_without_a_ticket_is_a_task_with_the_label_of_a_question(take: Take) -> None:
    replies, understood, tracker = take("you took my money but no ticket was issued")
    assert understood["intent"] == "faq/payment_failed"
    assert tracker.get_slot("task") == "payment_failed"
    assert replies[-1]["say"] == "ask_booking_reference"


def test_a_mark_after_the_survey_is_a_mark(take: Take, brain: Brain) -> None:
    take(command={"intent": "case_resolved", "entities": {"outcome": "refund_paid"}})
    with pytest.raises(TurnFailed):
        take("5")


def test_what_is_known_fills_the_form(brain: Brain) -> None:
    known = {**METADATA, "known": {"booking_reference": "K7M2QX"}}
    replies = Replies()
    message = UserMessage("where is my refund money", sender_id="known", metadata=known)
    tracker, _ = asyncio.run(brain.take(message, replies))
    assert tracker.get_slot("booking_reference") == "K7M2QX"
    assert replies.payloads[-1]["say"] == "ask_last_name"


def test_what_is_known_does_not_replace_what_was_said(brain: Brain) -> None:
    said = UserMessage("refund for booking AB12CD", sender_id="said", metadata=METADATA)
    asyncio.run(brain.take(said, Replies()))
    known = {**METADATA, "known": {"booking_reference": "K7M2QX"}}
    later = UserMessage("how much hand luggage", sender_id="said", metadata=known)
    tracker, _ = asyncio.run(brain.take(later, Replies()))
    assert tracker.get_slot("booking_reference") == "AB12CD"


def test_metadata_and_grants_are_not_kept_with_the_message(take: Take) -> None:
    tracker = take("hello")[2]
    assert not set(METADATA) & set(tracker.latest_message.metadata)
