"""The web chat as a widget sees it: start, socket, resume, files, refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from bot.app import create_app
from bot.assistant.replies import HandOver, Say
from bot.channels.files import media_type_of, safe_name
from bot.house import House
from tests.bot.fakes import FakeAssistant, a_house

ORIGIN = {"origin": "http://127.0.0.1:8000"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def house(tmp_path: Path, assistant: FakeAssistant) -> House:
    return a_house(tmp_path, assistant=assistant)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house.settings, house=house)) as client:
        yield client


def start(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/chat/v1/start", json={"widget": "demo", **body}, headers=ORIGIN)
    assert response.status_code == 200, response.text
    started: dict[str, Any] = response.json()
    return started


@contextmanager
def connect(client: TestClient, token: str, seen: int = 0) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/chat/v1/socket", headers=ORIGIN) as socket:
        socket.send_json({"type": "hello", "token": token, "seen": seen})
        yield socket


def until(socket: WebSocketTestSession, **wanted: Any) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = socket.receive_json()
        if all(frame.get(name) == value for name, value in wanted.items()):
            return frame


def test_a_talk_over_the_socket(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.will([Say("greet")])
    with connect(client, start(client, language="en-GB")["token"]) as socket:
        welcome = socket.receive_json()
        greeting = socket.receive_json()

        socket.send_json({"type": "message", "id": "m1", "text": "hello"})
        acknowledged = until(socket, type="ack")
        answer = until(socket, type="event", sentence="greet")

    assert (welcome["type"], welcome["language"], welcome["dir"]) == ("welcome", "en", "ltr")
    assert welcome["words"]["send"] == "Send"
    assert greeting["sentence"] == "greeting_disclosure"
    assert acknowledged == {"type": "ack", "id": "m1", "seq": 2}
    assert (answer["seq"], answer["sender"]) == (3, "assistant")


def test_a_gap_is_filled_from_the_database(client: TestClient) -> None:
    started = start(client)
    with client.websocket_connect("/chat/v1/socket", headers=ORIGIN) as socket:
        socket.send_json({"type": "hello", "token": started["token"], "seen": 0})
        socket.send_json({"type": "message", "id": "m1", "text": "hello"})
        until(socket, type="event", seq=3)

    again = start(client, resume=started["resume"])
    with connect(client, again["token"], seen=1) as socket:
        socket.receive_json()
        events = [socket.receive_json() for _ in range(2)]

    assert again["conversation"] == started["conversation"]
    assert [event["seq"] for event in events] == [2, 3]


def test_a_hand_over_tells_who_answers_now(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.will([HandOver("asked_for_person", "human_handoff")])
    with connect(client, start(client)["token"]) as socket:
        socket.send_json({"type": "person", "id": "p1"})
        owner = until(socket, type="owner")

    assert owner["answered_by"] == "queue"


def test_the_widgets_language_changes_its_words(client: TestClient) -> None:
    with connect(client, start(client)["token"]) as socket:
        socket.send_json({"type": "language", "id": "l1", "language": "xx"})

        assert until(socket, type="ack")["id"] == "l1"


def test_a_foreign_page_is_refused_before_the_socket_opens(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/chat/v1/socket", headers={"origin": "https://evil.example"}),
    ):
        pass
    response = client.post("/chat/v1/start", json={}, headers={"origin": "https://evil.example"})

    assert response.status_code == 403
    assert client.post("/chat/v1/start", json={}).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "resume"])
def test_a_wrong_token_closes_the_socket(client: TestClient, token: str) -> None:
    if token == "resume":
        token = start(client)["resume"]
    with connect(client, token) as socket, pytest.raises(WebSocketDisconnect):
        socket.receive_json()


def test_a_text_that_is_too_long_is_refused_with_the_limit(client: TestClient) -> None:
    with connect(client, start(client)["token"]) as socket:
        socket.send_json({"type": "message", "id": "m1", "text": "x" * 2001})
        refused = until(socket, type="refused")

    assert (refused["id"], refused["code"]) == ("m1", "too_long")
    assert "2000" in refused["text"].replace(",", "")


@pytest.mark.parametrize(
    "frame", [{"type": "what"}, {"type": "ping", "more": 1}, {"type": "message", "text": "x"}, []]
)
def test_a_frame_outside_the_contract_is_refused(client: TestClient, frame: Any) -> None:
    with connect(client, start(client)["token"]) as socket:
        socket.send_json(frame)
        refused = until(socket, type="refused")
        socket.send_json({"type": "ping"})

        assert refused["code"] == "bad_frame"
        assert until(socket, type="pong")


def test_a_flood_of_frames_is_slowed(tmp_path: Path) -> None:
    house = a_house(tmp_path, most_frames_per_10_s=3)
    app = create_app(house.settings, house=house)
    with TestClient(app) as client, connect(client, start(client)["token"]) as socket:
        for number in range(4):
            socket.send_json({"type": "message", "id": f"m{number}", "text": "x"})
        refused = until(socket, type="refused")

    assert (refused["id"], refused["code"]) == ("m3", "too_many")


def test_too_many_starts_from_one_address_are_refused(tmp_path: Path) -> None:
    house = a_house(tmp_path, most_starts_per_minute=1)
    with TestClient(create_app(house.settings, house=house)) as client:
        start(client)
        response = client.post("/chat/v1/start", json={}, headers=ORIGIN)

    assert response.status_code == 429


def test_a_picture_is_kept_and_told_in_the_talk(client: TestClient, house: House) -> None:
    started = start(client)
    headers = {**ORIGIN, "authorization": f"Bearer {started['token']}"}

    response = client.post(
        "/chat/v1/files", files={"file": ("../<b>.png", PNG, "text/html")}, headers=headers
    )

    assert response.status_code == 200
    with house.database.look() as work:
        (kept,) = work.attachments.of(started["conversation"])
        event = work.messages.after(started["conversation"], 1)[0]
    assert (kept.media_type, kept.name) == ("image/png", "<b>.png")
    assert event.payload["file"]["id"] == kept.id
    assert (house.settings.files_dir / kept.id).read_bytes() == PNG


@pytest.mark.parametrize(
    ("content", "status"), [(b"<script>", 415), (PNG + b"\0" * (8 * 1024 * 1024), 413)]
)
def test_other_files_are_refused(client: TestClient, content: bytes, status: int) -> None:
    headers = {**ORIGIN, "authorization": f"Bearer {start(client)['token']}"}

    response = client.post("/chat/v1/files", files={"file": ("a.png", content)}, headers=headers)

    assert response.status_code == status


def test_a_file_without_a_token_is_refused(client: TestClient) -> None:
    response = client.post("/chat/v1/files", files={"file": ("a.png", PNG)}, headers=ORIGIN)

    assert response.status_code == 401


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    response = client.get("/health")

    assert response.json() == {"ready": True}
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_files_are_known_by_their_first_bytes() -> None:
    assert media_type_of(b"%PDF-1.7") == "application/pdf"
    assert media_type_of(b"RIFF0000WEBPVP8 ") == "image/webp"
    assert media_type_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_type_of(b"GIF89a") == "image/gif"


def test_a_files_name_is_only_a_name() -> None:
    assert safe_name("C:\\x\\..\\ticket\u202e.pdf") == "ticket.pdf"
    assert safe_name("///") == "file"
    assert "4111" not in safe_name("4111 1111 1111 1111.png")
