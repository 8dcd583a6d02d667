"""Nothing is read and nothing moves without proof."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.actions.conftest import Stage, kinds

GOALS_ABOUT_A_BOOKING = (
    "action_booking_status", "action_flight_status", "action_open_refund", "action_refund_status",
    "action_payment_problem", "action_resend_itinerary", "action_submit_refund",
    "action_ask_refund_form_refund_part", "action_ask_refund_form_consent",
)  # fmt: skip


@pytest.mark.parametrize("action", GOALS_ABOUT_A_BOOKING)
async def test_a_stranger_is_asked_for_proof_and_the_backend_is_left_alone(
    stage: Stage, action: str
) -> None:
    slots = {"booking_reference": "FAM123", "last_name": "Walker", "task": "booking_status"}

    answers, _ = await stage.run(action, {**slots, "consent": True})

    assert kinds(answers) == {"prove"}
    assert stage.backend.asked == []


@pytest.mark.parametrize(
    "flaw",
    [
        {"booking": "OTHER1"},
        {"sub": "another talk"},
        {"aud": "somebody-else"},
        {"exp": datetime.now(UTC) - timedelta(minutes=1)},
        {"secret": "a secret that nobody gave to the house"},
    ],
)
async def test_a_grant_that_is_not_for_this_booking_and_talk_opens_nothing(
    stage: Stage, flaw: dict[str, object]
) -> None:
    grant = stage.grant(**flaw)  # type: ignore[arg-type]

    answers, _ = await stage.run("action_booking_status", stage.known(grant=grant))

    assert kinds(answers) == {"prove"}
    assert stage.backend.asked == []


async def test_money_moves_only_on_a_proof_of_the_last_ten_minutes(stage: Stage) -> None:
    old = stage.grant(minutes_ago=11)

    answers, kept = await stage.run("action_open_refund", stage.known(grant=old))

    assert answers[0]["prove"]["fresh"] is True
    assert kept["refund_open"] is False


async def test_a_status_may_be_read_on_an_older_proof(stage: Stage) -> None:
    old = stage.grant(minutes_ago=11)

    answers, _ = await stage.run("action_booking_status", stage.known(grant=old))

    assert "prove" not in kinds(answers)


async def test_a_part_named_without_proof_is_not_looked_up(stage: Stage) -> None:
    slots = {"booking_reference": "FAM123", "requested_slot": "refund_part", "refund_part": "Lily"}
    named = {"event": "slot", "name": "refund_part", "value": "Lily", "timestamp": None}

    _, kept = await stage.run("validate_refund_form", slots, events=(named,))

    assert kept["refund_part"] is None
    assert stage.backend.asked == []
