"""The desk in a real browser: what an agent sees, in four languages, and that nothing runs."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect, sync_playwright

from bot.cases.booking_facts import facts_of_booking
from bot.cases.model import Case, Role
from bot.storage.proofs import Proof
from tests.bot.desk_kit import NOON, a_matter, a_talk, handed_off, said
from tests.bot.desk_room import PASSWORD, Room
from tests.bot.test_packet import BOOKING

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<svg/onload=alert(3)>",
    "javascript:alert(4)",
    "<iframe srcdoc='<script>parent.alert(5)</script>'>",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("NOT TESTED IN A BROWSER: chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    room = Room(tmp_path, port=port)
    for login, language in (("ana", "en"), ("sara", "fa"), ("ivan", "ru"), ("wei", "zh")):
        room.hire(login, Role.SUPERVISOR if login == "sara" else Role.AGENT, language)
    with served(room, port):
        yield room


@contextmanager
def served(room: Room, port: int) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(room.app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def at_the_desk(browser: Browser, room: Room, login: str, **looks: Any) -> Iterator[Page]:
    """A signed-in page; fails on dialogs, on script errors and on requests to elsewhere."""
    origin = f"http://127.0.0.1:{room.house.settings.port}"
    trouble: list[str] = []
    context = browser.new_context(
        **{
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
            **looks,
        }
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: trouble.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: trouble.extend(_elsewhere(request.url, origin)))
    page.goto(f"{origin}/desk")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator(".connection[data-state=open]")).to_be_visible()
    yield page
    context.close()
    assert trouble == []


def _elsewhere(url: str, origin: str) -> list[str]:
    return [] if url.startswith(origin) else [url]


def a_full_case(room: Room) -> Case:
    with room.house.database.work() as work:
        talk = a_talk(work, slots={"booking_reference": "K7M2QX", "last_name": SCRIPTS[0]})
        for text in SCRIPTS:
            said(work, talk, text, intent="complaint")
        said(work, talk, "بلیط چارترمو کنسل کنید (K7M2QX)", intent="refund_request")
        work.proofs.add(Proof(talk.id, "K7M2QX", "code", NOON, NOON + timedelta(minutes=30)))
        case = handed_off(work, talk, facts=facts_of_booking(BOOKING, NOON))
        a_matter(work)
        a_matter(work, typology="refund_approval")
    return case


def serious(page: Page) -> list[str]:
    """What axe finds that hinders anybody."""
    found = Axe().run(page)["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_an_agent_takes_answers_and_resolves_with_the_keyboard(
    browser: Browser, room: Room
) -> None:
    case = a_full_case(room)
    with at_the_desk(browser, room, "ana") as page:
        page.keyboard.press("Alt+KeyJ")
        expect(page.locator(".message.traveller")).to_have_count(len(SCRIPTS) + 1)
        page.keyboard.press("Alt+KeyT")
        expect(page.locator("#composer")).to_have_attribute("placeholder", "Write to the traveller")
        page.fill("#composer", "Good evening")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".message.agent .text")).to_have_text("Good evening")
        page.get_by_role("button", name="Resolve").click()
        page.select_option("#outcome", "refund_requested")
        page.locator("dialog button.main").click()
        expect(page.locator("#queue-done")).to_be_visible()

    with room.house.database.look() as work:
        assert work.cases.get(case.id).outcome == "refund_requested"


@pytest.mark.parametrize(
    ("login", "looks", "direction"),
    [
        ("ana", {}, "ltr"),
        ("sara", {}, "rtl"),
        ("ivan", {"color_scheme": "dark"}, "ltr"),
        ("wei", {"viewport": {"width": 900, "height": 1100}}, "ltr"),
        ("wei", {"viewport": {"width": 390, "height": 800}}, "ltr"),
    ],
)
def test_the_desk_hinders_nobody_and_runs_no_strange_script(
    browser: Browser, room: Room, login: str, looks: dict[str, Any], direction: str
) -> None:
    a_full_case(room)
    with at_the_desk(browser, room, login, **looks) as page:
        assert page.get_attribute("html", "dir") == direction
        page.locator(".row").first.click()
        expect(page.locator(".message").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert serious(page) == []


def test_words_come_within_a_second_and_after_a_cut_line_none_is_missing(
    browser: Browser, room: Room
) -> None:
    case = a_full_case(room)
    lines: list[WebSocketRoute] = []

    def through(line: WebSocketRoute) -> None:
        line.connect_to_server()
        lines.append(line)

    with at_the_desk(browser, room, "ana") as page:
        page.route_web_socket("**/desk/socket", through)
        page.reload()
        expect(page.locator(".connection[data-state=open]")).to_be_visible()
        page.locator(".row").first.click()
        expect(page.locator(".message").first).to_be_visible()

        speak(room, case, "first words")
        expect(page.get_by_text("first words")).to_be_visible(timeout=1500)
        lines[-1].close()
        expect(page.locator(".connection[data-state=lost]")).to_be_visible()
        speak(room, case, "words while away")
        expect(page.get_by_text("words while away")).to_be_visible(timeout=5000)
        assert page.get_by_text("first words").count() == 1


def speak(room: Room, case: Case, text: str) -> None:
    with room.house.database.work() as work:
        said(work, work.conversations.get(case.conversation_id), text)
