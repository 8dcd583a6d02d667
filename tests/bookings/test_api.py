"""The door: who gets in, what is told, and how errors look."""

from typing import Any, ClassVar

import pytest
from fastapi.testclient import TestClient

from bookings import shapes
from bookings.errors import StoreBusy
from bookings.storage.bookings import get_booking
from bookings.storage.database import Database
from tests.bookings.conftest import Stage
from tests.bookings.factories import a_booking, a_coupon, a_leg


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic a key for tests", "Bearer "]
)
def test_nobody_gets_in_without_the_key(stage: Stage, header: str) -> None:
    for path in ("/v1/bookings/AB2CD3", "/v1/demo/travellers", "/v1/changes"):
        answer = stage.client.get(path, headers={"Authorization": header})
        assert stage.code(answer) == (401, "unauthorized")


def test_health_needs_no_key(stage: Stage) -> None:
    answer = stage.client.get("/health", headers={"Authorization": ""})

    assert answer.json() == {"ready": True}


def test_a_booking_is_told_whole_in_local_times(stage: Stage) -> None:
    stage.put(a_booking())

    booking = stage.get("/v1/bookings/ab2cd3")

    assert list(shapes.misfits(booking, shapes.BOOKING)) == []
    assert booking["legs"][0]["departs_at"] == "2026-12-10T18:30:00+03:30"
    assert booking["surname_latin"] == "Karimi"


def test_payments_are_looked_up(stage: Stage) -> None:
    stage.put(a_booking())

    [payment] = stage.get("/v1/payments", booking="AB2CD3")["payments"]

    assert payment["card"] == "6037 99•• •••• 1234"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/v1/bookings/ZZZZZ9", None, 404, "booking_not_found"),
        ("GET", "/v1/payments?booking=ZZZZZ9", None, 404, "booking_not_found"),
        ("GET", "/v1/payments", None, 422, "malformed"),
        ("GET", "/v1/refunds?booking=ZZZZZ9", None, 404, "booking_not_found"),
        ("GET", "/v1/refunds/r_none", None, 404, "refund_not_found"),
        ("GET", "/v1/refunds/by-key/none", None, 404, "refund_not_found"),
        ("GET", "/v1/quotes/q_none", None, 404, "quote_not_found"),
        ("GET", "/v1/changes?after=-1", None, 422, "malformed"),
        ("GET", "/v1/changes?after=soon", None, 422, "malformed"),
        ("GET", "/v1/nothing", None, 404, "not_found"),
        ("DELETE", "/v1/bookings/AB2CD3", None, 405, "method_not_allowed"),
        ("POST", "/v1/quotes", {"booking": "ZZZZZ9"}, 404, "booking_not_found"),
        ("POST", "/v1/quotes", {"booking": "AB2CD3", "coupons": ["c9"]}, 422, "unknown_coupon"),
        ("POST", "/v1/quotes", {"booking": "AB2CD3", "coupons": []}, 409, "nothing_refundable"),
        ("POST", "/v1/quotes", {"booking": "AB2CD3", "price": 1}, 422, "malformed"),
        ("POST", "/v1/quotes", ["AB2CD3"], 422, "malformed"),
        (
            "POST",
            "/v1/refunds/r_none/approval",
            {"by": "s", "approved": True},
            404,
            "refund_not_found",
        ),
        ("POST", "/v1/refunds/r_none/approval", {"by": "", "approved": True}, 422, "malformed"),
    ],
)
def test_every_error_has_a_code_and_a_message(
    stage: Stage, method: str, path: str, body: object, status: int, code: str
) -> None:
    stage.put(a_booking())

    answer = stage.client.request(method, path, json=body)

    assert stage.code(answer) == (status, code)
    assert answer.json()["error"]["message"]


def test_a_crash_is_told_without_its_insides(stage: Stage) -> None:
    stage.put(a_booking(legs=(a_leg("no-such-policy@1"),)))

    answer = stage.client.post("/v1/quotes", json={"booking": "AB2CD3"})

    assert stage.code(answer) == (500, "internal")
    assert "policy" not in answer.text


class TestScheduleChanges:
    moved: ClassVar[dict[str, Any]] = {
        "leg": "l1",
        "departs_at": "2026-12-10T22:30:00+03:30",
        "arrives_at": "2026-12-11T00:00:00+03:30",
    }

    def change(self, stage: Stage, body: object) -> tuple[int, str]:
        answer = stage.client.post("/v1/bookings/AB2CD3/schedule-changes", json=body)
        return (201, "") if answer.status_code == 201 else stage.code(answer)

    def test_a_moved_leg_keeps_the_time_it_was_sold_for(self, stage: Stage) -> None:
        stage.put(a_booking())
        assert self.change(stage, self.moved) == (201, "")
        again = self.moved | {"departs_at": "2026-12-10T23:00:00+03:30"}
        assert self.change(stage, again) == (201, "")

        [leg] = stage.get("/v1/bookings/AB2CD3")["legs"]

        assert (leg["status"], leg["told"]) == ("moved", False)
        assert leg["departs_at"] == "2026-12-10T23:00:00+03:30"
        assert leg["moved_from"] == "2026-12-10T18:30:00+03:30"

    def test_changes_are_numbered_and_read_from_a_number_on(self, stage: Stage) -> None:
        stage.put(a_booking())
        self.change(stage, self.moved)
        self.change(stage, {"leg": "l1", "cancelled": True})

        first, second = stage.get("/v1/changes")["changes"]

        assert list(shapes.misfits(first, shapes.CHANGE)) == []
        assert (first["cancelled"], second["cancelled"]) == (False, True)
        assert stage.get("/v1/changes", after=first["id"]) == {"changes": [second]}
        assert stage.get("/v1/changes", after=second["id"]) == {"changes": []}

    def test_a_cancelled_leg_cancels_what_rests_on_it(self, stage: Stage) -> None:
        legs = (a_leg(), a_leg(id="l2"))
        stage.put(a_booking(a_coupon(), a_coupon(id="c2", leg="l2"), legs=legs))

        self.change(stage, {"leg": "l1", "cancelled": True})

        booking = stage.get("/v1/bookings/AB2CD3")
        assert booking["status"] == "partly_cancelled"
        assert [leg["status"] for leg in booking["legs"]] == ["cancelled", "scheduled"]

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"leg": "l9", "cancelled": True}, "unknown_leg"),
            ({"leg": "l1"}, "malformed"),
            (moved | {"cancelled": True}, "malformed"),
            (moved | {"departs_at": "2026-12-10T22:30:00"}, "malformed"),
            (moved | {"arrives_at": moved["departs_at"]}, "malformed"),
        ],
    )
    def test_a_change_that_makes_no_sense_is_refused(
        self, stage: Stage, body: object, code: str
    ) -> None:
        stage.put(a_booking())

        assert self.change(stage, body) == (422, code)

    def test_a_cancelled_leg_does_not_come_back(self, stage: Stage) -> None:
        stage.put(a_booking())
        self.change(stage, {"leg": "l1", "cancelled": True})

        assert self.change(stage, self.moved) == (409, "leg_not_changeable")


def test_the_description_for_programmers_names_every_call(stage: Stage) -> None:
    client: TestClient = stage.client

    paths = client.get("/openapi.json").json()["paths"]

    assert {
        "/v1/bookings/{reference}",
        "/v1/bookings/{reference}/schedule-changes",
        "/v1/payments",
        "/v1/quotes",
        "/v1/quotes/{quote_id}",
        "/v1/refunds",
        "/v1/refunds/{refund_id}",
        "/v1/refunds/by-key/{key}",
        "/v1/refunds/{refund_id}/approval",
        "/v1/changes",
        "/health",
    } <= set(paths)


@pytest.mark.parametrize(
    "path", ["/v1/bookings/%00", "/v1/quotes/%00", "/v1/refunds/by-key/%00", "/v1/refunds/%00"]
)
def test_odd_letters_break_nothing_on_either_database(either_stage: Stage, path: str) -> None:
    assert either_stage.client.get(path).status_code in (404, 422)
    body = {"quote": "\x00"}
    answer = either_stage.client.post("/v1/refunds", json=body, headers={"Idempotency-Key": "k"})
    assert answer.status_code in (404, 422)


def test_a_database_that_is_locked_for_long_is_told_and_nothing_is_claimed(stage: Stage) -> None:
    stage.put(a_booking())
    hasty = Database(stage.backend.settings.database_url, busy_s=0.05)

    with stage.backend.database.work() as writer:
        get_booking(writer, "AB2CD3")
        with pytest.raises(StoreBusy), hasty.work() as late:
            get_booking(late, "AB2CD3")
        with hasty.look() as reader:
            assert get_booking(reader, "AB2CD3").reference == "AB2CD3"
    hasty.close()
