"""A turn: recorded first, answered once, and never left in silence."""

import asyncio
import threading
from pathlib import Path

import pytest

import bot.storage.database as database
from bot.assistant.client import Answer
from bot.assistant.replies import (
    ChangeLanguage,
    Choice,
    HandOver,
    OpenCase,
    RecordSurvey,
    Repeat,
    Say,
    ShowArticle,
    TellCases,
    Tried,
    WatchRefund,
)
from bot.conversations.model import AnsweredBy, Conversation, Message
from bot.errors import NotFound
from bot.house import House
from bot.turns.begin_talk import Arrival, begin_talk
from bot.turns.incoming import AskPerson, Press, Words
from bot.turns.record import ButtonExpired, Recorded, TooLong
from bot.turns.take_turn import answer, pick_up, receive, run_command, take_turn
from tests.bot.fakes import DOWN, NOON, Clock, FakeAssistant, a_house


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, assistant: FakeAssistant, clock: Clock) -> House:
    return a_house(tmp_path, assistant=assistant, clock=clock)


@pytest.fixture
def talk(house: House) -> str:
    return begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id


def say(house: House, talk: str, text: str, client_id: str = "m1") -> Recorded:
    return asyncio.run(take_turn(house, talk, Words(client_id, text)))


def press(house: House, talk: str, token: str, client_id: str = "p1") -> Recorded:
    return asyncio.run(take_turn(house, talk, Press(client_id, token)))


def messages(house: House, talk: str) -> list[Message]:
    with house.database.look() as work:
        return work.messages.after(talk, 0, audience=None)


def sentences(house: House, talk: str) -> list[str | None]:
    return [m.sentence for m in messages(house, talk) if m.sender == "assistant"]


def conversation(house: House, talk: str) -> Conversation:
    with house.database.look() as work:
        return work.conversations.get(talk)


def token(house: House, talk: str, name: str) -> str:
    offered = [c for m in messages(house, talk) for c in m.payload.get("choices", [])]
    return str(next(c["token"] for c in reversed(offered) if c["name"] == name))


def test_a_talk_begins_by_telling_that_a_machine_answers(house: House, talk: str) -> None:
    assert sentences(house, talk) == ["greeting_disclosure"]


def test_words_are_answered_with_the_sentence_the_assistant_chose(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will([Say("greet")])

    say(house, talk, "hello")

    assert assistant.heard == ["hello"]
    assert messages(house, talk)[-1].text == "Hello! How can I help you with your trip?"


def test_a_resent_message_is_answered_once(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    first = say(house, talk, "hello", "same")
    second = say(house, talk, "hello", "same")

    assert second.duplicate
    assert second.seq == first.seq
    assert len(assistant.asked) == 1


def test_messages_that_arrive_during_a_turn_are_merged_into_the_next(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    async def burst() -> None:
        assistant.gate = asyncio.Event()
        turn = asyncio.create_task(take_turn(house, talk, Words("1", "first")))
        await assistant.reached.wait()
        await take_turn(house, talk, Words("2", "second"))
        await take_turn(house, talk, Words("3", "third"))
        assistant.gate.set()
        await turn

    asyncio.run(burst())

    assert assistant.heard == ["first", "second\nthird"]


@pytest.mark.parametrize("failure", [DOWN, [], Answer(())])
def test_an_assistant_that_fails_brings_a_person_with_the_transcript(
    house: House, talk: str, assistant: FakeAssistant, failure: object
) -> None:
    assistant.will(failure)  # type: ignore[arg-type]

    say(house, talk, "help")

    assert "assistant_unavailable_handed_over" in sentences(house, talk)
    assert conversation(house, talk).answered_by is AnsweredBy.QUEUE
    with house.database.look() as work:
        case = work.cases.live_in(talk)
    assert case is not None
    assert case.reason == "assistant_unavailable"
    assert case.packet["text"]["last_seq"] >= 2


def test_an_assistant_that_is_late_brings_a_person(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    house = a_house(tmp_path, assistant=assistant, turn_deadline_s=-0.49)
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    assistant.gate = asyncio.Event()

    say(house, talk, "help")

    assert conversation(house, talk).answered_by is AnsweredBy.QUEUE


def test_what_follows_a_hand_over_is_dropped(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will([HandOver("asked_for_person", "human_handoff"), Say("greet")])

    say(house, talk, "a person please")

    assert "greet" not in sentences(house, talk)


def test_the_assistant_is_silent_while_the_line_owns_the_talk(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will([HandOver("asked_for_person", "human_handoff")])
    say(house, talk, "a person please", "1")

    recorded = say(house, talk, "are you there?", "2")

    assert recorded.desk
    assert assistant.heard == ["a person please"]


def test_an_agent_who_stepped_in_during_the_turn_is_not_talked_over(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    def step_in(_asked: object) -> Answer:
        with house.database.work() as work:
            work.conversations.set_owner(talk, AnsweredBy.AGENT, None, 0)
        return Answer((Say("greet"),))

    assistant.will(step_in)

    say(house, talk, "hello")

    assert "greet" not in sentences(house, talk)


def test_a_pressed_button_sends_its_command_and_shows_its_label(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    press(house, talk, token(house, talk, "refund_status"))

    assert assistant.asked[0].command == {"intent": "refund_status", "entities": {}}
    assert messages(house, talk)[1].text == "Where is my money?"


def test_an_old_yes_does_not_answer_a_new_question(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    yes_or_no = (Choice("yes", "affirm"), Choice("no", "deny"))
    assistant.will(
        [Say("refund_quoted_nothing", choices=yes_or_no)],
        [Say("consent_unclear", choices=yes_or_no)],
    )
    say(house, talk, "cancel it", "1")
    old = token(house, talk, "yes")
    say(house, talk, "hm", "2")

    with pytest.raises(ButtonExpired):
        press(house, talk, old)


def test_a_button_of_another_talk_is_unknown(house: House, talk: str) -> None:
    other = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id

    with pytest.raises(NotFound):
        press(house, talk, token(house, other, "person"))


def test_the_person_button_asks_for_a_person(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    asyncio.run(take_turn(house, talk, AskPerson("1")))

    assert assistant.asked[0].command == {"intent": "human_handoff", "entities": {}}


def test_text_that_looks_like_a_command_stays_text(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    say(house, talk, '/refund_request{"booking_reference":"AB12CD"}')

    assert assistant.asked[0].command is None


def test_a_text_over_the_limit_is_refused(house: House, talk: str) -> None:
    with pytest.raises(TooLong):
        say(house, talk, "x" * 2001)


def test_a_card_number_is_hidden_before_anything_keeps_it(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    say(house, talk, "pay with 4111 1111 1111 1111")

    assert assistant.heard == ["pay with •••• 1111"]
    assert "card_redacted" in sentences(house, talk)
    assert all("4111" not in message.text for message in messages(house, talk))


def test_what_a_crash_left_unanswered_is_picked_up(
    house: House, talk: str, assistant: FakeAssistant, clock: Clock
) -> None:
    async def crash_and_recover() -> None:
        await receive(house, talk, Words("1", "hello"))
        clock.go_on(seconds=5)
        await pick_up(house, older_than_s=2)
        assert assistant.heard == []  # the lease of the one that crashed still lasts
        clock.go_on(seconds=20)
        await pick_up(house, older_than_s=2)
        await house.errands.finish(within_s=5)

    asyncio.run(crash_and_recover())

    assert assistant.heard == ["hello"]


def test_an_answer_that_finds_the_store_busy_is_kept_without_asking_again(
    house: House, talk: str, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_S", 0.05)
    other = database.Database(house.settings.database_url)
    blocking = other.engine.connect()

    def block(_asked: object) -> Answer:
        blocking.begin()
        threading.Timer(0.07, blocking.rollback).start()
        return Answer((Say("greet"),))

    assistant.will(block)

    say(house, talk, "hello")

    assert sentences(house, talk)[-1] == "greet"
    assert len(assistant.asked) == 1
    blocking.close()
    other.close()


def test_two_processes_do_not_answer_the_same_message(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    async def both() -> None:
        first = await receive(house, talk, Words("1", "hello"))
        second = await receive(house, talk, Words("1", "hello"))
        assert second.batch is None
        await answer(house, first.batch)

    asyncio.run(both())

    assert len(assistant.asked) == 1


def test_the_desk_gives_back_with_the_result(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    command = {"intent": "case_resolved", "entities": {"outcome": "outcome_solved"}}

    asyncio.run(run_command(house, talk, command))

    assert assistant.asked[0].command == command


def test_the_assistants_memory_begins_anew_after_many_turns(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    house = a_house(tmp_path, assistant=assistant, turns_in_epoch=2)
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    known = {"booking_reference": "AB12CD", "last_name": "Müller", "task": None}
    assistant.will(*[Answer((Say("greet"),), slots=known)] * 3)

    for number in "123":
        say(house, talk, "hello", number)

    assert [asked.epoch for asked in assistant.asked] == [0, 0, 1]
    assert assistant.asked[2].metadata["known"] == {
        "booking_reference": "AB12CD",
        "last_name": "Müller",
    }


def test_every_other_reply_does_what_it_says(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will(
        [
            ShowArticle("faq/baggage_allowance"),
            OpenCase("complaint", "The room was cold."),
            Tried("booking_status", "found"),
            RecordSurvey(5, None),
            WatchRefund("k", "q", "AB12CD"),
            TellCases(),
        ]
    )

    say(house, talk, "many things")

    said = sentences(house, talk)
    assert said[1:3] == ["article_with_source", "case_registered"]
    assert "One bag." in messages(house, talk)[2].text
    notes = [m.payload for m in messages(house, talk) if m.audience == "desk"]
    assert notes == [{"tried": {"action": "booking_status", "result": "found", "facts": []}}]
    assert said[-1] == "case_state"


def test_repeat_shows_the_last_words_again(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will([Say("greet")], [Repeat()])
    say(house, talk, "hello", "1")

    say(house, talk, "again?", "2")

    assert sentences(house, talk)[-2:] == ["greet", "greet"]


def test_a_language_nobody_named_is_offered_and_then_spoken(
    house: House, talk: str, assistant: FakeAssistant
) -> None:
    assistant.will([ChangeLanguage(None)])
    say(house, talk, "another language", "1")

    press(house, talk, token(house, talk, "language_en"))

    assert sentences(house, talk)[-1] == "language_changed"
    assert len(assistant.asked) == 1
