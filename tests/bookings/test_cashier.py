"""When the payment provider does not answer: nobody claims anything, and it is paid once."""

import pytest

from bookings.refunds.cashier import CashierFault
from bookings.storage import refunds as store
from tests.bookings.conftest import Stage
from tests.bookings.factories import a_booking


def state(stage: Stage, refund: str) -> str:
    return str(stage.get(f"/v1/refunds/{refund}")["state"])


@pytest.mark.parametrize("fault", [CashierFault.TIMEOUT_BEFORE, CashierFault.TIMEOUT_AFTER])
def test_a_refund_whose_fate_is_unknown_is_found_out_and_paid_once(
    stage: Stage, fault: CashierFault
) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    stage.cashier.fault = fault
    assert stage.settle() == {"unknown": 1}
    assert state(stage, refund) == "unknown"

    stage.cashier.fault = CashierFault.OK
    assert stage.settle() == {}
    stage.clock.turn(seconds=5)
    stage.settle()
    stage.settle()

    assert state(stage, refund) == "sent"
    assert stage.cashier.transfers() == 1


def test_time_out_after_time_out_still_pays_once(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    stage.cashier.fault = CashierFault.TIMEOUT_AFTER
    for _ in range(10):
        stage.settle()
        stage.clock.turn(seconds=5)

    assert state(stage, refund) == "sent"
    assert stage.cashier.transfers() == 1


def test_a_provider_that_says_no_is_asked_again_later(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    stage.cashier.fault = CashierFault.ERROR
    assert stage.settle() == {}
    assert state(stage, refund) == "requested"

    stage.cashier.fault = CashierFault.OK
    assert stage.settle() == {}
    stage.clock.turn(seconds=5)

    assert stage.settle() == {"sent": 1}


def test_a_sender_that_dies_leaves_an_unknown_refund_not_a_second_transfer(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    with stage.backend.database.work() as session:
        assert store.claim(session, refund, stage.clock())
    assert stage.settle() == {}

    stage.clock.turn(seconds=31)
    stage.settle()
    stage.settle()

    steps = [step["state"] for step in stage.get(f"/v1/refunds/{refund}")["history"]]
    assert steps == ["requested", "unknown", "requested", "sent"]
    assert stage.cashier.transfers() == 1


def test_two_workers_do_not_send_the_same_refund(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    with stage.backend.database.work() as session:
        assert store.claim(session, refund, stage.clock())
    with stage.backend.database.work() as session:
        assert not store.claim(session, refund, stage.clock())


def test_nothing_is_called_paid_that_the_provider_does_not_know(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.refund()["id"]
    stage.settle()
    stage.clock.turn(days=11)
    stage.cashier.fault = CashierFault.ERROR

    stage.settle()

    assert state(stage, refund) == "sent"
