"""The demo bookings: the same every time, of one piece, and reaching nobody."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
import yaml

from bookings.policies.load import load_policies
from bookings.policies.quote import quote_coupons
from bookings.seed.outcome import Seeded
from bookings.seed.reseed import demo_bookings, reseed
from bookings.seed.travellers import TRAVELLERS
from bookings.settings import Settings
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    CouponState,
    LegKind,
    LegStatus,
    PassengerKind,
    status_of,
)
from bookings.trips.money import Money
from bookings.trips.references import ALPHABET
from bookings.trips.refund import RefundState
from tests.bookings.conftest import KEY, Stage

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
DESCRIBED = yaml.safe_load(
    (Path(__file__).parents[2] / "contract" / "demo-travellers.yml").read_text("utf-8")
)


def seed(now: datetime = NOW, count: int = 600, number: int = 7) -> list[Seeded]:
    return demo_bookings(
        now, count=count, seed=number, policies=load_policies(), settings=Settings(api_key=KEY)
    )


@pytest.fixture(scope="module")
def seeded() -> list[Seeded]:
    return seed()


@pytest.fixture(scope="module")
def named(seeded: list[Seeded]) -> dict[str, Seeded]:
    by_reference = {one.booking.reference: one for one in seeded}
    return {one.key: by_reference[one.reference] for one in TRAVELLERS}


def days_ahead(booking: Booking, moment: datetime) -> int:
    zone = ZoneInfo(booking.zone)
    return (moment.astimezone(zone).date() - NOW.astimezone(zone).date()).days


def test_the_same_seed_and_moment_give_the_same_bookings(seeded: list[Seeded]) -> None:
    assert seed() == seeded
    assert seed(number=8) != seeded


def test_references_are_unique_and_hold_no_lookalikes(seeded: list[Seeded]) -> None:
    references = [one.booking.reference for one in seeded]

    assert len(set(references)) == len(references)
    assert all(re.fullmatch(f"[{ALPHABET}]{{6}}", one) for one in references)
    assert not set(ALPHABET) & set("O0I1L")


def test_a_booking_is_of_one_piece(seeded: list[Seeded]) -> None:
    for one in seeded:
        booking = one.booking
        paid = Money.total((coupon.paid for coupon in booking.coupons), booking.total.currency)
        assert paid == booking.total == booking.payments[0].amount
        assert len(booking.coupons) == len(booking.passengers) * len(booking.legs)
        assert status_of(booking.status, booking.legs, booking.coupons) == booking.status
        assert booking.created_at < NOW
        for leg in booking.legs:
            assert leg.departs_at < leg.arrives_at
            assert (leg.status is LegStatus.COMPLETED) <= (leg.arrives_at <= NOW)
            assert load_policies().terms(leg.policy).fare == leg.fare


def test_a_refund_gives_back_what_its_quote_says(seeded: list[Seeded]) -> None:
    for one in seeded:
        for (refund, _, _), quote in zip(one.refunds, one.quotes, strict=True):
            assert refund.amount == quote.quotation.refund
            assert refund.history[-1].state == refund.state
            assert all(
                a.at <= b.at for a, b in zip(refund.history, refund.history[1:], strict=False)
            )
            assert refund.history[-1].at <= NOW


def test_there_is_something_of_everything() -> None:
    many = seed(count=3000)
    bookings = [one.booking for one in many]
    refunds = [refund for one in many for refund, _, _ in one.refunds]
    legs = list(chain.from_iterable(booking.legs for booking in bookings))

    assert {booking.total.currency for booking in bookings} == {
        *("IRR", "USD", "EUR", "RUB", "CNY", "TRY", "GBP", "SAR", "JPY")
    }
    assert {booking.language for booking in bookings} == set(
        ["en", "fa", "ru", "zh", "ar", "tr", "es", "fr", "de", "ja"]
    )
    assert {booking.status for booking in bookings} == set(BookingStatus)
    assert {refund.state for refund in refunds} == set(RefundState)
    assert {leg.kind for leg in legs} == set(LegKind)
    assert {leg.status for leg in legs} == set(LegStatus)
    states = Counter(coupon.state for booking in bookings for coupon in booking.coupons)
    assert set(states) == set(CouponState)
    assert any(payment.twin_of for booking in bookings for payment in booking.payments)


def test_contacts_reach_nobody(seeded: list[Seeded]) -> None:
    kept_for_fiction = re.compile(
        r"\+(447700900\d{3}|1\d{3}55501\d{2}|3363998\d{4}|491713920\d{3})"
    )
    for contact in chain.from_iterable(one.booking.contacts for one in seeded):
        assert contact.phone
        assert kept_for_fiction.fullmatch(contact.phone)
        assert phonenumbers.is_possible_number(phonenumbers.parse(contact.phone))
        assert re.fullmatch(r"[a-z.]+\d*@example\.(com|org)", contact.email or "")


def test_cards_are_masked(seeded: list[Seeded]) -> None:
    for payment in chain.from_iterable(one.booking.payments for one in seeded):
        assert re.fullmatch(r"\d{4} \d{2}•• •••• \d{4}", payment.card)


def test_every_described_traveller_is_there(named: dict[str, Seeded]) -> None:
    assert set(named) == set(DESCRIBED)
    for key, described in DESCRIBED.items():
        booking = named[key].booking
        assert (booking.language, booking.surname) == (described["language"], described["surname"])
        # In the contract file YAML ends `what` at its first comma.
        what = next(one.what for one in TRAVELLERS if one.key == key)
        assert what.startswith(described["what"])
        assert len(booking.contacts) == 2


@pytest.mark.parametrize(
    ("key", "days", "currency"),
    [
        ("status_confirmed", 12, "RUB"),
        ("charter_refund", 3, "IRR"),
        ("carrier_cancelled", 5, "RUB"),
        ("three_passengers", 20, "GBP"),
        ("elderly_train", 2, "EUR"),
        ("moved_flight", 8, "EUR"),
    ],
)
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_their_trips_begin_on_the_described_day_whatever_the_hour(
    key: str, days: int, currency: str, hour: int
) -> None:
    now = NOW.replace(hour=hour, minute=59)
    [one] = [one for one in TRAVELLERS if one.key == key]
    booking = next(
        found.booking for found in seed(now, 0) if found.booking.reference == one.reference
    )

    zone = ZoneInfo(booking.zone)
    ahead = booking.legs[0].departs_at.astimezone(zone).date() - now.astimezone(zone).date()
    assert (ahead.days, booking.total.currency) == (days, currency)


def test_the_return_flight_is_confirmed_both_ways(named: dict[str, Seeded]) -> None:
    booking = named["status_confirmed"].booking

    assert booking.status is BookingStatus.CONFIRMED
    assert [(leg.origin.city, leg.destination.city) for leg in booking.legs] == [
        ("MOW", "IST"),
        ("IST", "MOW"),
    ]


def test_the_charter_ticket_is_one_passengers_and_costs_a_penalty(
    named: dict[str, Seeded],
) -> None:
    booking = named["charter_refund"].booking

    told = quote_coupons(booking, booking.coupons, load_policies(), NOW)

    assert len(booking.passengers) == 1
    assert told.penalty == told.paid.share(30)


def test_the_cancelled_flight_is_due_in_full(named: dict[str, Seeded]) -> None:
    booking = named["carrier_cancelled"].booking

    told = quote_coupons(booking, booking.coupons, load_policies(), NOW)

    assert told.refund == told.paid
    assert len(named["carrier_cancelled"].changes) == 1


def test_the_family_is_two_adults_and_a_child(named: dict[str, Seeded]) -> None:
    kinds = [person.kind for person in named["three_passengers"].booking.passengers]

    assert kinds == [PassengerKind.ADULT, PassengerKind.ADULT, PassengerKind.CHILD]


def test_the_refund_underway_has_its_dates(named: dict[str, Seeded]) -> None:
    [(refund, _, _)] = named["refund_underway"].refunds
    booking = named["refund_underway"].booking

    assert refund.state is RefundState.SENT
    assert days_ahead(booking, refund.requested_at) == -4
    today = NOW.astimezone(ZoneInfo(booking.zone)).date()
    assert refund.expected_on == today + timedelta(days=6)


def test_the_payment_was_taken_twice_and_no_ticket_issued(named: dict[str, Seeded]) -> None:
    booking = named["paid_no_ticket"].booking

    assert booking.status is BookingStatus.PENDING_TICKET
    assert [payment.ticketed for payment in booking.payments] == [False, False]
    assert booking.payments[1].twin_of == booking.payments[0].id
    assert all(coupon.ticket is None for coupon in booking.coupons)


def test_the_vip_leaves_in_five_hours(named: dict[str, Seeded]) -> None:
    booking = named["vip_leaving_today"].booking

    assert booking.vip
    assert booking.legs[0].departs_at - NOW == timedelta(hours=5)


def test_the_elderly_traveller_has_a_seat_on_a_train(named: dict[str, Seeded]) -> None:
    booking = named["elderly_train"].booking

    assert booking.care == ("elderly",)
    assert booking.legs[0].kind is LegKind.TRAIN
    assert booking.coupons[0].seat


def test_the_hotel_guest_is_in_paris_now(named: dict[str, Seeded]) -> None:
    [leg] = named["hotel_abroad"].booking.legs

    assert (leg.kind, leg.destination.city) == (LegKind.HOTEL, "PAR")
    assert leg.departs_at < NOW < leg.arrives_at


def test_the_moved_flight_was_not_told(named: dict[str, Seeded]) -> None:
    [leg] = named["moved_flight"].booking.legs

    assert leg.moved_from is not None
    assert leg.departs_at - leg.moved_from == timedelta(hours=4)
    assert not leg.told


def test_seeded_refunds_are_brought_forward_like_others(either_stage: Stage) -> None:
    reseed(either_stage.backend, count=300)
    either_stage.settle()
    either_stage.clock.turn(days=30)
    either_stage.settle()
    either_stage.settle()

    state = either_stage.get("/v1/demo/state/W8NG3X")
    assert (state["refund"], state["refunds"]) == ("paid", 1)
