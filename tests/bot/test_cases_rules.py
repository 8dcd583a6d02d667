"""The pure rules of the human queue."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.hours import HoursMalformed, OpeningHours, always_open, read_hours
from bot.cases.model import CaseClass, DeskNow
from bot.cases.numbers import case_number, draw_case_number, read_case_number
from bot.cases.order import Urgency, expected_minutes, order_key, place, position
from bot.cases.status import tell_cases
from bot.cases.waiting import contact_in, topic, waiting_reply
from bot.conversations.values import Term
from tests.bot.desk_kit import EMPTY, NOON, STAFFED, a_case

TEHRAN = ZoneInfo("Asia/Tehran")


def test_a_traveller_leaving_today_goes_before_a_vip_who_waited_longer() -> None:
    leaving = place(Urgency("refund_request", departs_at=NOON + timedelta(hours=5)), NOON)
    important = place(Urgency("refund_request", is_vip=True), NOON)

    assert (leaving.class_, leaving.reason) == (CaseClass.URGENT, "leaving_soon")
    assert (important.class_, important.reason) == (CaseClass.VIP, "vip")


@pytest.mark.parametrize(
    ("urgency", "class_"),
    [
        (Urgency("emergency_help"), CaseClass.URGENT),
        (Urgency("booking_status", departs_at=NOON + timedelta(hours=25)), CaseClass.NORMAL),
        (Urgency("booking_status", departs_at=NOON - timedelta(hours=1)), CaseClass.NORMAL),
        (Urgency("compliment", departs_at=NOON + timedelta(hours=2)), CaseClass.NORMAL),
        (Urgency("refund_quote", is_elderly=True), CaseClass.ELDERLY),
        (Urgency("refund_quote", is_elderly=True, is_vip=True), CaseClass.VIP),
        (Urgency("refund_quote", wanted=0), CaseClass.URGENT),
    ],
)
def test_the_class_comes_from_the_facts(urgency: Urgency, class_: CaseClass) -> None:
    assert place(urgency, NOON).class_ is class_


def test_inside_a_class_the_longest_waiting_goes_first() -> None:
    patient, new, urgent = (
        a_case("patient", waited_min=40),
        a_case("new", waited_min=2),
        a_case("urgent", waited_min=1, class_=0),
    )

    assert sorted([new, patient, urgent], key=order_key) == [urgent, patient, new]
    assert [position(case, [new, patient, urgent]) for case in (urgent, patient, new)] == [1, 2, 3]


def test_the_expected_wait_grows_with_the_line_and_shrinks_with_people() -> None:
    assert expected_minutes(6, DeskNow(people=2, minutes_each=5)) == 15
    assert expected_minutes(1, DeskNow(people=9, minutes_each=2)) == 1


def test_the_desk_opens_several_times_a_day_and_on_the_right_weekday() -> None:
    hours = read_hours("Asia/Tehran", {"sat": "08:00-12:00,13:30-18:00", "sun": "08:00-12:00"})
    saturday = datetime(2026, 11, 28, 12, 30, tzinfo=TEHRAN)

    assert not hours.is_open(saturday)
    assert hours.next_opening(saturday) == saturday.replace(hour=13, minute=30)
    assert hours.is_open(saturday.replace(hour=17, minute=59).astimezone(UTC))
    assert hours.next_opening(saturday.replace(hour=18)) == datetime(2026, 11, 29, 8, tzinfo=TEHRAN)


def test_a_span_may_end_after_midnight_and_days_may_be_closed() -> None:
    hours = read_hours("Europe/Berlin", {"fri": "22:00-02:00"}, closed=["2026-12-04"])
    after_midnight = datetime(2026, 11, 28, 1, 59, tzinfo=ZoneInfo("Europe/Berlin"))

    assert hours.is_open(after_midnight)
    assert not hours.is_open(after_midnight + timedelta(minutes=1))
    assert hours.next_opening(after_midnight + timedelta(hours=1)) == datetime(
        2026, 12, 11, 22, tzinfo=ZoneInfo("Europe/Berlin")
    )


def test_opening_hours_follow_the_wall_clock_when_summer_time_ends() -> None:
    hours = read_hours("Europe/Berlin", {"sun": "08:00-10:00"})

    opening = hours.next_opening(datetime(2026, 10, 24, 12, 0, tzinfo=UTC))

    assert opening == datetime(2026, 10, 25, 7, 0, tzinfo=UTC)


def test_a_desk_that_never_opens_names_no_time() -> None:
    assert OpeningHours("UTC", ((),) * 7).next_opening(NOON) is None
    assert always_open().is_open(NOON)


@pytest.mark.parametrize("text", ["8-12", "08:00-25:00", "24:30-23:00", "08:99-10:00"])
def test_malformed_opening_hours_are_refused(text: str) -> None:
    with pytest.raises(HoursMalformed):
        read_hours("UTC", {"mon": text})


@given(st.integers(min_value=0, max_value=10**6 - 1))
def test_a_case_number_is_read_back_however_it_is_written(drawn: int) -> None:
    number = draw_case_number(6, below=lambda _: drawn)
    persian = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    for said in (number, number.lower(), number.replace("-", " "), persian):
        assert read_case_number(said) == number


@given(st.from_regex(r"\A[0-9]{4,6}\Z"), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_in_a_case_number_is_found(digits: str, place_: int, by: int) -> None:
    at = place_ % len(digits)
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    check = case_number(digits)[-1]

    assert read_case_number(f"H-{wrong}-{check}") is None


def test_who_waits_is_answered_at_first_and_then_once_in_a_while() -> None:
    first = waiting_reply(3, STAFFED, told_at=None, now=NOON)
    soon = waiting_reply(3, STAFFED, told_at=NOON, now=NOON + timedelta(seconds=30))
    later = waiting_reply(2, STAFFED, told_at=NOON, now=NOON + timedelta(minutes=2))
    at_night = waiting_reply(1, EMPTY, told_at=None, now=NOON)

    assert first is not None
    assert first.values["position"] == 3
    assert soon is None
    assert later is not None
    assert later.values["position"] == 2
    assert at_night is not None
    assert at_night.sentence == "still_waiting_closed"


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("my number is +98 912 000 0000 thanks", "+989120000000"),
        ("۰۹۱۲ ۰۰۰ ۰۰۰۰", "09120000000"),
        ("write to ana.b@example.org.", "ana.b@example.org"),
        ("booking K7M2QX on 12.12.", None),
    ],
)
def test_a_contact_is_found_in_what_was_written(text: str, contact: str | None) -> None:
    assert contact_in(text) == contact


def test_every_wish_has_a_name_for_the_traveller() -> None:
    assert topic("refund_request") == Term("topic_refund_request")
    assert topic("faq/baggage_allowance") == Term("topic_question")
    assert topic("faq/payment_failed") == Term("topic_payment_failed")
    assert topic("") == Term("topic_other")


def test_a_traveller_hears_what_became_of_each_case() -> None:
    told = tell_cases([a_case("one")])

    assert told[0].values["state"] == Term("case_is_waiting")
    assert tell_cases([])[0].sentence == "case_none"
