"""Hands in a real browser: a traveller at the widget, an agent at the desk, and what went wrong."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from house.desk_hand import LOGIN, PASSWORD
from house.places import MODERN_PYTHON, ROOT, House
from tests.whole.kit import traveller

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP = {"width": 1280, "height": 860}
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 10_000
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """One person's browser; `trouble` gathers dialogs, script errors and requests to elsewhere."""

    house: House
    context: BrowserContext
    page: Page
    trouble: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """From here on keep whatever should not happen."""
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error {error}"))
        self.context.on("request", lambda request: self._request(request.url))
        self.page.on("console", lambda line: self._console(line.text))
        self.context.on("page", self._window)

    def _dialog(self, dialog: Any) -> None:
        self.trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if not url.startswith((self.house.url("bot"), "data:", "blob:")):
            self.trouble.append(f"request {url}")

    def _console(self, text: str) -> None:
        if text.startswith("CSP "):
            self.trouble.append(text)

    def _window(self, page: Page) -> None:
        self.trouble.append(f"window {page.url}")


@contextmanager
def visiting(browser: Browser, house: House, **looks: Any) -> Iterator[Visit]:
    """A fresh browser profile; nothing foreign may have happened in it at the end."""
    context = browser.new_context(reduced_motion="reduce", **{"viewport": DESKTOP, **looks})
    context.add_init_script(TELL_VIOLATIONS)
    context.set_default_timeout(PATIENCE_MS)
    visit = Visit(house, context, context.new_page())
    visit.watch()
    try:
        yield visit
    finally:
        context.close()
    assert visit.trouble == []


def open_widget(visit: Visit, language: str) -> str:
    """Open the demo site and its chat; the conversation's id."""
    visit.page.goto(f"{visit.house.url('bot')}/?lang={language}")
    with visit.page.expect_response("**/chat/v1/start") as started:
        visit.page.locator(".launcher").click()
    expect(visit.page.locator(".message.assistant").first).to_be_visible()
    return str(started.value.json()["conversation"])


def write(page: Page, text: str) -> None:
    """Write a message and send it."""
    page.locator(".box").fill(text)
    page.locator(".box").press("Enter")


def say(page: Page, text: str) -> None:
    """Write, and wait until the assistant has answered."""
    heard = page.locator(".message.assistant").count()
    write(page, text)
    expect(page.locator(".message.assistant").nth(heard)).to_be_visible()


def to_the_quote(visit: Visit, key: str, wish: str) -> dict[str, str]:
    """From the first word to the refund's quote with its buttons."""
    who = traveller(visit.house, key)
    for text in (wish, who["reference"], who["surname"], None):
        say(visit.page, text or code_for(visit, who))
    expect(visit.page.locator(".choice").first).to_be_visible()
    return who


def code_for(visit: Visit, who: dict[str, str]) -> str:
    """The newest one-time code on its way to this traveller."""
    mine = (who["email"], who["phone"])
    for _ in range(50):
        for message in httpx2.get(f"{visit.house.url('bot')}/demo/outbox.json").json():
            if message["code"] and message["to"] in mine:
                return str(message["code"])
        visit.page.wait_for_timeout(100)
    raise AssertionError("no code came")


def texts(page: Page) -> list[str]:
    """What the widget shows, in order."""
    return page.locator(".log:not(.pending) .bubble").all_inner_texts()


def enter_desk(visit: Visit, language: str = "en") -> None:
    """Sign in at the desk as somebody who is there, in this language."""
    _add_agent(visit.house)
    page = visit.page
    page.goto(f"{visit.house.url('bot')}/desk")
    page.fill("#login", LOGIN)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator(".connection[data-state=open]")).to_be_visible()
    page.locator(".bar select").select_option(language)
    expect(page.locator(f"html[lang={language}]")).to_be_attached()
    state = page.locator(".availability")
    if state.get_attribute("data-state") != "available":
        state.click()
    expect(page.locator(".availability[data-state=available]")).to_be_visible()


def row_of(visit: Visit, conversation: str) -> Locator:
    """The row of a talk's case in the desk's lists."""
    for _ in range(50):
        if talks := [case["id"] for case in _kept(visit.house, conversation)["cases"]]:
            return visit.page.locator(f"[data-case='{talks[-1]}']")
        visit.page.wait_for_timeout(100)
    raise AssertionError("no case came")


def talk(house: House, conversation: str) -> list[dict[str, Any]]:
    """The talk's messages as the house keeps them."""
    return list(_kept(house, conversation)["messages"])


def _kept(house: House, conversation: str) -> dict[str, Any]:
    answer = httpx2.get(f"{house.url('bot')}/demo/talk.json", params={"conversation": conversation})
    kept: dict[str, Any] = answer.json()
    return kept


def fits(page: Page) -> bool:
    """Whether nothing can be scrolled sideways, neither the page nor the talk."""
    return bool(
        page.evaluate(
            """() => {
              const root = document.querySelector("hamsafar-chat").shadowRoot;
              return [document.documentElement, ...root.querySelectorAll("*")].every(
                (each) => each.clientWidth === 0 || each.tagName === "svg"
                  || each.scrollWidth <= each.clientWidth
                  || getComputedStyle(each).overflowX === "visible"
                  && each.getBoundingClientRect().right <= innerWidth);
            }"""
        )
    )


def serious(page: Page) -> list[str]:
    """What axe finds that hinders anybody."""
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in Axe().run(page)["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def _add_agent(house: House) -> None:
    subprocess.run(
        [str(MODERN_PYTHON), "-m", "bot", "add-agent", LOGIN, "--name", "Player",
         "--languages", "en,fa,ru,zh", "--password-stdin"],
        input=PASSWORD.encode(), cwd=ROOT, env=house.environment(), check=False,
        capture_output=True,
    )  # fmt: skip
