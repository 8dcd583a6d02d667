"""What comes back: the rules applied to coupons at a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.policies.load import load_policies
from bookings.policies.model import UnknownPolicy
from bookings.policies.quote import NothingToQuote, Quotation, quote_coupons
from bookings.trips.booking import (
    Booking,
    BookingStatus,
    CouponState,
    Fare,
    LegKind,
    LegStatus,
    Passenger,
    PassengerKind,
)
from bookings.trips.money import Money
from tests.bookings.factories import DEPARTURE, NOON, TEHRAN, a_booking, a_coupon, a_leg, euros

POLICIES = load_policies()
MONTH_AHEAD = DEPARTURE - timedelta(days=30)


def quote(booking: Booking, at: datetime) -> Quotation:
    return quote_coupons(booking, booking.coupons, POLICIES, at)


def tehran(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, second, tzinfo=TEHRAN)


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        (tehran(1, 0), 30),
        (tehran(7, 12), 30),
        (tehran(7, 12, 0, 1), 50),
        (tehran(9, 18, 30), 50),
        (tehran(9, 18, 30, 1), 70),
        (tehran(10, 15, 30), 70),
        (tehran(10, 15, 30, 1), 100),
        (tehran(11, 0), 100),
    ],
)
def test_a_charter_ticket_loses_more_the_later_it_is_given_back(at: datetime, kept: int) -> None:
    booking = a_booking(a_coupon("28500000", currency="IRR"), legs=(a_leg("charter-flight-ir@2"),))

    assert quote(booking, at).penalty == Money.of(28_500_000, "IRR").share(kept)


def test_noon_is_noon_where_the_flight_leaves_not_where_the_server_stands() -> None:
    booking = a_booking(legs=(a_leg("charter-flight-ir@2"),))
    noon_in_tehran = datetime(2026, 12, 7, 8, 30, tzinfo=UTC)

    assert quote(booking, noon_in_tehran).refund == euros(700)
    assert quote(booking, noon_in_tehran + timedelta(seconds=1)).refund == euros(500)


def test_hours_before_departure_are_real_hours_when_clocks_change() -> None:
    paris = replace(a_leg().origin, zone="Europe/Paris")
    after_the_change = datetime(2026, 10, 25, 10, tzinfo=UTC)
    leg = a_leg(origin=paris, departs_at=after_the_change)
    booking = a_booking(legs=(leg,))

    assert quote(booking, after_the_change - timedelta(hours=24)).penalty == euros(100)
    late = after_the_change - timedelta(hours=23, minutes=59)
    assert quote(booking, late).penalty == euros(250)


def test_the_taxes_of_a_regular_fare_come_back_even_after_a_no_show() -> None:
    booking = a_booking(a_coupon("1000", taxes="180", state=CouponState.NO_SHOW))

    told = quote(booking, DEPARTURE + timedelta(days=3))

    assert (told.penalty, told.refund) == (euros(820), euros(180))


def test_a_basic_fare_returns_the_taxes_only() -> None:
    booking = a_booking(a_coupon("1000", taxes="180"), legs=(a_leg("flight-basic@1"),))

    assert quote(booking, MONTH_AHEAD).refund == euros(180)


def test_a_no_show_is_never_better_off_than_somebody_who_asks_late() -> None:
    missed = a_booking(a_coupon(state=CouponState.NO_SHOW))

    assert quote(missed, MONTH_AHEAD).refund == euros(0)


@pytest.mark.parametrize("policy", ["charter-flight-ir@2", "flight-basic@1", "flight-flex@1"])
def test_everything_comes_back_when_the_carrier_cancels(policy: str) -> None:
    leg = a_leg(policy, status=LegStatus.CANCELLED)

    told = quote(a_booking(legs=(leg,)), DEPARTURE + timedelta(days=1))

    assert told.refund == told.paid
    assert told.rule().id == "carrier-cancelled"


@pytest.mark.parametrize(
    ("minutes", "full"), [(179, False), (180, True), (-180, True), (-60, False), (2000, True)]
)
def test_everything_comes_back_when_a_flight_is_moved_by_three_hours(
    minutes: int, full: bool
) -> None:
    leg = a_leg(
        status=LegStatus.MOVED,
        moved_from=DEPARTURE,
        departs_at=DEPARTURE + timedelta(minutes=minutes),
    )

    told = quote(a_booking(legs=(leg,)), MONTH_AHEAD)

    assert (told.refund == told.paid) is full


def test_a_move_to_an_earlier_time_does_not_worsen_the_terms() -> None:
    leg = a_leg(
        status=LegStatus.MOVED, moved_from=DEPARTURE, departs_at=DEPARTURE - timedelta(hours=2)
    )

    at_the_old_limit = DEPARTURE - timedelta(hours=24)

    assert quote(a_booking(legs=(leg,)), at_the_old_limit).penalty == euros(100)


def test_who_did_not_use_a_moved_flight_gets_what_the_terms_say() -> None:
    later = DEPARTURE + timedelta(hours=5)
    leg = a_leg(status=LegStatus.MOVED, moved_from=DEPARTURE, departs_at=later)

    told = quote(a_booking(a_coupon(taxes="180"), legs=(leg,)), later + timedelta(seconds=1))

    assert told.refund == euros(180)


def test_a_train_that_is_moved_by_an_hour_is_refunded_in_full() -> None:
    leg = a_leg(
        "train-standard@1",
        kind=LegKind.TRAIN,
        status=LegStatus.MOVED,
        moved_from=DEPARTURE,
        departs_at=DEPARTURE + timedelta(hours=1),
    )

    assert quote(a_booking(legs=(leg,)), MONTH_AHEAD).rule().id == "moved-ground"


def test_nothing_is_kept_while_no_ticket_is_issued() -> None:
    booking = a_booking(
        a_coupon(ticket=None),
        legs=(a_leg("charter-flight-ir@2"),),
        status=BookingStatus.PENDING_TICKET,
    )

    assert quote(booking, DEPARTURE - timedelta(hours=1)).rule().id == "not-ticketed"


@pytest.mark.parametrize(("policy", "kept"), [("flight-flex@1", 0), ("charter-flight-ir@2", 30)])
def test_an_infant_comes_back_in_full_on_regular_fares_only(policy: str, kept: int) -> None:
    infant = Passenger("p1", "Lily", "Walker", "Walker", PassengerKind.INFANT)
    booking = a_booking(a_coupon("100"), legs=(a_leg(policy),), passengers=(infant,))

    assert quote(booking, MONTH_AHEAD).penalty == euros(kept)


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        (tehran(8, 18), "0"),
        (tehran(8, 18, 0, 1), "100"),
        (tehran(10, 15), "100"),
        (tehran(10, 15, 0, 1), "300"),
    ],
)
def test_a_hotel_is_free_then_costs_a_night_then_everything(at: datetime, kept: str) -> None:
    leg = a_leg(
        "hotel-flex@1",
        kind=LegKind.HOTEL,
        departs_at=tehran(10, 15),
        arrives_at=tehran(13, 11),
    )

    assert quote(a_booking(a_coupon("300"), legs=(leg,)), at).penalty == euros(kept)


def test_one_passenger_of_several_is_quoted_alone() -> None:
    first, second = a_coupon("164.80"), a_coupon("123.60", id="c2", passenger="p2")
    booking = a_booking(first, second)

    told = quote_coupons(booking, [second], POLICIES, MONTH_AHEAD)

    assert [line.coupon for line in told.lines] == ["c2"]
    assert told.refund == euros("111.24")


def test_every_rule_that_was_applied_is_cited_once() -> None:
    legs = (a_leg("charter-flight-ir@2"), a_leg(id="l2", status=LegStatus.CANCELLED))
    coupons = (a_coupon(), a_coupon(id="c2", leg="l2"), a_coupon(id="c3", leg="l2"))

    rule = quote(a_booking(*coupons, legs=legs), MONTH_AHEAD).rule()

    assert (rule.id, rule.version) == ("charter-flight-ir", 2)
    assert rule.text["en"].count("When the carrier cancels") == 1
    assert "30%" in rule.text["en"]
    assert "۳۰" in rule.text["fa"]


@pytest.mark.parametrize(
    "state", [CouponState.USED, CouponState.REFUNDED, CouponState.REFUND_REQUESTED]
)
def test_what_is_gone_is_not_quoted(state: CouponState) -> None:
    with pytest.raises(NothingToQuote):
        quote(a_booking(a_coupon(), a_coupon(id="c2", state=state)), MONTH_AHEAD)


def test_no_coupon_is_no_quote() -> None:
    with pytest.raises(NothingToQuote):
        quote_coupons(a_booking(), [], POLICIES, NOON)


def test_a_ticket_of_unknown_terms_is_not_guessed_at() -> None:
    with pytest.raises(UnknownPolicy):
        quote(a_booking(legs=(a_leg("flight-flex@77"),)), NOON)


CURRENCIES = st.sampled_from(["EUR", "IRR", "JPY", "RUB", "KWD"])
AMOUNTS = st.decimals(min_value=0, max_value=10**10, places=3, allow_nan=False)
MOMENTS = st.integers(0, 45 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes))


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    """Any coupon on any leg of any terms, whatever the carrier did with it."""
    terms = draw(st.sampled_from(POLICIES.all_terms()))
    currency = draw(CURRENCIES)
    paid = draw(AMOUNTS)
    share = draw(st.decimals(0, 1, places=2, allow_nan=False))
    moved = draw(st.none() | st.integers(-3000, 3000))
    leg = a_leg(
        f"{terms.id}@{terms.version}",
        kind=terms.kind,
        fare=terms.fare,
        arrives_at=DEPARTURE + timedelta(days=draw(st.integers(1, 9))),
        status=draw(st.sampled_from(LegStatus)) if moved is None else LegStatus.MOVED,
    )
    if moved is not None:
        leg = replace(leg, moved_from=DEPARTURE, departs_at=DEPARTURE + timedelta(minutes=moved))
    coupon = a_coupon(
        str(paid),
        str(Decimal(paid) * Decimal(share)),
        currency,
        state=draw(st.sampled_from([CouponState.OPEN, CouponState.NO_SHOW])),
        ticket=draw(st.sampled_from([None, "T7"])),
    )
    person = Passenger("p1", "A", "B", "B", draw(st.sampled_from(PassengerKind)))
    status = draw(st.sampled_from(BookingStatus))
    return a_booking(coupon, legs=(leg,), passengers=(person,), status=status)


@given(bookings(), MOMENTS)
def test_a_refund_is_never_more_than_was_paid_and_never_below_zero(
    booking: Booking, now: datetime
) -> None:
    told = quote(booking, now)

    nothing = Money.zero(booking.total.currency)
    assert nothing <= told.refund <= told.paid
    assert nothing <= told.penalty
    assert told.refund + told.penalty == told.paid == booking.coupons[0].paid


@given(bookings(), MOMENTS, MOMENTS)
def test_who_asks_later_never_gets_more(booking: Booking, one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])

    assert quote(booking, later).refund <= quote(booking, earlier).refund


@given(bookings(), MOMENTS)
def test_the_cited_rule_has_a_text_in_every_language(booking: Booking, now: datetime) -> None:
    texts = quote(booking, now).rule().text

    assert len(texts) == 10
    assert all(texts.values())


def test_charter_terms_are_only_given_to_charter_fares() -> None:
    for terms in POLICIES.all_terms():
        assert (terms.fare is Fare.CHARTER) == terms.id.startswith("charter")
