"""A repeat with the same key gets what the first call got, be it a refund or a refusal."""

from dataclasses import replace
from typing import Any

import pytest

from bookings.api.access import answer_for
from bookings.errors import StoreBusy
from bookings.refunds.request_refund import request_refund
from bookings.storage.database import Database
from bookings.storage.tables import IdempotencyRow
from bookings.trips.refund import Refund
from tests.bookings.conftest import Stage
from tests.bookings.factories import a_booking


def test_a_repeat_gets_the_first_answer_word_for_word(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]
    first = stage.confirm(quote)
    stage.settle()

    again = stage.confirm(quote)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers


def test_a_refusal_is_repeated_too(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]
    stage.clock.turn(hours=1)
    first = stage.confirm(quote)

    again = stage.confirm(quote)

    assert stage.code(first) == (409, "quote_expired")
    assert again.json() == first.json()


def test_a_key_stands_for_one_quote(stage: Stage) -> None:
    stage.put(a_booking())
    stage.confirm(stage.quote()["id"], key="k")

    assert stage.code(stage.confirm("q_other", key="k")) == (422, "idempotency_key_reused")


def test_without_a_key_nothing_is_done(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]

    answer = stage.client.post("/v1/refunds", json={"quote": quote})

    assert stage.code(answer) == (400, "idempotency_key_missing")
    assert stage.get("/v1/refunds", booking="AB2CD3") == {"refunds": []}


def test_a_refund_is_found_by_its_key_even_after_it_moved_on(stage: Stage) -> None:
    stage.put(a_booking())
    refund = stage.confirm(stage.quote()["id"], key="the key").json()
    stage.settle()

    found = stage.get("/v1/refunds/by-key/the key")

    assert (found["id"], found["state"]) == (refund["id"], "sent")


def test_the_key_of_a_refusal_leads_to_no_refund(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]
    stage.clock.turn(hours=1)
    stage.confirm(quote, key="refused")

    answer = stage.client.get("/v1/refunds/by-key/refused")

    assert stage.code(answer) == (404, "refund_not_found")


def test_a_quote_that_is_not_there_is_told(stage: Stage) -> None:
    assert stage.code(stage.confirm("q_none")) == (404, "quote_not_found")


def test_a_call_in_flight_is_told_by_its_code(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]
    stage.confirm(quote, key="k")
    with stage.backend.database.work() as session:
        row = session.get_one(IdempotencyRow, "k")
        row.status = row.answer = None

    assert stage.code(stage.confirm(quote, key="k")) == (409, "in_flight")
    stage.clock.turn(seconds=31)
    assert stage.code(stage.confirm(quote, key="k")) == (409, "quote_used")


def test_a_busy_database_claims_nothing_and_a_repeat_may_try_again(stage: Stage) -> None:
    stage.put(a_booking())
    quote = stage.quote()["id"]
    database = Database(stage.backend.settings.database_url, busy_s=0.05)
    busy = replace(stage.backend, database=database)

    def write(refund: Refund) -> dict[str, Any]:
        raise StoreBusy("the disk is slow")

    with pytest.raises(StoreBusy):
        request_refund(busy, quote, "k", write=write, write_error=answer_for)

    database.close()
    assert stage.get("/v1/refunds", booking="AB2CD3") == {"refunds": []}
    assert stage.confirm(quote, key="k").status_code == 201
