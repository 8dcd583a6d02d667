"""Demo mode: who to play, a fresh start, and faults that are switched on."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from bookings.app import create_app
from bookings.seed.reseed import reseed
from bookings.seed.travellers import TRAVELLERS
from bookings.settings import Settings
from bookings.storage.bookings import put_bookings
from bookings.storage.database import Database
from tests.bookings.conftest import KEY, Stage
from tests.bookings.factories import a_booking

CHARTER = "K4RM7N"


@pytest.fixture
def demo(stage: Stage) -> Stage:
    """A few seeded bookings."""
    reseed(stage.backend, count=5)
    return stage


def faults(stage: Stage, **wanted: Any) -> None:
    assert stage.client.post("/v1/demo/faults", json=wanted).status_code == 200


def test_the_travellers_are_told_with_what_a_player_needs(demo: Stage) -> None:
    travellers = demo.get("/v1/demo/travellers")["travellers"]

    assert [one["key"] for one in travellers] == [one.key for one in TRAVELLERS]
    charter = travellers[1]
    assert charter == {
        "key": "charter_refund",
        "language": "fa",
        "reference": CHARTER,
        "surname": "کریمی",
        "email": "reza.karimi@example.com",
        "phone": "+447700900152",
        "flight": "W51087",
        "what": "charter flight Tehran–Mashhad, D+3, one passenger, IRR",
    }


def test_the_state_follows_a_refund(demo: Stage) -> None:
    def refund() -> str:
        return str(demo.get(f"/v1/demo/state/{CHARTER}")["refund"])

    assert demo.get(f"/v1/demo/state/{CHARTER}") == {
        "status": "confirmed",
        "refund": "none",
        "refunds": 0,
        "changes": 0,
    }
    quote = demo.quote(CHARTER)
    assert refund() == "quoted"
    demo.confirm(quote["id"])
    assert refund() == "requested"
    demo.settle()
    assert refund() == "requested"
    demo.clock.turn(days=11)
    demo.settle()
    assert refund() == "paid"


def test_a_fresh_start_forgets_what_was_played_and_numbers_go_on(demo: Stage) -> None:
    before = demo.get("/v1/changes")["changes"]
    demo.refund(CHARTER)
    faults(demo, error=True)

    assert demo.client.post("/v1/demo/reset").json() == {"bookings": 3010}

    assert demo.get(f"/v1/demo/state/{CHARTER}")["refunds"] == 0
    after = demo.get("/v1/changes", after=before[-1]["id"])["changes"]
    assert {change["booking"] for change in after} >= {"P3TRV8", "GR2C6M"}


def test_a_broken_backend_breaks_every_call_but_those_of_the_demo(demo: Stage) -> None:
    faults(demo, error=True)

    answer = demo.client.get(f"/v1/bookings/{CHARTER}")
    assert demo.code(answer) == (500, "broken_on_purpose")
    assert demo.client.get("/health").status_code == 200

    faults(demo)
    assert demo.client.get(f"/v1/bookings/{CHARTER}").status_code == 200


@pytest.mark.parametrize("after", [False, True])
def test_a_hanging_backend_answers_late(demo: Stage, after: bool) -> None:
    faults(demo, hang_s=0.05, hang_after=after)

    answer = demo.client.get(f"/v1/bookings/{CHARTER}")

    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.05


def test_an_unknown_fault_is_refused(demo: Stage) -> None:
    answer = demo.client.post("/v1/demo/faults", json={"cashier": "on_strike"})

    assert demo.code(answer) == (422, "malformed")


def test_without_demo_mode_there_is_no_such_door(settings: Settings) -> None:
    database = Database(settings.database_url)
    database.migrate()
    database.close()
    app = create_app(settings.model_copy(update={"demo": False}), with_worker=False)

    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        assert client.get("/v1/demo/travellers").status_code == 404
        assert client.post("/v1/demo/reset").status_code == 404
        assert client.post("/v1/demo/faults", json={}).status_code == 404


def test_a_provider_that_times_out_is_seen_in_the_state(settings: Settings) -> None:
    quick = settings.model_copy(update={"worker_every_s": 0.01, "retry_after_s": 600})
    database = Database(quick.database_url)
    database.migrate()
    headers = {"Authorization": f"Bearer {KEY}"}
    with TestClient(create_app(quick), headers=headers) as client:
        with database.work() as session:
            put_bookings(session, [a_booking()])
        client.post("/v1/demo/faults", json={"cashier": "timeout_after"})
        quote = client.post("/v1/quotes", json={"booking": "AB2CD3"}).json()
        client.post("/v1/refunds", json={"quote": quote["id"]}, headers={"Idempotency-Key": "k"})
        for _ in range(500):
            state = client.get("/v1/demo/state/AB2CD3").json()
            if state["refund"] == "unknown":
                break
    database.close()
    assert state["refund"] == "unknown"
