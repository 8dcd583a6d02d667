"""Many at once, on both databases: the database decides, and money moves once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import httpx2
import pytest

from bookings.errors import Conflict, Invalid
from bookings.storage.idempotency import Answer, claim_key, keep_answer
from tests.bookings.conftest import Stage
from tests.bookings.factories import a_booking, a_coupon

CROWD = 50


def at_once(act: Callable[[int], httpx2.Response]) -> list[httpx2.Response]:
    barrier = Barrier(CROWD)

    def wait_and_act(number: int) -> httpx2.Response:
        barrier.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(wait_and_act, range(CROWD)))


def made(answers: list[httpx2.Response]) -> set[str]:
    return {answer.json()["id"] for answer in answers if answer.status_code == 201}


def told(answers: list[httpx2.Response]) -> Counter[str]:
    return Counter(
        answer.json()["error"]["code"] for answer in answers if answer.status_code != 201
    )


def test_a_quote_confirmed_fifty_times_at_once_is_refunded_once(either_stage: Stage) -> None:
    stage = either_stage
    stage.put(a_booking())
    quote = stage.quote()["id"]

    answers = at_once(lambda _: stage.confirm(quote, key="the same key"))

    assert len(made(answers)) == 1
    assert set(told(answers)) <= {"in_flight"}
    again = stage.confirm(quote, key="the same key")
    assert made([again]) == made(answers)
    stage.settle()
    assert stage.cashier.transfers() == 1


def test_two_channels_with_their_own_keys_make_one_refund(either_stage: Stage) -> None:
    stage = either_stage
    stage.put(a_booking())
    quote = stage.quote()["id"]

    answers = at_once(lambda number: stage.confirm(quote, key=f"channel {number % 2}"))

    assert len(made(answers)) == 1
    assert set(told(answers)) <= {"in_flight", "quote_used"}
    assert len(stage.get("/v1/refunds", booking="AB2CD3")["refunds"]) == 1


def test_fifty_quotes_of_the_same_coupon_make_one_refund(either_stage: Stage) -> None:
    stage = either_stage
    stage.put(a_booking())
    quotes = [stage.quote()["id"] for _ in range(CROWD)]

    answers = at_once(lambda number: stage.confirm(quotes[number], key=quotes[number]))

    assert len(made(answers)) == 1
    assert told(answers) == {"coupon_already_refunded": CROWD - 1}


def test_parts_that_overlap_never_refund_a_coupon_twice(either_stage: Stage) -> None:
    stage = either_stage
    stage.put(a_booking(*(a_coupon(id=f"c{number}") for number in range(1, 4))))
    parts = [["c1", "c2"], ["c2", "c3"], ["c1", "c3"], ["c1", "c2", "c3"], ["c3"]]
    quotes = [stage.quote(coupons=parts[number % 5])["id"] for number in range(CROWD)]

    at_once(lambda number: stage.confirm(quotes[number], key=quotes[number]))

    refunds = stage.get("/v1/refunds", booking="AB2CD3")["refunds"]
    given_back = Counter(coupon for refund in refunds for coupon in refund["coupons"])
    assert given_back
    assert max(given_back.values()) == 1


def test_the_same_key_at_the_same_time_is_in_flight(either_stage: Stage) -> None:
    database, now = either_stage.backend.database, either_stage.clock()
    in_flight = timedelta(seconds=30)
    with database.work() as session:
        assert claim_key(session, "k", "payload", now=now, in_flight=in_flight) is None

    with database.work() as session, pytest.raises(Conflict, match="at work") as caught:
        claim_key(session, "k", "payload", now=now, in_flight=in_flight)

    assert caught.value.code == "in_flight"


def test_a_claim_left_by_a_crash_is_taken_over_and_the_dead_cannot_answer(
    either_stage: Stage,
) -> None:
    database, now = either_stage.backend.database, either_stage.clock()
    later, in_flight = now + timedelta(seconds=31), timedelta(seconds=30)
    with database.work() as session:
        claim_key(session, "k", "payload", now=now, in_flight=in_flight)

    with database.work() as session:
        assert claim_key(session, "k", "payload", now=later, in_flight=in_flight) is None

    answer = Answer(201, {"id": "r_1"})
    with pytest.raises(Conflict, match="took over"), database.work() as session:
        keep_answer(session, "k", answer, claimed_at=now, refund=None)
    with database.work() as session:
        keep_answer(session, "k", answer, claimed_at=later, refund=None)


def test_a_key_with_another_payload_is_refused(either_stage: Stage) -> None:
    database, now = either_stage.backend.database, either_stage.clock()
    in_flight = timedelta(seconds=30)
    with database.work() as session:
        claim_key(session, "k", "payload", now=now, in_flight=in_flight)

    with database.work() as session, pytest.raises(Invalid) as caught:
        claim_key(session, "k", "another", now=now, in_flight=in_flight)

    assert caught.value.code == "idempotency_key_reused"
