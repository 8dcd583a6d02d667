"""The whole house in a real browser: travellers at the widget, agents at the desk."""

import asyncio
import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, Response, expect, sync_playwright

from house.desk_hand import DeskHand
from house.places import House
from house.screenshots import FLAGS
from house.talk import Talk
from tests.whole.browser_kit import (
    CHROMIUM,
    DESK,
    PHONE,
    Visit,
    enter_desk,
    fits,
    open_widget,
    row_of,
    say,
    serious,
    talk,
    texts,
    to_the_quote,
    visiting,
    write,
)
from tests.whole.kit import begin_anew
from tests.whole.scripts import RAN, SCRIPTS

pytestmark = [pytest.mark.house, pytest.mark.browser]

WISH = "سلام، بلیط چارترم رو می‌خوام پس بدم"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
LARGEST_WIDGET = 30_000
SECOND_MS = 1000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("NOT TESTED IN A BROWSER: chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(whole_house: House) -> House:
    begin_anew(whole_house)
    return whole_house


def test_a_traveller_and_an_agent_talk_side_by_side(browser: Browser, house: House) -> None:
    with (
        visiting(browser, house, viewport=DESK) as agent,
        visiting(browser, house) as guest,
    ):
        enter_desk(agent)
        conversation = open_widget(guest, "fa")
        assert guest.page.get_attribute("html", "dir") == "rtl"
        expect(guest.page.locator(".panel")).to_have_attribute("dir", "rtl")

        who = to_the_quote(guest, "charter_refund", WISH)
        guest.page.get_by_role("button", name="بله").click()
        expect(guest.page.locator(".choices")).to_have_count(0)
        expect_refunds(guest, who["reference"], 1)

        guest.page.locator(".person").click()
        row_of(agent, conversation).click()
        the_first_screen_tells_everything(agent, who)
        they_hear_each_other_within_a_second(agent, guest)
        the_traveller_learns_the_result_and_gives_stars(agent, guest, conversation)


def expect_refunds(visit: Visit, reference: str, wanted: int) -> None:
    for _ in range(50):
        state = httpx2.get(
            f"{visit.house.url('bot')}/demo/state.json", params={"reference": reference}
        ).json()
        if state["refunds"] == wanted:
            return
        visit.page.wait_for_timeout(100)
    raise AssertionError(f"the booking stands {state}")


def the_first_screen_tells_everything(agent: Visit, who: dict[str, str]) -> None:
    page = agent.page
    packet = page.locator(".packet")
    proof = packet.locator(".proof.lasts")
    expect(proof).to_contain_text("one-time code")
    expect(packet.locator(".group.ask")).to_contain_text(WISH)
    named = packet.locator(".fact .value", has_text=who["surname"])
    said = page.locator(".message.traveller", has_text=WISH)
    expect(said).to_have_count(1)
    shown: list[Locator] = [proof, proof.get_by_text(who["reference"]), named.first,
                            packet.locator(".group.ask"), packet.locator(".group.why"),
                            page.locator("#take"), page.locator(".message").last]  # fmt: skip
    for each in shown:
        expect(each).to_be_in_viewport()


def they_hear_each_other_within_a_second(agent: Visit, guest: Visit) -> None:
    agent.page.locator("#take").click()
    expect(agent.page.get_by_role("button", name="Resolve")).to_be_visible()
    composer = agent.page.locator("#composer")
    composer.press_sequentially("سلام")
    expect(guest.page.locator(".typing")).to_contain_text("Player")
    composer.fill("سلام، استرداد شما ثبت شده است.")
    began = time.monotonic()
    composer.press("Control+Enter")
    expect(guest.page.locator(".message.agent .bubble")).to_contain_text(
        "استرداد شما ثبت شده است", timeout=SECOND_MS
    )
    assert time.monotonic() - began < 1
    began = time.monotonic()
    write(guest.page, "خیلی ممنونم از شما")
    expect(agent.page.locator(".message.traveller").last).to_contain_text(
        "خیلی ممنونم از شما", timeout=SECOND_MS
    )
    assert time.monotonic() - began < 1


def the_traveller_learns_the_result_and_gives_stars(
    agent: Visit, guest: Visit, conversation: str
) -> None:
    agent.page.get_by_role("button", name="Resolve").click()
    agent.page.select_option("#outcome", "refund_requested")
    agent.page.locator("dialog button.main").click()
    expect(agent.page.locator("#queue-done")).to_be_visible()
    expect(guest.page.locator(".choice")).to_have_count(5)
    heard = guest.page.locator(".message.assistant").count()
    guest.page.locator(".choice").first.click()
    expect(guest.page.locator(".message.assistant").nth(heard)).to_be_visible()

    kept = [each for each in talk(guest.house, conversation) if each["audience"] == "all"]
    named = {each["sentence"]: each["text"] for each in kept if each["sentence"]}
    shown = texts(guest.page)
    for sentence in ("case_resolved", "ask_survey", "survey_thanks"):
        assert any(bare(named[sentence]) == bare(text) for text in shown)


def bare(text: str) -> str:
    """The text without signs that are not seen."""
    return " ".join("".join(sign for sign in text if sign not in "\u2068\u2069").split())


def test_on_a_phone_the_widget_fills_the_screen_and_nothing_scrolls_sideways(
    browser: Browser, house: House
) -> None:
    with visiting(browser, house, viewport=PHONE, has_touch=True, is_mobile=True) as guest:
        guest.page.goto(f"{house.url('bot')}/?lang=ru")
        expect(guest.page.locator(".card").first).to_be_visible()
        expect(guest.page.locator(".launcher")).to_be_visible()
        assert fits(guest.page)
        open_widget(guest, "ru")
        assert guest.page.locator(".panel").bounding_box() == {"x": 0, "y": 0, **PHONE}
        to_the_quote(guest, "carrier_cancelled", "рейс отменили, верните деньги за билет")
        say(guest.page, "оченьдлинноеслово" * 20)
        assert fits(guest.page)


def test_a_reload_goes_on_with_the_talk_without_loss_or_doubling(
    browser: Browser, house: House
) -> None:
    with visiting(browser, house) as guest:
        open_widget(guest, "en")
        say(guest.page, "how much luggage may I take?")
        say(guest.page, "I want a refund for my booking")
        before = texts(guest.page)

        guest.page.reload()
        guest.page.locator(".launcher").click()
        expect(guest.page.locator(".log:not(.pending) .bubble")).to_have_count(len(before))
        say(guest.page, "K4RM7N")

        assert texts(guest.page)[: len(before)] == before
        assert texts(guest.page).count("K4RM7N") == 1


def test_what_is_written_while_the_line_is_cut_arrives_once(browser: Browser, house: House) -> None:
    with visiting(browser, house) as guest:
        conversation = open_widget(guest, "en")
        guest.context.set_offline(True)
        write(guest.page, "hello from the tunnel")
        expect(guest.page.locator(".pending .bubble")).to_have_text("hello from the tunnel")
        expect(guest.page.locator(".state")).not_to_be_empty()
        assert written(house, conversation) == []

        guest.context.set_offline(False)
        expect(guest.page.locator(".pending .bubble")).to_have_count(0)
        say(guest.page, "and out of it again")

        assert texts(guest.page).count("hello from the tunnel") == 1
        assert written(house, conversation) == ["hello from the tunnel", "and out of it again"]


def written(house: House, conversation: str) -> list[str]:
    return [each["text"] for each in talk(house, conversation) if each["sender"] == "traveller"]


def test_the_keyboard_alone_opens_writes_chooses_and_closes(browser: Browser, house: House) -> None:
    with visiting(browser, house) as guest:
        page = guest.page
        page.goto(f"{house.url('bot')}/?lang=en")
        expect(page.locator(".card").first).to_be_visible()
        launcher = page.locator(".launcher")
        tab_to(guest, launcher)
        page.keyboard.press("Enter")
        expect(page.locator(".box")).to_be_focused()
        expect(page.locator(".choice").first).to_be_visible()

        chosen = page.locator(".choice").first.inner_text()
        tab_to(guest, page.locator(".choice").first, "Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".box")).to_be_focused()
        expect(page.locator(".log:not(.pending) .traveller .bubble")).to_have_text(chosen)

        heard = page.locator(".message.assistant").count()
        page.keyboard.type("never mind")
        page.keyboard.press("Enter")
        expect(page.locator(".message.assistant").nth(heard)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".panel")).to_be_hidden()
        expect(launcher).to_be_focused()


def tab_to(guest: Visit, wanted: Locator, key: str = "Tab") -> None:
    for _ in range(60):
        if wanted.evaluate("each => each.getRootNode().activeElement === each"):
            return
        guest.page.keyboard.press(key)
    raise AssertionError("the keyboard does not come there")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_hinders_anybody(
    browser: Browser, house: House, scheme: str
) -> None:
    with visiting(browser, house, color_scheme=scheme) as guest:
        guest.page.goto(f"{house.url('bot')}/?lang=fa")
        expect(guest.page.locator(".card").first).to_be_visible()
        found = {"site": serious(guest.page)}
        conversation = open_widget(guest, "fa")
        say(guest.page, WISH)
        found["widget"] = serious(guest.page)
        guest.page.locator(".person").click()
        row = row_of(guest, conversation)
        guest.page.goto(f"{house.url('bot')}/chat")
        expect(guest.page.locator(".message.assistant").first).to_be_visible()
        found["full page"] = serious(guest.page)
        enter_desk(guest)
        row.click()
        expect(guest.page.locator(".message").first).to_be_visible()
        found["desk"] = serious(guest.page)
    assert found == {"site": [], "widget": [], "full page": [], "desk": []}


def test_a_script_that_did_run_would_be_seen(browser: Browser, house: House) -> None:
    with visiting(browser, house) as guest:
        guest.page.goto(f"{house.url('bot')}/chat")
        guest.page.evaluate("setTimeout(() => alert('here'))")
        guest.page.evaluate("fetch('https://elsewhere.example').catch(() => null)")
        guest.page.wait_for_timeout(300)
        seen, guest.trouble[:] = guest.trouble[:], []
    assert "dialog here" in seen
    assert any(each.startswith("CSP connect-src https://elsewhere") for each in seen)


def test_two_hundred_scripts_run_nowhere_and_call_nobody(browser: Browser, house: House) -> None:
    with ThreadPoolExecutor(1) as other:
        resume, conversation = other.submit(asyncio.run, send_scripts(house)).result()
    with visiting(browser, house) as guest, visiting(browser, house, viewport=DESK) as agent:
        guest.page.goto(f"{house.url('bot')}/?lang=en")
        guest.page.evaluate(
            "resume => localStorage.setItem('hamsafar.demo.resume', JSON.stringify(resume))", resume
        )
        open_widget(guest, "en")
        expect(guest.page.locator(".bubble", has_text="the last word")).to_be_visible()
        enter_desk(agent)
        row_of(agent, conversation).click()
        expect(agent.page.locator(".message .text", has_text="the last word")).to_be_visible()
        for visit, files, words in ((guest, ".bubble", ".bubble"), (agent, ".file", ".text")):
            named = visit.page.locator(f".message.traveller {files}").all_inner_texts()
            assert sum("the file " in each for each in named) == len(SCRIPTS)
            shown = "\n".join(visit.page.locator(f".message.traveller {words}").all_inner_texts())
            assert [each for each in SCRIPTS if each not in shown] == []
            visit.page.wait_for_timeout(500)
            assert not visit.page.evaluate(f"'{RAN}' in window")


async def send_scripts(house: House) -> tuple[str, str]:
    """Every script as a message and as a file's name; some before a person takes over."""
    bot = house.url("bot")
    origin = {"Origin": bot}
    page = {"url": f"{bot}/{SCRIPTS[0]}", "step": SCRIPTS[1]}
    wanted = {"widget": "demo", "language": "en", "zone": "UTC", "page": page}
    lines = ["\n".join(SCRIPTS[n : n + 5]) for n in range(0, len(SCRIPTS), 5)]
    async with httpx2.AsyncClient(base_url=bot, headers=origin, timeout=20) as http:
        begun = (await http.post("/chat/v1/start", json=wanted)).json()
        async with Talk.begin(bot, "en", resume=begun["resume"]) as line:
            for few in lines[:2]:
                await line.say(few)
                await line.settle()
            await line.ask_for_person()
            await line.settle()
            desk = DeskHand(house, http)
            await desk.act(begun["conversation"], {"take": True, "say": SCRIPTS[2]})
            for few in lines[2:]:
                await line.say(few)
            for number, script in enumerate(SCRIPTS):
                named = {"file": (f"{script} the file {number}.png", PICTURE)}
                bearer = {"Authorization": f"Bearer {begun['token']}"}
                sent = await http.post("/chat/v1/files", files=named, headers=bearer)
                assert sent.status_code == 200, sent.text
            await line.say("the last word")
            await line.settle(patience_s=2)
    return begun["resume"], begun["conversation"]


def test_the_widget_weighs_little(browser: Browser, house: House) -> None:
    brought: dict[str, int] = {}

    def weigh(answer: Response) -> None:
        if "/widget" in answer.url:
            brought[answer.url] = len(gzip.compress(answer.body()))

    with visiting(browser, house) as guest:
        guest.page.on("response", weigh)
        guest.page.goto(f"{house.url('bot')}/chat")
        expect(guest.page.locator(".message.assistant").first).to_be_visible()
    assert len(brought) >= 5
    assert sum(brought.values()) <= LARGEST_WIDGET
