"""The conformance test passes on our backend and finds what is wrong with others."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from bookings import shapes
from bookings.conformance import CHECKS, Subject, main, run_checks, tell
from bookings.seed.reseed import reseed
from tests.bookings.conftest import Stage
from tests.bookings.factories import a_booking, a_payment, euros

SAMPLES = Path(__file__).parents[1] / "contracts"


def outcomes(subject: Subject) -> dict[str, str]:
    return {result.sentence: result.outcome for result in run_checks(subject)}


def test_our_backend_keeps_the_contract(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    other = a_payment(euros(1000), id="pay_2")
    stage.put(a_booking(), a_booking(reference="XY4ZK7", payments=(other,)))
    subject = Subject(stage.client, "AB2CD3", "XY4ZK7")

    results = list(run_checks(subject))

    assert [result for result in results if result.outcome != "ok"] == []
    assert tell(results) == 0
    assert f"{len(CHECKS)} passed, 0 failed, 0 skipped" in capsys.readouterr().out


def test_without_a_booking_to_refund_nothing_is_refunded(stage: Stage) -> None:
    stage.put(a_booking())

    found = outcomes(Subject(stage.client, "AB2CD3"))

    assert "FAIL" not in found.values()
    assert found["Twenty confirmations at once make one refund"] == "skip"
    assert stage.get("/v1/refunds", booking="AB2CD3") == {"refunds": []}


def test_a_system_that_answers_nonsense_fails(capsys: pytest.CaptureFixture[str]) -> None:
    def nonsense(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"hello": "world"})

    client = httpx2.Client(transport=httpx2.MockTransport(nonsense), base_url="http://x")

    results = list(run_checks(Subject(client, "AB2CD3", "XY4ZK7")))

    assert tell(results) == 1
    assert not [result for result in results if result.outcome == "ok"]
    assert "reference: is missing" in capsys.readouterr().out


def test_a_system_that_does_not_answer_fails_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["http://127.0.0.1:9", "--key", "k", "--booking", "AB2CD3"])

    assert code == 1
    assert "FAIL  A booking has every field of the contract: no answer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "shape", "complaint"),
    [
        ({"amount": 89.9, "currency": "EUR"}, shapes.MONEY, "amount"),
        ({"amount": "89.90", "currency": "euro"}, shapes.MONEY, "currency"),
        ("2026-12-01T10:00:00", shapes.moment, "offset"),
        ("20261201", shapes.day, "date"),
        ("6037 9912 3456 1234", shapes.masked_card, "card"),
        ({"fa": "…"}, shapes.texts, "English"),
        ("lost", shapes.LEG["status"], "scheduled"),
        ([{}], [{"id": shapes.text}], "[0].id"),
        (None, shapes.text, "the answer"),
    ],
)
def test_a_misfit_is_named(value: Any, shape: Any, complaint: str) -> None:
    assert complaint in " ".join(shapes.misfits(value, shape))


def outline(value: Any) -> Any:
    """Which keys are where, whatever they hold."""
    if isinstance(value, dict):
        return {key: outline(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [outline(inner) for inner in value[:1]]
    return None


@pytest.mark.parametrize(
    ("name", "shape"),
    [("booking", shapes.BOOKING), ("quote", shapes.QUOTE), ("refund", shapes.REFUND)],
)
def test_our_answers_have_the_shape_of_the_samples(stage: Stage, name: str, shape: Any) -> None:
    sample = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    reseed(stage.backend, count=0)
    answers = {"booking": stage.get("/v1/bookings/K4RM7N")}
    answers["quote"] = stage.quote("K4RM7N")
    answers["refund"] = stage.confirm(answers["quote"]["id"]).json()

    assert list(shapes.misfits(sample, shape)) == []
    assert outline(answers[name]) == outline(sample)
