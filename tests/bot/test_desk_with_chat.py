"""Traveller and agent side by side, through the whole front line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.agent_desk.accounts import NewAgent, add_agent
from bot.app import create_app
from bot.assistant.replies import HandOver, OpenCase, Say
from bot.house import House
from tests.bot.desk_room import LIGHT, ORIGIN, PASSWORD
from tests.bot.fakes import DOWN, FakeAssistant, a_house

API = "/desk/api/v1"
CHAT = ORIGIN.replace("http", "ws") + "/chat/v1/socket"


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def house(tmp_path: Path, assistant: FakeAssistant) -> House:
    house = a_house(tmp_path, assistant=assistant)
    new = NewAgent("ana", "Ana")
    add_agent(house.database, new, password=PASSWORD, passwords=LIGHT, now=house.now())
    return house


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    app = create_app(house.settings, house=house)
    with TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}) as client:
        signed_in = client.post(f"{API}/login", json={"login": "ana", "password": PASSWORD})
        client.headers["X-Desk-CSRF"] = signed_in.json()["csrf"]
        client.post(f"{API}/me/state", json={"declared": "available"})
        yield client


class Traveller:
    """A widget with its socket."""

    def __init__(self, client: TestClient) -> None:
        started = client.post("/chat/v1/start", json={"widget": "demo", "language": "en"})
        self._token = started.json()["token"]
        self._session = client.websocket_connect(CHAT, headers={"Origin": ORIGIN})

    def __enter__(self) -> "Traveller":
        self.socket = self._session.__enter__()
        self.socket.send_json({"type": "hello", "token": self._token, "seen": 0})
        return self

    def __exit__(self, *error: Any) -> None:
        self._session.__exit__(*error)

    def say(self, number: int, text: str) -> None:
        """Write something."""
        self.socket.send_json({"type": "message", "id": f"m{number}", "text": text})

    def hears(self, **wanted: Any) -> dict[str, Any]:
        """The next frame that is so."""
        while True:
            frame: dict[str, Any] = self.socket.receive_json()
            if all(frame.get(name) == value for name, value in wanted.items()):
                return frame


def first_waiting(client: TestClient, name: str = "waiting") -> str:
    return str(client.get(f"{API}/queue").json()[name][0]["id"])


def test_a_talk_goes_to_an_agent_and_back(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.will([HandOver("asked_for_person", "refund_request")], [Say("ask_survey")])
    with Traveller(client) as traveller:
        traveller.say(1, "I want a person")
        traveller.hears(sentence="handed_over_position")
        case = first_waiting(client)
        client.post(f"{API}/cases/{case}/claim")
        joined = traveller.hears(sentence="agent_joined")
        client.post(f"{API}/cases/{case}/reply", json={"id": "a1", "text": "Good evening"})
        answer = traveller.hears(sender="agent")
        traveller.say(2, "Thank you")
        traveller.hears(type="ack", id="m2")
        packet = client.get(f"{API}/cases/{case}").json()
        client.post(f"{API}/cases/{case}/resolve", json={"outcome": "solved", "note": "done"})
        survey = traveller.hears(sentence="ask_survey")

    assert joined["agent"] == "Ana"
    assert answer["text"] == "Good evening"
    assert packet["messages"][-1]["text"] == "Thank you"
    assert assistant.heard == ["I want a person", None]
    assert survey["sender"] == "assistant"


def test_a_dead_assistant_tells_the_result_and_opens_no_new_case(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.will(DOWN, DOWN)
    with Traveller(client) as traveller:
        traveller.say(1, "Where is my money?")
        traveller.hears(sentence="handed_over_position")
        case = first_waiting(client)
        client.post(f"{API}/cases/{case}/claim")
        client.post(f"{API}/cases/{case}/resolve", json={"outcome": "information_given"})
        traveller.hears(sentence="case_resolved")

    queue = client.get(f"{API}/queue").json()
    assert queue["waiting"] == []
    assert len(queue["done"]) == 1


def test_a_matter_is_answered_later_in_the_same_talk(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assistant.will([OpenCase("complaint", "The hotel had no room.")])
    with Traveller(client) as traveller:
        traveller.say(1, "I complain")
        number = traveller.hears(sentence="case_registered")
        case = first_waiting(client, "matters")
        client.post(f"{API}/cases/{case}/claim")
        client.post(f"{API}/cases/{case}/reply", json={"id": "a1", "text": "We are sorry"})
        traveller.hears(sentence="agent_joined")
        traveller.hears(sender="agent")
        client.post(f"{API}/cases/{case}/give-back")
        back = traveller.hears(sentence="back_to_assistant")
        traveller.say(2, "And my luggage?")
        traveller.hears(sentence="anything_else")

    assert "H-" in number["text"]
    assert "Ana" in back["text"]
    assert assistant.heard[-1] == "And my luggage?"
