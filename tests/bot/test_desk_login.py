"""Who gets in at the desk, and who does not."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.agent_desk.accounts import (
    NewAgent,
    UnfitAccount,
    WrongLogin,
    add_agent,
    check_login,
    ensure_first_supervisor,
    set_password,
)
from bot.cases.model import Role
from bot.storage.agents import LoginTaken
from bot.wording.render import Wording, load_wording
from tests.bot.desk_kit import NOON, a_matter, handed_off
from tests.bot.desk_room import DATA, LIGHT, PASSWORD, Room

API = "/desk/api/v1"


@pytest.fixture(scope="module")
def wording() -> Wording:
    return load_wording(DATA / "wording")


@pytest.fixture
def room(tmp_path: Path, wording: Wording) -> Room:
    room = Room(tmp_path, wording)
    room.hire("ana")
    room.hire("chief", Role.SUPERVISOR)
    return room


def test_the_first_supervisor_gets_a_random_password_once(tmp_path: Path, wording: Wording) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    empty = Room(folder, wording)

    password = ensure_first_supervisor(empty.house.database, now=NOON, passwords=LIGHT)

    assert password is not None
    assert len(password) == 23
    assert ensure_first_supervisor(empty.house.database, now=NOON, passwords=LIGHT) is None
    person = check_login(empty.house.database, "supervisor", password, passwords=LIGHT, now=NOON)
    assert person.is_supervisor


def test_a_short_password_and_a_taken_login_are_refused(room: Room) -> None:
    database = room.house.database

    with pytest.raises(UnfitAccount):
        add_agent(database, NewAgent("bo", "Bo"), password="short", passwords=LIGHT, now=NOON)
    with pytest.raises(LoginTaken):
        add_agent(database, NewAgent("ana", "A"), password=PASSWORD, passwords=LIGHT, now=NOON)


def test_a_new_password_works_at_once_and_the_old_one_no_more(room: Room) -> None:
    database, new = room.house.database, "a new and long password"

    set_password(database, "ana", password=new, passwords=LIGHT, now=NOON)

    assert check_login(database, "ana", new, passwords=LIGHT, now=NOON).login == "ana"
    with pytest.raises(WrongLogin):
        check_login(database, "ana", PASSWORD, passwords=LIGHT, now=NOON)


def test_a_login_gives_a_cookie_that_scripts_and_other_sites_cannot_use(room: Room) -> None:
    answer = room.browser().post(f"{API}/login", json={"login": "ANA ", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]

    assert answer.status_code == 200
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "password" not in answer.text


def test_five_wrong_passwords_lock_a_login_for_a_quarter_of_an_hour(room: Room) -> None:
    browser = room.browser()

    def enter(password: str) -> str:
        wanted = {"login": "ana", "password": password}
        answer = browser.post(f"{API}/login", json=wanted)
        return str(answer.json().get("error", {}).get("code", "in"))

    assert [enter("wrong") for _ in range(5)] == ["wrong_login"] * 5
    assert enter(PASSWORD) == "login_locked"
    room.later(timedelta(minutes=15, seconds=1))
    assert enter(PASSWORD) == "in"


def test_an_unknown_login_is_told_the_same_as_a_wrong_password(room: Room) -> None:
    browser = room.browser()
    unknown = browser.post(f"{API}/login", json={"login": "nobody", "password": "x"})
    wrong = browser.post(f"{API}/login", json={"login": "ana", "password": "x"})

    assert unknown.json() == wrong.json()
    assert unknown.status_code == wrong.status_code == 403


def test_a_login_from_a_foreign_page_is_refused(room: Room) -> None:
    answer = room.browser().post(
        f"{API}/login",
        json={"login": "ana", "password": PASSWORD},
        headers={"Origin": "https://evil.example"},
    )

    assert answer.json()["error"]["code"] == "foreign_origin"


def test_an_unused_login_ends_after_two_hours_and_signing_out_ends_it_at_once(room: Room) -> None:
    browser, other = room.signed_in("ana"), room.signed_in("chief")

    assert other.post(f"{API}/logout").status_code == 200
    assert other.get(f"{API}/me").status_code == 401
    room.later(timedelta(hours=1))
    assert browser.get(f"{API}/me").status_code == 200
    room.later(timedelta(hours=1, minutes=30))
    assert browser.get(f"{API}/me").status_code == 200
    room.later(timedelta(hours=2, minutes=1))
    assert browser.get(f"{API}/me").status_code == 401


POSTS = [
    ("/me/state", {"declared": "available"}),
    ("/me/language", {"language": "fa"}),
    ("/cases/CASE/claim", {}),
    ("/cases/CASE/take-over", {}),
    ("/cases/CASE/give-back", {}),
    ("/cases/CASE/release", {}),
    ("/cases/CASE/reply", {"id": "c1", "text": "x"}),
    ("/cases/CASE/note", {"text": "x"}),
    ("/cases/CASE/resolve", {"outcome": "solved"}),
    ("/cases/CASE/decide", {"approved": True}),
    ("/logout", {}),
]
GETS = [
    "/me",
    "/queue",
    "/cases/CASE",
    "/cases/CASE/messages",
    "/cases/CASE/canned",
    "/approvals",
    "/files/x",
]


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_every_change_needs_a_login_our_page_and_the_code(
    room: Room, path: str, body: dict[str, object]
) -> None:
    with room.house.database.work() as work:
        path = API + path.replace("CASE", handed_off(work).id)
    stranger, ana = room.browser(), room.signed_in("ana")
    code = ana.headers["X-Desk-CSRF"]

    def answer(headers: dict[str, str]) -> int:
        return ana.post(path, json=body, headers=headers).status_code

    assert stranger.post(path, json=body).status_code == 401
    assert answer({"X-Desk-CSRF": ""}) == 403
    assert answer({"X-Desk-CSRF": "guessed"}) == 403
    assert answer({"X-Desk-CSRF": code, "Origin": "https://evil.example"}) == 403


@pytest.mark.parametrize("path", GETS)
def test_every_look_needs_a_login(room: Room, path: str) -> None:
    assert room.browser().get(API + path).status_code == 401


def test_only_a_supervisor_approves_and_takes_over(room: Room) -> None:
    with room.house.database.work() as work:
        approval = a_matter(work, typology="refund_approval").id
        talk = handed_off(work).id
    room.hire("boris")
    ana, boris, chief = (room.signed_in(name) for name in ("ana", "boris", "chief"))
    ana.post(f"{API}/cases/{talk}/claim")

    assert ana.get(f"{API}/approvals").status_code == 403
    assert boris.post(f"{API}/cases/{talk}/take-over").status_code == 403
    assert ana.post(f"{API}/cases/{approval}/decide", json={"approved": True}).status_code == 403
    assert [row["id"] for row in chief.get(f"{API}/approvals").json()] == [approval]
    assert chief.post(f"{API}/cases/{talk}/take-over").status_code == 200
    assert chief.post(f"{API}/cases/{approval}/decide", json={"approved": True}).status_code == 200
    assert len(room.cashier.decided) == 1


def test_a_decision_that_the_booking_system_does_not_take_changes_nothing(room: Room) -> None:
    with room.house.database.work() as work:
        approval = a_matter(work, typology="refund_approval").id
    room.cashier.status = 500
    chief = room.signed_in("chief")

    answer = chief.post(f"{API}/cases/{approval}/decide", json={"approved": True})

    assert answer.json()["error"]["code"] == "bookings_unavailable"
    with room.house.database.look() as work:
        assert work.cases.get(approval).state == "waiting"
