"""What the booking system adds to a case after the hand-over."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.model import Case
from bot.house import House
from bot.storage.proofs import Proof
from bot.turns.enrich_case import enrich_case
from tests.bot.desk_kit import NOON, a_database, a_talk, handed_off
from tests.bot.fakes import FakeAssistant, FakeBookings, a_house
from tests.bot.test_packet import BOOKING


@pytest.fixture
def bookings() -> FakeBookings:
    return FakeBookings(bookings={"K7M2QX": BOOKING})


@pytest.fixture
def house(tmp_path: Path, bookings: FakeBookings) -> House:
    house = a_house(tmp_path, assistant=FakeAssistant())
    return replace(house, database=a_database(tmp_path), bookings=bookings.client())


def a_case(house: House, *, is_proved: bool) -> Case:
    with house.database.work() as work:
        talk = a_talk(work, slots={"booking_reference": "K7M2QX"})
        if is_proved:
            lasts = NOON + timedelta(minutes=30)
            work.proofs.add(Proof(talk.id, "K7M2QX", "code", NOON, lasts))
        return handed_off(work, talk)


def added(house: House, case: Case) -> list[str]:
    with house.database.look() as work:
        amended = [event for event in work.cases.events_of(case.id) if event.kind == "amended"]
    return [fact["name"] for event in amended for fact in event.values["facts"]]


async def test_a_proved_booking_adds_its_facts_and_lets_a_leaving_traveller_go_first(
    house: House,
) -> None:
    case = a_case(house, is_proved=True)

    await enrich_case(house, case.id, now=NOON)

    assert {"passengers", "departure", "vip", "total"} <= set(added(house, case))
    with house.database.look() as work:
        assert work.cases.get(case.id).class_ == 0
        assert work.cases.get(case.id).packet == case.packet


async def test_a_booking_that_was_only_named_is_not_looked_up(
    house: House, bookings: FakeBookings
) -> None:
    case = a_case(house, is_proved=False)

    await enrich_case(house, case.id, now=NOON)

    assert bookings.paths == []
    assert added(house, case) == []


async def test_a_dead_booking_system_leaves_the_case_as_it_is(
    house: House, bookings: FakeBookings
) -> None:
    bookings.down = True
    case = a_case(house, is_proved=True)

    await enrich_case(house, case.id, now=NOON)

    assert added(house, case) == []
