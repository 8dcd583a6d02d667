"""`python -m house.screenshots`: the pictures of the README, drawn from a real house."""

import json
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from house.journeys import some_house
from house.places import MODERN_PYTHON, ROOT, House
from house.problems import Problem

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 15000


def draw_all(house: House, browser: Browser) -> None:
    """Every picture; each from a conversation that really took place."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(16)
    _add_agent(house, password)
    _widget(house, browser, "fa", ("charter_refund", "سلام، بلیط چارترم رو می‌خوام پس بدم"))
    _phone(house, browser)
    _desk(house, browser, password)


def _widget(house: House, browser: Browser, language: str, wish: tuple[str, str]) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    _quote(page, house, language, *wish)
    page.screenshot(path=PICTURES / f"widget-{language}.png")
    page.locator(".person").click()
    page.wait_for_timeout(1500)
    page.close()


def _phone(house: House, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    _quote(page, house, "ru", "carrier_cancelled", "рейс отменили, верните деньги за билет")
    page.screenshot(path=PICTURES / "widget-phone-ru.png")
    page.close()


def _quote(page: Page, house: House, language: str, key: str, wish: str) -> None:
    """From the first word to the refund's quote."""
    traveller = _travellers(house)[key]
    page.goto(f"{house.url('bot')}/?lang={language}")
    page.locator(".launcher").click()
    for text in (wish, traveller["reference"], traveller["surname"]):
        _say(page, text)
    _say(page, _code(house, traveller))
    expect(page.locator(".choice").first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(700)


def _say(page: Page, text: str) -> None:
    heard = page.locator(".message.assistant").count()
    box = page.locator(".box")
    box.fill(text)
    box.press("Enter")
    page.wait_for_function(
        "known => document.querySelector('hamsafar-chat').shadowRoot"
        ".querySelectorAll('.message.assistant').length > known",
        arg=heard,
        timeout=PATIENCE_MS,
    )
    page.wait_for_timeout(500)


def _desk(house: House, browser: Browser, password: str) -> None:
    for name, scheme, language in (
        ("desk-en", "light", "en"), ("desk-fa", "light", "fa"), ("desk-dark", "dark", "en"),
    ):  # fmt: skip
        context = browser.new_context(
            viewport={"width": 1440, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        page.goto(f"{house.url('bot')}/desk")
        page.locator("input[type=password]").wait_for(timeout=PATIENCE_MS)
        page.locator("form input").first.fill("leyla")
        page.locator("input[type=password]").fill(password)
        page.keyboard.press("Enter")
        page.wait_for_timeout(2500)
        chooser = page.locator("select").first
        if chooser.count():
            chooser.select_option(language)
            page.wait_for_timeout(1500)
        page.get_by_text(re.compile(r"H-\d{4}-[A-Z]")).first.click()
        page.wait_for_timeout(2000)
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def _add_agent(house: House, password: str) -> None:
    subprocess.run(
        [str(MODERN_PYTHON), "-m", "bot", "add-agent", "leyla", "--name", "Leyla",
         "--languages", "en,fa,ru,zh", "--password-stdin"],
        input=password.encode(), cwd=ROOT, env=house.environment(), check=True,
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
    with some_house() as house, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        draw_all(house, browser)
        browser.close()
    print(f"Pictures are in {PICTURES.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
