"""The door refuses what does not keep to the contract, and shows what it understood."""

import json
from datetime import datetime, timezone

import pytest

from brain.channel import Malformed, parsed_command, read_turn, understood_as_data


def asked(**parts: object) -> bytes:
    return json.dumps({"conversation": "c.1", **parts}).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[]",
        asked(),
        asked(text="a", command={"intent": "greet"}),
        asked(text="a" * 2001),
        asked(text=5),
        asked(command="greet"),
        asked(text="a", metadata=[]),
        asked(text="a", metadata={"deadline": "soon"}),
        asked(text="a", metadata={"deadline": "2026-12-01T10:00:00"}),
        json.dumps({"conversation": "", "text": "a"}).encode(),
    ],
)
def test_a_malformed_request_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_turn(body)


def test_the_deadline_limits_the_turn() -> None:
    turn = read_turn(asked(text="a", metadata={"deadline": "2026-12-01T10:00:05+00:00"}))
    assert turn.seconds_left(datetime(2026, 12, 1, 10, tzinfo=timezone.utc)) == 5


def test_a_command_comes_with_its_entities_and_the_turns_metadata() -> None:
    parsed = parsed_command(
        {"intent": "feedback_survey", "entities": {"rating": 5}}, {"language": "fa"}
    )
    values = {entity["entity"]: entity["value"] for entity in parsed["entities"]}
    assert values == {"rating": 5, "language": "fa"}


def test_metadata_is_not_shown_as_understood() -> None:
    parsed = parsed_command({"intent": "faq/pets"}, {"grant": "secret"})
    understood = understood_as_data(parsed)
    assert understood["intent"] == "faq/pets"
    assert understood["entities"] == []


def test_what_the_traveller_said_goes_before_what_is_known() -> None:
    known = {"known": {"booking_reference": "OLD111", "last_name": "Walker"}}
    parsed = parsed_command(
        {"intent": "inform", "entities": {"booking_reference": "NEW222"}}, known
    )
    values = [(entity["entity"], entity["value"]) for entity in parsed["entities"]]
    assert values == [("booking_reference", "NEW222"), ("last_name", "Walker")]
