"""A backend that fails brings a person, never silence and never a false claim."""

import httpx2
import pytest

from actions.breaker import Breaker
from tests.actions.backend import a_booking, a_leg
from tests.actions.conftest import Stage, kinds, said


@pytest.mark.parametrize("action", ["action_booking_status", "action_open_refund"])
async def test_a_broken_backend_brings_a_person(stage: Stage, action: str) -> None:
    stage.backend.fault = lambda request: httpx2.Response(500)

    answers, _ = await stage.run(action, stage.known())

    assert said(answers) == ["bookings_unavailable"]
    assert answers[-1]["hand_over"]["reason"] == "bookings_unavailable"


async def test_a_read_is_tried_twice_and_then_succeeds(stage: Stage) -> None:
    failures = [httpx2.ConnectError("refused")]

    def fail_once(request: httpx2.Request) -> httpx2.Response | None:
        if failures:
            raise failures.pop()
        return None

    stage.backend.fault = fail_once
    answers, _ = await stage.run("action_booking_status", stage.known())

    assert said(answers)[0] == "booking_state"


async def test_a_cancelled_flight_brings_the_offer_of_the_full_price(stage: Stage) -> None:
    stage.backend.bookings = {"FAM123": a_booking(legs=[a_leg(status="cancelled")])}

    answers, _ = await stage.run("action_booking_status", stage.known())

    assert said(answers) == ["booking_state", "leg_cancelled", "cancelled_by_carrier_offer"]


async def test_an_emergency_never_waits_for_proof(stage: Stage) -> None:
    answers, _ = await stage.run("action_emergency", {})

    assert said(answers) == ["emergency_first"]
    assert answers[-1]["hand_over"]["class"] == 0


async def test_three_misses_in_a_row_bring_a_person_in_other_words_each_time(
    stage: Stage,
) -> None:
    miss = {"event": "user", "text": "?", "parse_data": {"intent": {"name": "nlu_fallback"}}}

    heard = [
        await stage.run(
            "action_not_understood", {}, events=(miss,) * count, intent={"name": "nlu_fallback"}
        )
        for count in (1, 2, 3)
    ]

    assert [said(answers)[0] for answers, _ in heard] == [
        "ask_rephrase", "offer_choices", "not_understood_person",
    ]  # fmt: skip
    assert "hand_over" in kinds(heard[-1][0])


async def test_money_taken_twice_is_found_and_becomes_a_case(stage: Stage) -> None:
    paid = {
        "id": "y1", "amount": {"amount": "300.00", "currency": "EUR"}, "twin_of": None,
        "card": "4000 00•• •••• 1234", "taken_at": "2026-11-20T10:00:00+03:00",
        "state": "taken", "ticketed": False,
    }  # fmt: skip
    stage.backend.payments = [paid, {**paid, "id": "y2", "twin_of": "y1"}]

    answers, _ = await stage.run("action_payment_problem", stage.known(task="payment_failed"))

    assert said(answers) == ["payment_taken_twice"]
    assert answers[1]["open_case"]["typology"] == "payment_failed"


def test_the_breaker_opens_rests_and_lets_one_call_through() -> None:
    breaker = Breaker(failures_to_open=2, rest_s=10)

    breaker.failed(now=0)
    breaker.failed(now=1)

    assert not breaker.may_call(now=5)
    assert breaker.may_call(now=11)
    assert not breaker.may_call(now=12)
    breaker.succeeded()
    assert breaker.may_call(now=12)
