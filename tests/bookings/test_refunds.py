"""A refund from the quote to the money, and all that may come between."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings.trips.booking import PaymentState
from tests.bookings.conftest import Stage
from tests.bookings.factories import DEPARTURE, NOON, a_booking, a_coupon, a_leg, a_payment, euros


def states(refund: dict[str, list[dict[str, str]]]) -> list[str]:
    return [step["state"] for step in refund["history"]]


def test_a_refund_is_requested_then_sent_then_paid_on_the_expected_day(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()
    assert (refund["state"], refund["expected_on"]) == ("requested", "2026-12-05")

    assert stage.settle() == {"sent": 1}
    stage.clock.turn(days=9)
    assert stage.settle() == {}
    stage.clock.turn(days=1)
    assert stage.settle() == {"paid": 1}

    paid = stage.get(f"/v1/refunds/{refund['id']}")
    assert states(paid) == ["requested", "sent", "paid"]
    assert paid["history"][0]["at"] == "2026-11-25T15:30:00+03:30"
    assert stage.cashier.transfers() == 1


def test_the_booking_follows_its_refund(stage: Stage) -> None:
    stage.put(a_booking(a_coupon(), a_coupon(id="c2")))

    stage.refund(coupons=["c2"])

    booking = stage.get("/v1/bookings/AB2CD3")
    assert booking["status"] == "partly_cancelled"
    assert [one["state"] for one in booking["coupons"]] == ["open", "refund_requested"]
    stage.settle()
    stage.clock.turn(days=11)
    stage.settle()
    booking = stage.get("/v1/bookings/AB2CD3")
    assert [one["state"] for one in booking["coupons"]] == ["open", "refunded"]
    assert booking["payments"][0]["state"] == "taken"


def test_a_payment_of_which_nothing_is_left_is_returned(stage: Stage) -> None:
    stage.put(a_booking(a_coupon(ticket=None), status="pending_ticket"))
    stage.refund()
    stage.settle()
    stage.clock.turn(days=11)

    stage.settle()

    booking = stage.get("/v1/bookings/AB2CD3")
    assert booking["payments"][0]["state"] == "returned"
    assert booking["status"] == "cancelled"


def test_the_money_goes_back_to_the_card_that_paid_first(stage: Stage) -> None:
    first = a_payment(euros(1000))
    twin = a_payment(
        euros(1000), id="pay_2", card="9999 99•• •••• 0000", twin_of="pay_1", ticketed=False
    )
    stage.put(a_booking(payments=(twin, first)))

    assert stage.quote()["to_card"] == first.card
    assert stage.refund()["to_card"] == first.card


def test_what_was_never_paid_is_not_refunded(stage: Stage) -> None:
    gone = a_payment(euros(1000), state=PaymentState.RETURNED)
    stage.put(a_booking(payments=(gone,)))

    answer = stage.client.post("/v1/quotes", json={"booking": "AB2CD3"})

    assert stage.code(answer) == (409, "nothing_refundable")


def test_a_quote_that_has_expired_is_not_executed(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()
    stage.clock.turn(seconds=900)

    assert stage.code(stage.confirm(quote["id"])) == (409, "quote_expired")
    assert stage.get("/v1/refunds", booking="AB2CD3") == {"refunds": []}


def test_a_quote_binds_until_it_expires_though_the_terms_have_moved_on(stage: Stage) -> None:
    stage.clock.now = DEPARTURE - timedelta(hours=24, minutes=10)
    stage.put(a_booking())
    quote = stage.quote()
    stage.clock.turn(minutes=14)

    assert stage.confirm(quote["id"]).json()["amount"] == {"amount": "900.00", "currency": "EUR"}
    assert quote["expires_at"] == "2026-12-09T18:35:00+03:30"


def test_a_quote_is_executed_once_whatever_the_key(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()
    stage.confirm(quote["id"], key="chat")

    assert stage.code(stage.confirm(quote["id"], key="phone")) == (409, "quote_used")


def test_two_quotes_of_the_same_coupon_make_one_refund(stage: Stage) -> None:
    stage.put(a_booking())
    one, other = stage.quote(), stage.quote()
    stage.confirm(one["id"], key="chat")

    answer = stage.confirm(other["id"], key="phone")

    assert stage.code(answer) == (409, "coupon_already_refunded")


def test_a_part_that_overlaps_is_refused_and_nothing_of_it_is_taken(stage: Stage) -> None:
    stage.put(a_booking(a_coupon(), a_coupon(id="c2")))
    both, first = stage.quote(), stage.quote(coupons=["c1"])
    stage.confirm(first["id"], key="first")

    assert stage.code(stage.confirm(both["id"], key="both")) == (409, "coupon_already_refunded")
    coupons = stage.get("/v1/bookings/AB2CD3")["coupons"]
    assert [one["state"] for one in coupons] == ["refund_requested", "open"]


def test_a_schedule_change_ends_quotes_that_nobody_used(stage: Stage) -> None:
    stage.put(a_booking(legs=(a_leg("charter-flight-ir@2"),)))
    poor = stage.quote()
    change = {"leg": "l1", "cancelled": True}

    stage.client.post("/v1/bookings/AB2CD3/schedule-changes", json=change)

    assert stage.code(stage.confirm(poor["id"])) == (409, "quote_expired")
    assert stage.refund()["amount"]["amount"] == "1000.00"


def test_a_refund_of_nothing_gives_the_seat_up_without_the_provider(stage: Stage) -> None:
    stage.put(a_booking(legs=(a_leg("charter-flight-ir@2", departs_at=NOON),)))
    stage.clock.turn(seconds=1)
    refund = stage.refund()
    assert refund["amount"]["amount"] == "0.00"

    assert stage.settle() == {"paid": 1}
    assert stage.cashier.transfers() == 0


class TestAboveTheLimit:
    def dear(self, stage: Stage) -> str:
        stage.put(a_booking(a_coupon("2500"), a_coupon("2500", id="c2")))
        assert stage.quote(coupons=["c1"])["needs_approval"] is True
        refund = stage.refund(coupons=["c1"])
        assert states(refund) == ["requested", "awaiting_approval"]
        return str(refund["id"])

    def decide(self, stage: Stage, refund: str, by: str, approved: bool) -> tuple[int, str]:
        answer = stage.client.post(
            f"/v1/refunds/{refund}/approval", json={"by": by, "approved": approved}
        )
        body = answer.json()
        return answer.status_code, body["state"] if answer.is_success else body["error"]["code"]

    def test_no_money_moves_before_a_second_person_agrees(self, stage: Stage) -> None:
        refund = self.dear(stage)
        assert stage.settle() == {}

        assert self.decide(stage, refund, "sara", True) == (200, "requested")
        assert stage.settle() == {"sent": 1}

    def test_the_expected_day_counts_from_the_approval(self, stage: Stage) -> None:
        refund = self.dear(stage)
        stage.clock.turn(days=3)

        self.decide(stage, refund, "sara", True)

        assert stage.get(f"/v1/refunds/{refund}")["expected_on"] == "2026-12-08"

    def test_a_refused_refund_opens_its_coupons_again(self, stage: Stage) -> None:
        refund = self.dear(stage)

        assert self.decide(stage, refund, "sara", False) == (200, "refused")

        booking = stage.get("/v1/bookings/AB2CD3")
        assert booking["status"] == "confirmed"
        assert stage.settle() == {}
        assert stage.refund(coupons=["c1"])["state"] == "awaiting_approval"

    def test_a_repeated_decision_changes_nothing_and_another_is_too_late(
        self, stage: Stage
    ) -> None:
        refund = self.dear(stage)
        self.decide(stage, refund, "sara", True)

        assert self.decide(stage, refund, "sara", True) == (200, "requested")
        late = (409, "not_awaiting_approval")
        assert self.decide(stage, refund, "sara", False) == late
        assert self.decide(stage, refund, "omid", True) == late

    def test_a_refund_below_the_limit_needs_nobody(self, stage: Stage) -> None:
        stage.put(a_booking())
        refund = stage.refund()["id"]

        assert self.decide(stage, refund, "sara", False) == (409, "not_awaiting_approval")

    def test_parts_do_not_slip_under_the_limit(self, stage: Stage) -> None:
        stage.put(a_booking(a_coupon("1500"), a_coupon("1500", id="c2")))
        assert stage.refund(coupons=["c1"])["state"] == "requested"

        assert stage.quote(coupons=["c2"])["needs_approval"] is True
        assert stage.refund(coupons=["c2"])["state"] == "awaiting_approval"

    def test_a_currency_without_a_limit_always_needs_a_second_person(self, stage: Stage) -> None:
        stage.put(a_booking(a_coupon("1", currency="XOF")))

        assert stage.refund()["state"] == "awaiting_approval"


@pytest.mark.parametrize(
    "currency", ["IRR", "USD", "EUR", "RUB", "CNY", "TRY", "GBP", "SAR", "JPY"]
)
def test_every_demo_currency_has_a_limit(stage: Stage, currency: str) -> None:
    assert stage.backend.settings.refund_approval_limit[currency] > Decimal(0)
