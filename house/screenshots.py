"""`python -m house.screenshots`: the pictures of the README, drawn from a real house."""

import json
import secrets
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, Literal, TypeAlias

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from house.fresh import fresh_house
from house.places import MODERN_PYTHON, ROOT, House
from house.problems import Problem

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 15000
PASSWORD = secrets.token_urlsafe(16)
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
Scheme: TypeAlias = Literal["light", "dark"]


def draw_all(house: House, browser: Browser) -> None:
    """Every picture; each from a conversation that really took place."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    desk = _at_the_desk(house, browser, scheme="light")
    _ask_for_a_person(house, browser, "en", "I would like to take my dog with me to Rome")
    _ask_for_a_person(house, browser, "zh", "请问可以带多少行李？")
    _phone(house, browser)
    case = _widget(house, browser)
    _open(desk, case)
    _answer(desk, "سلام، استرداد شما را دیدم. همین حالا پیگیری می‌کنم.")
    _draw(desk, "desk-en")
    dark = _at_the_desk(house, browser, scheme="dark")
    _open(dark, case)
    _draw(dark, "desk-dark")
    _speak(dark, "fa")
    dark.emulate_media(color_scheme="light")
    _open(dark, case)
    _draw(dark, "desk-fa")


def _widget(house: House, browser: Browser) -> str:
    """A charter ticket in Persian up to the quote; then its traveller asks for a person."""
    page = _visit(browser, DESKTOP, "Asia/Tehran")
    conversation = _quote(page, house, "fa", "charter_refund", "سلام، بلیط چارترم رو می‌خوام پس بدم")
    _draw(page, "widget-fa")
    page.locator(".person").click()
    return _case_of(house, page, conversation)


def _phone(house: House, browser: Browser) -> None:
    page = _visit(browser, PHONE, "Europe/Moscow")
    _quote(page, house, "ru", "carrier_cancelled", "рейс отменили, верните деньги за билет")
    _draw(page, "widget-phone-ru")


def _ask_for_a_person(house: House, browser: Browser, language: str, wish: str) -> None:
    page = _visit(browser, DESKTOP, "UTC")
    conversation = _begin(page, house, language)
    _say(page, wish)
    page.locator(".person").click()
    _case_of(house, page, conversation)


def _visit(browser: Browser, size: ViewportSize, zone: str, scheme: Scheme = "light") -> Page:
    context = browser.new_context(
        viewport=size, timezone_id=zone, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def _draw(page: Page, name: str) -> None:
    """Draw what is seen, once nothing moves."""
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"{name}.png")


def _begin(page: Page, house: House, language: str) -> str:
    """Open the demo site and its chat; the conversation's id."""
    page.goto(f"{house.url('bot')}/?lang={language}")
    with page.expect_response("**/chat/v1/start") as started:
        page.locator(".launcher").click()
    expect(page.locator(".message.assistant").first).to_be_visible()
    return str(started.value.json()["conversation"])


def _quote(page: Page, house: House, language: str, key: str, wish: str) -> str:
    """From the first word to the refund's quote; the conversation's id."""
    traveller = _travellers(house)[key]
    conversation = _begin(page, house, language)
    for text in (wish, traveller["reference"], traveller["surname"]):
        _say(page, text)
    _say(page, _code(house, traveller))
    expect(page.locator(".choice").first).to_be_visible()
    return conversation


def _say(page: Page, text: str) -> None:
    heard = page.locator(".message.assistant").count()
    box = page.locator(".box")
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".message.assistant").nth(heard)).to_be_visible()
    page.wait_for_timeout(300)


def _at_the_desk(house: House, browser: Browser, scheme: Scheme) -> Page:
    """Leyla's page of the desk, in English; she is available."""
    _add_agent(house)
    page = _visit(browser, DESK, "Asia/Tehran", scheme)
    page.goto(f"{house.url('bot')}/desk")
    page.fill("#login", "leyla")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator(".connection[data-state=open]")).to_be_visible()
    _speak(page, "en")
    if page.locator(".availability").get_attribute("data-state") != "available":
        page.locator(".availability").click()
    return page


def _speak(page: Page, language: str) -> None:
    page.locator(".bar select").select_option(language)
    expect(page.locator(f"html[lang={language}]")).to_be_attached()


def _open(page: Page, case: str) -> None:
    page.locator(f"[data-case='{case}']").click()
    expect(page.locator(".message").first).to_be_visible()


def _answer(page: Page, text: str) -> None:
    page.locator("#take").click()
    expect(page.locator(".composer:not(.noting)")).to_be_visible()
    page.fill("#composer", text)
    page.press("#composer", "Control+Enter")
    expect(page.locator(".message.agent")).to_be_visible()


def _case_of(house: House, page: Page, conversation: str) -> str:
    address = f"{house.url('bot')}/demo/talk.json?conversation={conversation}"
    for _ in range(50):
        if cases := _json(address)["cases"]:
            return str(cases[-1]["id"])
        page.wait_for_timeout(200)
    raise Problem("No case came to the desk.", f"See {house.log_folder}.")


def _add_agent(house: House) -> None:
    subprocess.run(
        [str(MODERN_PYTHON), "-m", "bot", "add-agent", "leyla", "--name", "Leyla",
         "--languages", "en,fa,ru,zh", "--password-stdin"],
        input=PASSWORD.encode(), cwd=ROOT, env=house.environment(), check=False,
        capture_output=True,
    )  # fmt: skip


def _travellers(house: House) -> dict[str, dict[str, str]]:
    rows = _json(f"{house.url('bot')}/demo/travellers.json")["travellers"]
    return {row["key"]: row for row in rows}


def _code(house: House, traveller: dict[str, str]) -> str:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for message in _json(f"{house.url('bot')}/demo/outbox.json"):
            if message["code"] and message["to"] in (traveller["email"], traveller["phone"]):
                return str(message["code"])
        time.sleep(0.2)
    raise Problem("No code arrived in the outbox.", "See var/log/bot.log.")


def _json(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def main() -> int:
    """Draw, or say what is missing."""
    if not CHROMIUM.exists():
        print("✗ Chromium is not installed.\n  apt-get install chromium", file=sys.stderr)
        return 1
    with fresh_house() as (house, _), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        draw_all(house, browser)
        browser.close()
    print(f"Pictures are in {PICTURES.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
