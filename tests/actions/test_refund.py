"""The refund: the part, the quote, consent, one execution, and an honest word when it is unsure."""

from typing import Any

import httpx2
import pytest

from actions.refund_parts import meant_part
from tests.actions.backend import Json, a_booking, a_coupon
from tests.actions.conftest import Stage, kinds, said


def a_quote(stage: Stage, **changes: Any) -> Json:
    """The quote the traveller said yes to."""
    quote = stage.backend._quote({"booking": "FAM123", "coupons": ["c3"]})
    return {**quote, "part": "p3", **changes}


def agreed(stage: Stage, **changes: Any) -> Json:
    """Slots of a traveller who has just said yes."""
    return stage.known(consent=True, refund_part="p3", refund_quote=a_quote(stage, **changes))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("cancel only Lily please", "p3"),
        ("LILY", "p3"),
        ("all of us", "all"),
        ("همه", "all"),
        ("全部都退", "all"),
        ("всех", "all"),
        ("p2", "p2"),
        ("John and Ann", None),
        ("the tall one", None),
    ],
)
def test_the_part_is_understood_by_name_or_by_everybody(words: str, part: str | None) -> None:
    assert meant_part(words, a_booking()) == part


async def test_a_name_in_the_first_wish_is_not_asked_again(stage: Stage) -> None:
    wish = {
        "event": "user", "text": "please cancel Lily's ticket",
        "parse_data": {"intent": {"name": "refund_request"}},
    }  # fmt: skip

    _, kept = await stage.run("action_open_refund", stage.known(), events=(wish,))

    assert kept["refund_part"] == "p3"


async def test_the_quote_names_amount_penalty_rule_card_and_deadline(stage: Stage) -> None:
    answers, kept = await stage.run("action_ask_refund_form_consent", stage.known(refund_part="p3"))

    quoted = answers[0]
    assert quoted["say"] == "refund_quoted"
    assert quoted["with"]["refund"] == {"type": "money", "amount": "70.00", "currency": "EUR"}
    assert quoted["with"]["rule"]["value"]["en"] == "30 % until departure."
    assert {choice["name"] for choice in quoted["choices"]} == {"yes", "no"}
    assert kept["refund_quote"]["coupons"] == ["c3"]


async def test_an_unsure_yes_is_asked_again(stage: Stage) -> None:
    slots = stage.known(requested_slot="consent", consent=True)
    set_by_rasa = {"event": "slot", "name": "consent", "value": True, "timestamp": None}

    answers, kept = await stage.run(
        "validate_refund_form", slots, events=(set_by_rasa,),
        intent={"name": "affirm", "confidence": 0.4},
    )  # fmt: skip

    assert said(answers) == ["consent_unclear"]
    assert kept["consent"] is None


async def test_a_no_leaves_the_booking_alone(stage: Stage) -> None:
    answers, _ = await stage.run("action_submit_refund", {**agreed(stage), "consent": False})

    assert said(answers) == ["refund_kept"]
    assert "POST /v1/refunds" not in stage.backend.asked


async def test_a_yes_executes_the_quote_under_its_own_key(stage: Stage) -> None:
    first, _ = await stage.run("action_submit_refund", agreed(stage))
    await stage.run("action_submit_refund", agreed(stage))

    assert said(first)[0] == "refund_requested"
    assert len(stage.backend.refunds) == 1


async def test_an_expired_quote_is_renewed_and_not_executed(stage: Stage) -> None:
    answers, kept = await stage.run(
        "action_submit_refund", agreed(stage, expires_at="2026-11-25T11:59:00+00:00")
    )

    assert said(answers) == ["refund_quote_expired"]
    assert kept["consent"] is None
    assert "POST /v1/refunds" not in stage.backend.asked


async def test_a_lost_answer_is_looked_up_and_told_as_done(stage: Stage) -> None:
    def lose_the_answer(request: httpx2.Request) -> httpx2.Response | None:
        if request.method == "POST" and request.url.path == "/v1/refunds":
            stage.backend._refund({"quote": "q_c3"}, request.headers["Idempotency-Key"])
            raise httpx2.ReadTimeout("no answer")
        return None

    stage.backend.fault = lose_the_answer
    answers, _ = await stage.run("action_submit_refund", agreed(stage))

    assert said(answers)[0] == "refund_requested"


async def test_an_unknown_fate_is_said_and_watched_never_guessed(stage: Stage) -> None:
    def hang(request: httpx2.Request) -> httpx2.Response | None:
        if request.url.path.startswith("/v1/refunds"):
            raise httpx2.ReadTimeout("no answer")
        return None

    stage.backend.fault = hang
    answers, _ = await stage.run("action_submit_refund", agreed(stage))

    assert said(answers) == ["refund_being_processed"]
    assert "watch_refund" in kinds(answers)


async def test_no_write_begins_when_the_turn_is_nearly_over(stage: Stage) -> None:
    late = {**agreed(stage), "deadline": "2026-11-25T12:00:01+00:00"}

    answers, _ = await stage.run("action_submit_refund", late)

    assert said(answers) == ["refund_not_started"]
    assert "hand_over" in kinds(answers)
    assert "POST /v1/refunds" not in stage.backend.asked


async def test_a_large_refund_waits_for_a_second_person(stage: Stage) -> None:
    stage.backend.refund_state = "awaiting_approval"

    answers, _ = await stage.run("action_submit_refund", agreed(stage))

    assert said(answers) == ["refund_awaiting_approval"]
    assert answers[1]["open_case"]["typology"] == "refund_approval"


async def test_nothing_open_is_said_with_the_refund_that_is_under_way(stage: Stage) -> None:
    gone = a_booking(coupons=[a_coupon(1, "p1", "l1", "refund_requested")])
    stage.backend.bookings = {"FAM123": gone}
    stage.backend._refund({"quote": "q"}, "key")  # one is under way

    answers, kept = await stage.run("action_open_refund", stage.known())

    assert said(answers) == ["refund_already_requested", "refund_state"]
    assert kept["refund_open"] is False


async def test_a_refund_that_the_bank_refuses_is_called_refused_and_goes_to_a_person(
    stage: Stage,
) -> None:
    stage.backend.refund_state = "refused"

    answers, _ = await stage.run("action_submit_refund", agreed(stage))

    assert said(answers) == ["refund_state_undated"]
    assert "hand_over" in kinds(answers)
