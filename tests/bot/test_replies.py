"""The assistant's JSON, read strictly; the adapter that asks for it."""

import json
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from bot.assistant.client import Answer, Asked, AssistantUnavailable, RasaAssistant
from bot.assistant.replies import (
    ChangeLanguage,
    HandOver,
    Prove,
    Say,
    TellCases,
    UnreadableReply,
    read_reply,
)
from bot.conversations.values import Money
from bot.errors import Unavailable
from tests.bot.fakes import ROOT

SAMPLES: list[dict[str, Any]] = json.loads((ROOT / "tests/contracts/replies.json").read_text())
ASKED = Asked("abc", 2, "hello", None, {"language": "en"}, datetime(2026, 11, 25, tzinfo=UTC))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: next(iter(sample)))
def test_every_reply_of_the_contract_is_read(sample: dict[str, Any]) -> None:
    read_reply(sample)


def test_a_reply_keeps_its_typed_values_and_choices() -> None:
    quoted = read_reply(SAMPLES[1])

    assert isinstance(quoted, Say)
    assert isinstance(quoted.values["refund"], Money)
    assert [choice.intent for choice in quoted.choices] == ["affirm", "deny"]


def test_the_small_replies_are_read() -> None:
    assert read_reply({"case_status": True}) == TellCases()
    assert read_reply({"change_language": None}) == ChangeLanguage(None)
    hand_over = read_reply({"hand_over": {"reason": "r", "typology": "t", "class": 0, "facts": []}})
    assert hand_over == HandOver("r", "t", 0)
    prove = {"prove": {"booking": "B", "surname": "S", "task": "t", "fresh": True}}
    assert read_reply(prove) == Prove("B", "S", "t", True)


@pytest.mark.parametrize(
    "raw", [None, [], {}, {"shout": "x"}, {"prove": {}}, {"say": "x", "with": {"a": 1.5}}]
)
def test_anything_else_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableReply):
        read_reply(raw)


async def ask(handler: Any) -> Answer:
    assistant = RasaAssistant("http://brain", transport=httpx2.MockTransport(handler))
    try:
        return await assistant.answer(ASKED, within_s=8)
    finally:
        await assistant.close()


async def test_the_brain_is_asked_as_the_contract_says() -> None:
    seen: list[Any] = []

    def brain(request: httpx2.Request) -> httpx2.Response:
        seen.append(json.loads(request.content))
        body = {"replies": [{"say": "greet"}], "failed": False, "slots": {"task": None}}
        return httpx2.Response(200, json={**body, "understood": {"intent": "greet"}})

    answer = await ask(brain)

    assert seen == [
        {
            "conversation": "abc.2",
            "text": "hello",
            "metadata": {"language": "en", "deadline": "2026-11-25T00:00:00+00:00"},
        }
    ]
    assert answer == Answer((Say("greet"),), {"intent": "greet"}, {"task": None})


@pytest.mark.parametrize(
    "response",
    [
        httpx2.Response(502, json={"replies": [{"say": "greet"}], "failed": True}),
        httpx2.Response(504),
        httpx2.Response(200, json={"replies": [{"say": "greet"}], "failed": True}),
        httpx2.Response(200, text="no json"),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json={"replies": [{"what": 1}]}),
    ],
)
async def test_a_failed_turn_is_an_outage_whatever_was_said_before(
    response: httpx2.Response,
) -> None:
    with pytest.raises(Unavailable):
        await ask(lambda _request: response)


async def test_a_dead_brain_is_an_outage() -> None:
    def dead(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    with pytest.raises(AssistantUnavailable):
        await ask(dead)
