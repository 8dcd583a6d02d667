"""Proving to be on a booking: the same words for everybody, codes that Rasa never sees."""

import asyncio
from pathlib import Path

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.client import Answer
from bot.assistant.replies import HandOver, Prove, Say
from bot.conversations.model import AnsweredBy
from bot.conversations.proof import code_hash, code_in, draw_code, hide_code, is_code, same_surname
from bot.house import House
from bot.storage.outbox import Notice
from bot.turns.begin_talk import Arrival, begin_talk
from bot.turns.incoming import Press, Words
from bot.turns.send_codes import send_codes
from bot.turns.take_turn import take_turn
from tests.bot.fakes import NOON, SECRET, Clock, FakeAssistant, FakeBookings, a_house
from tests.bot.test_turns import conversation, messages, sentences, token

PROVE = Prove("AB12CD", "Muller", "refund_request", fresh=False)
TASK = {"task": "refund_request", "booking_reference": "AB12CD", "last_name": "Muller"}


class Desk:
    """A house with a talk in it, and short words for what the tests do."""

    def __init__(self, folder: Path) -> None:
        self.assistant = FakeAssistant()
        self.bookings = FakeBookings()
        self.clock = Clock()
        self.house: House = a_house(
            folder, assistant=self.assistant, bookings=self.bookings, clock=self.clock
        )
        self.talk = self.begin()
        self._number = 0

    def begin(self) -> str:
        """Another talk."""
        return begin_talk(self.house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id

    def say(self, text: str) -> None:
        """The traveller writes, and codes that are wanted are sent."""
        self._number += 1

        async def turn() -> None:
            await take_turn(self.house, self.talk, Words(f"m{self._number}", text))
            await send_codes(self.house)

        asyncio.run(turn())

    def press(self, name: str) -> None:
        """The traveller presses a button."""
        self._number += 1

        async def turn() -> None:
            pressed = Press(f"p{self._number}", token(self.house, self.talk, name))
            await take_turn(self.house, self.talk, pressed)
            await send_codes(self.house)

        asyncio.run(turn())

    def ask_for_proof(self, wanted: Prove = PROVE) -> None:
        """The assistant wants a proof."""
        self.assistant.will(Answer((wanted,), slots=TASK))
        self.say("refund please")

    def notices(self) -> list[Notice]:
        """What is on its way, newest first."""
        with self.house.database.look() as work:
            return work.outbox.newest()

    def code(self) -> str:
        """The code that was sent last."""
        code = self.notices()[0].code
        assert code is not None
        return code

    def wrong(self) -> str:
        """A code that was not sent."""
        return "000000" if self.code() != "000000" else "111111"

    @property
    def said(self) -> list[str | None]:
        """The sentences of the talk."""
        return sentences(self.house, self.talk)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_right_code_lets_the_assistant_go_on_with_a_grant(desk: Desk) -> None:
    desk.ask_for_proof()

    desk.say(f"it is {desk.code()}")

    told = desk.assistant.asked[-1]
    assert told.command == {"intent": "proof_given", "entities": {}}
    grant = jwt.decode(
        told.metadata["grant"], SECRET, algorithms=["HS256"], audience="hamsafar-actions",
        options={"verify_exp": False, "verify_iat": False},
    )  # fmt: skip
    assert (grant["sub"], grant["booking"], grant["level"]) == (desk.talk, "AB12CD", "code")
    assert grant["proved_at"] == NOON.timestamp()
    assert grant["exp"] - grant["iat"] == 120


def test_the_code_reaches_neither_the_assistant_nor_the_transcript(desk: Desk) -> None:
    desk.ask_for_proof()
    code = desk.code()

    desk.say(code)

    assert code not in desk.assistant.heard
    assert all(code not in message.text for message in messages(desk.house, desk.talk))


def test_the_code_goes_to_the_contact_on_the_booking(desk: Desk) -> None:
    desk.ask_for_proof()

    (sent,) = desk.notices()

    assert (sent.channel, sent.to, sent.sentence) == ("sms", "+4915550001", "sms_code")
    assert desk.code() in sent.text


@pytest.mark.parametrize(
    ("booking", "surname"), [("ZZ99ZZ", "Muller"), ("AB12CD", "Nobody"), ("", ""), ("../x", "A")]
)
def test_a_stranger_hears_the_same_and_gets_no_code(
    desk: Desk, tmp_path: Path, booking: str, surname: str
) -> None:
    (tmp_path / "other").mkdir()
    owner = Desk(tmp_path / "other")
    owner.ask_for_proof()

    desk.ask_for_proof(Prove(booking, surname, "refund_request", fresh=False))

    def shown(of: Desk) -> list[tuple[str, list[str]]]:
        return [
            (message.text, [choice["name"] for choice in message.payload.get("choices", [])])
            for message in messages(of.house, of.talk)
        ]

    assert shown(desk) == shown(owner)
    assert desk.notices() == []
    desk.say("123456")
    assert desk.said[-1] == "code_wrong"


def test_nothing_is_looked_up_before_the_answer_is_given(desk: Desk) -> None:
    desk.assistant.will(Answer((PROVE,), slots=TASK))

    asyncio.run(take_turn(desk.house, desk.talk, Words("1", "refund please")))

    assert desk.said[-1] == "code_sent"
    assert desk.bookings.paths == []


def test_five_wrong_codes_spend_the_challenge(desk: Desk) -> None:
    desk.ask_for_proof()
    right = desk.code()
    for _ in range(5):
        desk.say(desk.wrong())

    desk.say(right)

    assert desk.said[2:7] == ["code_wrong"] * 4 + ["code_spent"]
    assert "proof_thanks" not in desk.said


def test_an_expired_code_is_told_and_can_be_sent_again(desk: Desk) -> None:
    desk.ask_for_proof()
    old = desk.code()
    desk.clock.go_on(minutes=10)

    desk.say(old)
    desk.press("resend_code")
    desk.say(desk.code())

    assert desk.said[2:] == ["code_expired", "code_sent", "proof_thanks", "anything_else"]


def test_a_code_counts_once(desk: Desk) -> None:
    desk.ask_for_proof()
    code = desk.code()
    desk.say(code)

    desk.say(code)

    assert desk.said.count("proof_thanks") == 1
    assert desk.assistant.heard[-1] == code  # no challenge is open: a number like any other


def test_the_other_contact_gets_its_own_code(desk: Desk) -> None:
    desk.ask_for_proof()

    desk.press("other_contact")

    assert desk.notices()[0].to in {"+4915550001", "+4915550002"}
    assert {notice.to for notice in desk.notices()} == {"+4915550001", "+4915550002"}


def test_no_reach_to_any_contact_brings_a_person(desk: Desk) -> None:
    desk.ask_for_proof()

    desk.press("no_access")

    with desk.house.database.look() as work:
        case = work.cases.live_in(desk.talk)
    assert case is not None
    assert case.reason == "proof_impossible"


def test_other_words_are_answered_and_the_code_is_still_wanted(desk: Desk) -> None:
    desk.ask_for_proof()
    desk.assistant.will(Answer((Say("bot_challenge"),), slots=TASK))

    desk.say("are you a machine?")

    assert desk.said[-2:] == ["bot_challenge", "code_still_needed"]


def test_a_task_that_is_over_drops_the_challenge(desk: Desk) -> None:
    desk.ask_for_proof()
    code = desk.code()
    desk.assistant.will(Answer((Say("task_cancelled"),), slots={"task": None}))
    desk.say("never mind")

    desk.say(code)

    assert "code_still_needed" not in desk.said
    assert "proof_thanks" not in desk.said


def test_a_lasting_proof_is_not_asked_again(desk: Desk) -> None:
    desk.ask_for_proof()
    desk.say(desk.code())
    desk.clock.go_on(minutes=29)

    desk.ask_for_proof()

    assert desk.said.count("code_sent") == 1
    assert desk.assistant.asked[-1].command == {"intent": "proof_given", "entities": {}}


def test_before_money_moves_ten_minutes_are_too_old(desk: Desk) -> None:
    desk.ask_for_proof()
    desk.say(desk.code())
    desk.clock.go_on(minutes=11)

    desk.ask_for_proof(Prove("AB12CD", "Muller", "refund_request", fresh=True))

    assert desk.said.count("code_sent") == 2


def test_an_assistant_that_never_accepts_a_proof_brings_a_person(desk: Desk) -> None:
    desk.ask_for_proof()
    desk.assistant.will(Answer((PROVE,), slots=TASK))

    desk.say(desk.code())

    assert conversation(desk.house, desk.talk).answered_by is AnsweredBy.QUEUE


def test_a_booking_gets_only_a_few_codes_from_all_talks_together(desk: Desk) -> None:
    for _ in range(4):
        desk.talk = desk.begin()
        desk.ask_for_proof()

    assert len(desk.notices()) == 3
    assert desk.said[-1] == "code_limit"


def test_a_talk_may_not_try_booking_after_booking(desk: Desk) -> None:
    for number in range(11):
        desk.ask_for_proof(Prove(f"XX{number:04}", "Muller", "refund_request", fresh=False))

    assert desk.said.count("code_sent") == 10
    assert desk.said[-1] == "code_limit"


def test_trouble_of_ours_is_told_without_telling_of_the_booking(desk: Desk) -> None:
    desk.bookings.down = True
    desk.ask_for_proof()
    desk.clock.go_on(seconds=30)

    asyncio.run(send_codes(desk.house))

    assert desk.said[-1] == "code_trouble"


def test_a_code_proves_even_while_the_talk_waits_for_a_person(desk: Desk) -> None:
    desk.ask_for_proof()
    code = desk.code()
    desk.assistant.will([HandOver("asked_for_person", "refund_request")])
    desk.say("a person please")

    desk.say(code)

    with desk.house.database.look() as work:
        assert work.proofs.of(desk.talk)
    assert len(desk.assistant.asked) == 2


@given(st.text(max_size=20))
def test_no_code_matches_where_none_was_sent(text: str) -> None:
    assert not is_code(text, None, challenge_id="c", secret=SECRET)
    assert not is_code(text, "none", challenge_id="c", secret=SECRET)


def test_a_codes_hash_belongs_to_its_challenge() -> None:
    code = draw_code()
    kept = code_hash(code, challenge_id="one", secret=SECRET)

    assert is_code(code, kept, challenge_id="one", secret=SECRET)
    assert not is_code(code, kept, challenge_id="two", secret=SECRET)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("123456", "123456"),
        ("کد ۱۲۳۴۵۶ است", "123456"),
        ("١٢٣ ٤٥٦", "123456"),
        ("12 34 56", "123456"),
        ("123-456!", "123456"),
        ("my code is 123456.", "123456"),
        ("1234567", None),
        ("+123456", None),
        ("AB123456", None),
        ("12345", None),
    ],
)
def test_six_digits_are_found_in_a_message(text: str, code: str | None) -> None:
    assert code_in(text) == code
    assert code is None or code_in(hide_code(text)) is None


@pytest.mark.parametrize(
    ("given_name", "known"),
    [
        ("muller", "Müller"),
        ("MÜLLER", "Müller"),
        ("García", "garcia"),
        ("كريمي", "کریمی"),
        ("الحربي", "الحربي"),
        ("Yilmaz", "Yılmaz"),
        ("van der berg", "Vanderberg"),
        ("иванова", "Иванова"),
        ("王", "王"),
        ("O'Neil", "oneil"),
    ],
)
def test_a_surname_matches_however_it_is_written(given_name: str, known: str) -> None:
    assert same_surname(given_name, ["other", known])


@pytest.mark.parametrize("given_name", ["", " ", "-", "Mull", "Mullers"])
def test_another_surname_does_not_match(given_name: str) -> None:
    assert not same_surname(given_name, ["Müller", "", "-"])
