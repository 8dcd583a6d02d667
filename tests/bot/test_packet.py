"""What the hand-over packet holds."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.cases.booking_facts import facts_of_booking, urgency_of
from bot.cases.model import Case, Json
from bot.cases.order import place
from bot.cases.packet import LARGEST_BYTES, booking_in, is_intact
from bot.conversations.model import Conversation
from bot.conversations.values import Code, Fact, Money, read_fact, value_json
from bot.storage.database import Database
from bot.storage.proofs import Proof
from bot.storage.work import Work
from tests.bot.desk_kit import NOON, a_database, a_matter, a_talk, handed_off, said

BOOKING: Json = {
    "reference": "K7M2QX",
    "status": "confirmed",
    "vip": True,
    "care": ["elderly"],
    "total": {"amount": "15000000", "currency": "IRR"},
    "passengers": [{"id": "p1", "given_name": "سارا", "surname": "کریمی", "kind": "adult"}],
    "legs": [
        {
            "id": "l1",
            "kind": "flight",
            "carrier": "W5",
            "number": "112",
            "from": {"code": "THR", "city": "THR"},
            "to": {"code": "MHD", "city": "MHD"},
            "departs_at": "2026-11-25T22:00:00+03:30",
            "arrives_at": "2026-11-25T23:30:00+03:30",
            "status": "moved",
            "moved_from": "2026-11-25T20:00:00+03:30",
            "fare": "charter",
        }
    ],
    "payments": [
        {
            "amount": {"amount": "15000000", "currency": "IRR"},
            "card": "6037 99•• •••• 1234",
            "ticketed": False,
            "twin_of": None,
        }
    ],
}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return a_database(tmp_path)


def a_long_talk(work: Work) -> Conversation:
    talk = a_talk(work, slots={"booking_reference": "K7M2QX", "last_name": "کریمی"})
    said(work, talk, "سلام", intent="greet")
    said(work, talk, "میخوام بلیط چارترمو کنسل کنم!!", intent="refund_request")
    quoted = Fact("refund_quoted", Money(Decimal(10), "IRR"), "looked_up", NOON)
    work.messages.append(
        talk.id,
        sender="assistant",
        kind="note",
        audience="desk",
        text="",
        payload={
            "tried": {"action": "refund_quote", "result": "told", "facts": [quoted.as_json()]}
        },
        language="fa",
        at=NOON,
    )
    said(work, talk, "یه آدم میخوام", intent="human_handoff")
    work.proofs.add(Proof(talk.id, "K7M2QX", "code", NOON, NOON + timedelta(minutes=30)))
    return talk


def names(case: Case, group: str) -> list[str]:
    return [fact["name"] for fact in case.packet[group]]


def test_the_packet_says_who_what_why_and_what_was_tried(database: Database) -> None:
    with database.work() as work:
        case = handed_off(work, a_long_talk(work))
    packet = case.packet

    assert packet["schema_version"] == 1
    assert names(case, "why") == ["reason", "typology", "placed"]
    assert [fact["value"] for fact in packet["ask"]] == ["میخوام بلیط چارترمو کنسل کنم!!"]
    assert packet["intent_path"][1]["intent"] == "refund_request"
    assert packet["done_so_far"][0]["action"] == "refund_quote"
    assert packet["done_so_far"][0]["facts"][0]["value"]["currency"] == "IRR"
    assert packet["proofs"][0]["how"] == "code"
    assert {sign["name"] for sign in packet["mood"]} == {"exclaiming", "wants_person"}
    assert packet["text"] == {"first_seq": 1, "last_seq": 4, "count": 4}
    assert packet["help"][0] == "check_proof"
    assert booking_in(packet) == "K7M2QX"


def test_every_fact_has_a_name_a_value_a_source_and_a_time(database: Database) -> None:
    with database.work() as work:
        packet = handed_off(work, a_long_talk(work)).packet

    for group in ("identity", "channel", "why", "ask", "booking", "money"):
        for raw in packet[group]:
            fact = read_fact(raw)
            assert set(raw) == {"name", "value", "source", "at"}
            assert fact.source in ("said", "looked_up", "inferred", "done")
            assert fact.at.tzinfo is not None


def test_a_changed_packet_is_found(database: Database) -> None:
    with database.work() as work:
        packet = handed_off(work, a_long_talk(work)).packet
    forged = json.loads(json.dumps(packet))
    forged["booking"][0]["value"] = {"type": "code", "value": "ZZZZZZ"}

    assert is_intact(packet)
    assert not is_intact(forged)


def test_a_very_long_talk_still_makes_a_packet_of_32_kilobytes(database: Database) -> None:
    facts = tuple(Fact("page_title", Code("x" * 290), "said", NOON) for _ in range(20))
    with database.work() as work:
        talk = a_talk(work)
        for number in range(400):
            said(work, talk, f"{number} " * 100, intent="refund_request")
        packet = handed_off(work, talk, facts=facts).packet

    assert len(json.dumps(packet, ensure_ascii=False).encode()) <= LARGEST_BYTES
    assert packet["control"]["left_out"] > 0
    assert packet["text"]["count"] == 400
    assert is_intact(packet)


def test_a_bare_wish_for_a_person_still_makes_a_packet(database: Database) -> None:
    with database.work() as work:
        talk = a_talk(work)
        said(work, talk, "转人工", intent="human_handoff")
        packet = handed_off(work, talk, typology="").packet

    assert packet["ask"][0]["value"] == "转人工"
    assert packet["proofs"] == []


def test_a_matter_holds_the_travellers_own_words(database: Database) -> None:
    with database.work() as work:
        packet = a_matter(work).packet

    assert packet["ask"][0]["value"] == "The hotel had no room."


def test_a_booking_becomes_facts_and_a_class() -> None:
    facts = {fact.name: fact.value for fact in facts_of_booking(BOOKING, NOON)}
    urgency = urgency_of(BOOKING, "refund_request", None, NOON)

    assert value_json(facts["departure"]) == {
        "type": "moment",
        "value": "2026-11-25T22:00:00+03:30",
    }
    assert facts["payment_card"] == Code("6037 99•• •••• 1234")
    assert place(urgency, NOON).reason == "leaving_soon"
