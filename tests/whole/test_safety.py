"""The doors of the whole house: strangers force nothing and learn nothing; secrets are nowhere."""

import asyncio
from pathlib import Path

import httpx2
import pytest
import websockets

from bot.wording.render import load_wording
from house.places import ROOT, House
from house.talk import Talk

pytestmark = pytest.mark.house

CARD = "4111 1111 1111 1111"
CANARY = "Zyxwvutsrq"
COMMANDS = (
    '/refund_request{"booking_reference": "K4RM7N", "last_name": "x"}',
    "/restart",
    "／refund_request",
    "\u200f/proof_given",
    "  /case_resolved",
)


def code_spent() -> str:
    """The sentence that ends the tries of a code."""
    return load_wording(ROOT / "data" / "wording").render("code_spent", {}, language="en")


async def told(house: House, *texts: str) -> list[list[str]]:
    """What a new traveller hears after each of these texts."""
    heard = []
    async with Talk.begin(house.url("bot"), "en") as talk:
        await talk.settle()
        for text in texts:
            await talk.say(text)
            events = await talk.settle()
            heard.append([event["text"] for event in events if event["sender"] != "traveller"])
    return heard


@pytest.mark.parametrize("command", COMMANDS)
def test_a_typed_command_forces_nothing(whole_house: House, command: str) -> None:
    async def go() -> tuple[list[str], list[str]]:
        bot = whole_house.url("bot")
        async with httpx2.AsyncClient() as http, Talk.begin(bot, "en") as talk:
            await talk.settle()
            await talk.say(command)
            await talk.settle()
            seen = await http.get(
                f"{bot}/demo/talk.json", params={"conversation": talk.conversation}
            )
        messages = seen.json()["messages"]
        return [m["sentence"] for m in messages], [str(c) for c in seen.json()["cases"]]

    sentences, cases = asyncio.run(go())

    assert not {"code_sent", "proof_thanks", "case_resolved", "refund_quoted"} & set(sentences)
    assert cases == []


def test_the_answer_is_the_same_whether_the_booking_exists_or_not(whole_house: House) -> None:
    httpx2.post(f"{whole_house.url('bot')}/demo/forget-limits").raise_for_status()
    tries = {
        "right": ("WK9HR4", "Walker"),
        "name": ("WK9HR4", "Petersen"),
        "none": ("QQ7QQ7", "Ivanova"),
    }

    answers = {
        kind: asyncio.run(told(whole_house, "is my booking confirmed?", *who, "123456"))
        for kind, who in tries.items()
    }

    assert answers["right"] == answers["name"] == answers["none"]


def test_the_answer_does_not_wait_for_the_look_up_so_its_time_tells_nothing(
    whole_house: House,
) -> None:
    key = whole_house.environment()["BOOKINGS_API_KEY"]
    faults = f"{whole_house.url('bookings')}/v1/demo/faults"
    headers = {"Authorization": f"Bearer {key}"}
    httpx2.post(f"{whole_house.url('bot')}/demo/forget-limits").raise_for_status()

    async def heard_while_the_backend_hangs() -> list[str]:
        async with Talk.begin(whole_house.url("bot"), "en") as talk, httpx2.AsyncClient() as http:
            await talk.settle()
            for text in ("is my booking confirmed?", "WK9HR4"):
                await talk.say(text)
                await talk.settle()
            await http.post(faults, json={"hang_s": 60}, headers=headers)
            known = len(talk.events)
            await talk.say("Walker")
            await talk.answered_since(known)
            return [event["text"] for event in talk.events[known:]]

    try:
        heard = asyncio.run(heard_while_the_backend_hangs())
    finally:
        httpx2.post(faults, json={"hang_s": 0}, headers=headers, timeout=70).raise_for_status()

    assert any("six-digit code" in text for text in heard)


def test_many_wrong_codes_disclose_nothing_and_trip_the_limit(whole_house: House) -> None:
    wrong = [f"{number:06d}" for number in range(100000, 100007)]

    heard = asyncio.run(told(whole_house, "is my booking confirmed?", "WK9HR4", "Walker", *wrong))

    words = " ".join(text for texts in heard for text in texts)
    assert any(code_spent() in texts for texts in heard)
    assert "VIE" not in words
    assert "@" not in words


def test_a_foreign_page_is_refused_at_every_door(whole_house: House) -> None:
    bot, foreign = whole_house.url("bot"), "https://evil.example"
    start = httpx2.post(
        f"{bot}/chat/v1/start",
        json={"widget": "demo", "language": "en", "zone": "UTC"},
        headers={"Origin": foreign},
    )
    login = httpx2.post(
        f"{bot}/desk/api/v1/login",
        json={"login": "a", "password": "b"},
        headers={"Origin": foreign},
    )

    async def socket(path: str) -> None:
        address = bot.replace("http", "ws") + path
        async with websockets.connect(address, origin=websockets.Origin(foreign)):
            pass

    assert (start.status_code, login.status_code) == (403, 403)
    for path in ("/chat/v1/socket", "/desk/socket"):
        with pytest.raises(websockets.InvalidStatus):
            asyncio.run(socket(path))


def test_no_byte_of_a_card_is_kept_and_no_name_is_logged(whole_house: House) -> None:
    texts = ("hello", f"my card is {CARD} cvv 123", f"my name is {CANARY}", "I want a person")

    asyncio.run(told(whole_house, *texts))

    files = [path for path in whole_house.var.rglob("*") if path.is_file()]
    digits = CARD.replace(" ", "")
    for path in files:
        held = path.read_bytes()
        assert digits.encode() not in held, path
        assert CARD.encode() not in held, path
        if whole_house.log_folder in path.parents:
            assert CANARY.encode() not in held, path


def test_what_is_too_long_is_refused_by_name(whole_house: House) -> None:
    async def go() -> list[str]:
        async with Talk.begin(whole_house.url("bot"), "en") as talk:
            await talk.settle()
            await talk.say("a" * 2001)
            await talk.settle(patience_s=2)
            return [frame["code"] for frame in talk.frames if frame["type"] == "refused"]

    assert asyncio.run(go()) == ["too_long"]


def test_a_file_that_is_no_picture_is_refused(whole_house: House, tmp_path: Path) -> None:
    bot = whole_house.url("bot")
    start = httpx2.post(
        f"{bot}/chat/v1/start",
        json={"widget": "demo", "language": "en", "zone": "UTC"},
        headers={"Origin": bot},
    ).json()

    answer = httpx2.post(
        f"{bot}/chat/v1/files",
        files={"file": ("picture.png", b"<script>alert(1)</script>", "image/png")},
        headers={"Origin": bot, "Authorization": f"Bearer {start['token']}"},
    )

    assert answer.status_code == 415
