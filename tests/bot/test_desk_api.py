"""What the desk shows and does over HTTP and its socket."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from bot.agent_desk.mount import PAGES
from bot.cases.help import all_steps
from bot.cases.model import EventKind, Outcome, Role
from bot.storage.files import Attachment
from bot.wording.render import Wording, load_wording
from tests.bot.desk_kit import NOON, a_matter, a_talk, handed_off, said
from tests.bot.desk_room import DATA, ORIGIN, Room

API = "/desk/api/v1"
SOCKET = ORIGIN.replace("http", "ws") + "/desk/socket"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording(DATA / "wording", DATA / "cities.yml")


@pytest.fixture
def room(tmp_path: Path, wording: Wording) -> Room:
    room = Room(tmp_path, wording)
    room.hire("ana")
    room.hire("chief", Role.SUPERVISOR, "fa")
    return room


def a_waiting_talk(room: Room, text: str = "پولم کجاست؟") -> str:
    with room.house.database.work() as work:
        talk = a_talk(work, slots={"last_name": SCRIPT})
        said(work, talk, text, intent="refund_status")
        return handed_off(work, talk, typology="refund_status").id


def held(room: Room, browser: TestClient, text: str = "پولم کجاست؟") -> str:
    case = a_waiting_talk(room, text)
    assert browser.post(f"{API}/cases/{case}/claim").status_code == 200
    return case


def test_the_queue_parts_talks_matters_and_what_is_mine(room: Room) -> None:
    ana = room.signed_in("ana")
    mine = held(room, ana)
    waiting = a_waiting_talk(room)
    with room.house.database.work() as work:
        matter = a_matter(work).id

    queue = ana.get(f"{API}/queue").json()

    assert [row["id"] for row in queue["mine"]] == [mine]
    assert [row["id"] for row in queue["waiting"]] == [waiting]
    assert [row["id"] for row in queue["matters"]] == [matter]
    assert queue["waiting"][0]["typology"] == "where is the refund"


def test_the_packet_is_read_in_the_desks_language(room: Room) -> None:
    case = a_waiting_talk(room)

    shown = room.signed_in("chief").get(f"{API}/cases/{case}").json()["packet"]
    labels = {fact["label"]: fact["text"] for fact in shown["groups"][0]["facts"]}

    assert labels["دلیل"] == "درخواست گفتگو با انسان"
    assert shown["intact"] is True
    assert shown["wishes"][0]["text"] == "پیگیری بازپرداخت"


def test_every_look_at_a_packet_is_written_down(room: Room) -> None:
    case = a_waiting_talk(room)
    ana = room.signed_in("ana")

    ana.get(f"{API}/cases/{case}")
    ana.get(f"{API}/cases/{case}")

    with room.house.database.look() as work:
        actions = [entry.action for entry in work.audit.newest()]
        assert actions.count("packet_seen") == 2
        assert work.audit.verify() is None


def test_an_agent_reads_the_houses_sentences_in_their_own_language(room: Room) -> None:
    case = a_waiting_talk(room)

    messages = room.signed_in("ana").get(f"{API}/cases/{case}").json()["messages"]
    told = next(message for message in messages if message["sender"] == "assistant")

    assert told["language"] == "fa"
    assert room.house.wording.render("topic_refund_status", language="en") in told["translated"]


def test_the_words_of_a_script_stay_text(room: Room) -> None:
    ana = room.signed_in("ana")
    case = held(room, ana, text=SCRIPT)
    ana.post(f"{API}/cases/{case}/note", json={"text": SCRIPT})

    answer = ana.get(f"{API}/cases/{case}")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert SCRIPT in [message["text"] for message in answer.json()["messages"]]
    for page in PAGES.glob("*.js"):
        source = page.read_text("utf-8")
        for door in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert door not in source, (page.name, door)


def test_the_page_lets_no_foreign_and_no_inline_script_in(room: Room) -> None:
    page = room.browser().get("/desk")
    policy = page.headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page.text
    assert room.browser().get("/desk/pages/..%2fmount.py").status_code == 404
    assert room.browser().get("/desk/pages/desk.js").headers["content-type"].startswith("text/java")


def test_resolving_gives_the_talk_back_with_its_result(room: Room) -> None:
    with room.signed_in("ana") as ana:
        case = held(room, ana)
        body = {"outcome": "information_given", "note": "told the date"}
        ana.post(f"{API}/cases/{case}/resolve", json=body)
        assert ana.portal is not None
        ana.portal.call(finish, room)

    command = room.assistant.asked[0].command
    assert command == {
        "intent": "case_resolved",
        "entities": {"outcome": "outcome_information_given", "outcome_note": "told the date"},
    }


async def finish(room: Room) -> None:
    await room.house.errands.finish(within_s=5)


def test_a_reply_needs_words_or_a_canned_sentence(room: Room) -> None:
    ana = room.signed_in("ana")
    case = held(room, ana)

    def reply(**body: str) -> Any:
        return ana.post(f"{API}/cases/{case}/reply", json={"id": "c1", **body})

    assert reply().status_code == 403
    assert reply(text="x", canned="canned_hello").status_code == 403
    assert reply(canned="canned_no_such_thing").status_code == 403
    assert reply(text="x", unknown="y").status_code == 422
    assert reply(canned="canned_hello").json()["text"] != ""


def test_ready_answers_show_both_languages(room: Room) -> None:
    ana = room.signed_in("ana")
    case = held(room, ana)

    first = ana.get(f"{API}/cases/{case}/canned").json()[0]

    assert first["name"] == "canned_hello"
    assert "Ana" in first["text"]
    assert first["sent"] != first["text"]


def test_a_file_is_only_ever_a_download(room: Room, tmp_path: Path) -> None:
    (tmp_path / "f1").write_bytes(b"<svg onload=alert(1)>")
    with room.house.database.work() as work:
        talk = a_talk(work)
        work.attachments.add(
            Attachment("f1", talk.id, 'a"><script>.png', "image/png", 21, "0" * 64, NOON)
        )

    answer = room.signed_in("ana").get(f"{API}/files/f1")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "<script>" not in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def a_socket(browser: TestClient) -> WebSocketTestSession:
    return browser.websocket_connect(SOCKET, headers={"Origin": ORIGIN})


def until(socket: WebSocketTestSession, kind: str) -> dict[str, Any]:
    """The next frame of a kind."""
    while True:
        frame: dict[str, Any] = json.loads(socket.receive_text())
        if frame["type"] == kind:
            return frame


def test_the_socket_is_closed_to_foreign_pages_and_strangers(room: Room) -> None:
    ana = room.signed_in("ana")

    with (
        pytest.raises(WebSocketDisconnect),
        ana.websocket_connect(SOCKET, headers={"Origin": "https://evil.example"}),
    ):
        pass
    with a_socket(room.browser()) as socket, pytest.raises(WebSocketDisconnect) as left:
        socket.receive_text()
    assert left.value.code == 4401


def test_who_was_away_gets_every_event_they_missed(room: Room) -> None:
    ana = room.signed_in("ana")
    with a_socket(ana) as socket:
        socket.send_json({"type": "hello", "seen": None})
        seen = until(socket, "welcome")["event"]
    case = a_waiting_talk(room)
    ana.post(f"{API}/cases/{case}/claim")

    with a_socket(ana) as socket:
        socket.send_json({"type": "hello", "seen": seen})
        kinds = [until(socket, "case")["kind"] for _ in range(2)]

    assert kinds == ["opened", "claimed"]


def test_the_words_of_the_watched_case_come_by_themselves(room: Room) -> None:
    with room.signed_in("ana") as ana:
        case = held(room, ana)
        with a_socket(ana) as socket:
            socket.send_json({"type": "hello", "seen": None})
            socket.send_json({"type": "watch", "case": case, "seen": 0})
            first = until(socket, "message")["message"]
            ana.post(f"{API}/cases/{case}/reply", json={"id": "c1", "text": "Good evening"})
            while (came := until(socket, "message")["message"])["sender"] != "agent":
                pass

    assert first["seq"] == 1
    assert came["text"] == "Good evening"


def test_an_open_socket_is_the_heartbeat(room: Room) -> None:
    ana = room.signed_in("ana")
    ana.post(f"{API}/me/state", json={"declared": "available"})

    with a_socket(ana) as socket:
        socket.send_json({"type": "hello", "seen": None})
        until(socket, "welcome")
        socket.send_json({"type": "beat"})
        queue = ana.get(f"{API}/queue").json()

    assert queue["people"] == 1


@pytest.mark.parametrize("language", ["fa", "ru", "zh"])
def test_every_language_of_the_desk_has_every_word(language: str) -> None:
    english = json.loads((DATA / "desk" / "en.json").read_text("utf-8"))
    other = json.loads((DATA / "desk" / f"{language}.json").read_text("utf-8"))

    assert set(other) == set(english)
    assert all(text.strip() for text in other.values())


def test_every_step_outcome_event_and_intent_has_a_word() -> None:
    words = json.loads((DATA / "desk" / "en.json").read_text("utf-8"))
    rows = (DATA.parent / "contract" / "intents.tsv").read_text("utf-8").splitlines()[1:]
    intents = [row.split("\t")[0].replace("/", "_") for row in rows]
    needed = [
        *(f"step_{step}" for step in all_steps()),
        *(f"outcome_{outcome}" for outcome in Outcome),
        *(f"event_{kind}" for kind in EventKind),
        *(f"typology_{intent}" for intent in intents),
    ]

    assert [name for name in needed if name not in words] == []


def test_every_sentence_the_human_side_says_exists(wording: Wording) -> None:
    source = "\n".join(
        path.read_text("utf-8")
        for folder in ("cases", "turns")
        for path in (DATA.parent / "bot" / folder).glob("*.py")
    )
    named = {
        part.split('"')[0] for part in source.split('Told("')[1:] if "{" not in part.split('"')[0]
    }

    assert named
    assert [name for name in sorted(named) if not wording.has(name)] == []
    assert [str(one) for one in Outcome if not wording.has(f"outcome_{one}")] == []
