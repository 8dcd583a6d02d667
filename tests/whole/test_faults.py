"""Whatever part fails, the traveller hears a useful sentence and reaches the human queue."""

import asyncio
import subprocess
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from house.desk_hand import DeskHand
from house.outcomes import PERSON
from house.places import MODERN_PYTHON, House
from house.play import Stage, play
from house.supervise import is_ready
from house.talk import Talk

pytestmark = pytest.mark.house

Json = dict[str, Any]
HEARD_WITHIN_S = 10.0
BACK_WITHIN_S = 60.0


def kill(house: House, program: str) -> None:
    """End a program as a crash would."""
    ctl = [str(MODERN_PYTHON), "-m", "supervisor.supervisorctl"]
    conf = ["-c", str(house.var / "supervisord.conf")]
    subprocess.run([*ctl, *conf, "signal", "KILL", program], check=True, capture_output=True)


def await_back(house: House, name: str) -> None:
    """The supervisor brings it back by itself."""
    program = next(one for one in house.programs() if one.name == name)
    until = time.monotonic() + BACK_WITHIN_S
    while not is_ready(program):
        assert time.monotonic() < until, f"{name} did not come back"
        time.sleep(0.2)


async def proved_talk(house: House, talk: Talk, http: httpx2.AsyncClient) -> None:
    """Bring the talk to a proved identity."""
    (await http.post(f"{house.url('bot')}/demo/forget-limits")).raise_for_status()
    rows = (await http.get(f"{house.url('bot')}/demo/travellers.json")).json()["travellers"]
    traveller = next(row for row in rows if row["key"] == "three_passengers")
    journey = {"steps": [{"say": "is my booking confirmed?"}], "outcome": "done"}
    await play(Stage(house, journey, traveller, http, DeskHand(house, http), talk))


async def sentences(house: House, talk: Talk, http: httpx2.AsyncClient) -> list[str]:
    """The names of what was said to the traveller."""
    answer = await http.get(
        f"{house.url('bot')}/demo/talk.json", params={"conversation": talk.conversation}
    )
    return [m["sentence"] for m in answer.json()["messages"] if m["sentence"]]


def person_takes_over(
    house: House, words: str, broken: Callable[[httpx2.AsyncClient], Awaitable[None]]
) -> None:
    """A proved traveller asks while something is broken: a person takes over in time."""

    async def go() -> None:
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(house.url("bot"), "en") as talk,
        ):
            await proved_talk(house, talk, http)
            await broken(http)
            began = time.monotonic()
            await talk.say(words)
            await talk.answered_since(len(talk.events))
            assert time.monotonic() - began < HEARD_WITHIN_S
            await talk.settle()
            assert PERSON & set(await sentences(house, talk, http))

    asyncio.run(go())


@pytest.mark.parametrize("program", ["brain", "actions"])
def test_a_killed_program_brings_a_person_and_comes_back(whole_house: House, program: str) -> None:
    async def broken(http: httpx2.AsyncClient) -> None:
        await asyncio.to_thread(kill, whole_house, program)

    person_takes_over(whole_house, "is my booking confirmed?", broken)

    await_back(whole_house, program)


def test_a_hanging_backend_brings_a_person(whole_house: House) -> None:
    key = whole_house.environment()["BOOKINGS_API_KEY"]
    headers = {"Authorization": f"Bearer {key}"}
    faults = f"{whole_house.url('bookings')}/v1/demo/faults"

    async def broken(http: httpx2.AsyncClient) -> None:
        await http.post(faults, json={"hang_s": 30}, headers=headers)

    try:
        person_takes_over(whole_house, "is my booking confirmed?", broken)
    finally:
        httpx2.post(faults, json={"hang_s": 0}, headers=headers, timeout=40).raise_for_status()


def test_a_refund_confirmed_many_times_over_two_talks_is_paid_once(whole_house: House) -> None:
    async def refund_quoted(http: httpx2.AsyncClient, talk: Talk) -> None:
        await talk.say("I want to cancel and get my money back for everyone")
        await talk.settle()
        for _ in range(3):
            names = [choice["name"] for choice in talk.choices()]
            if "yes" in names:
                return
            token = next(c["token"] for c in talk.choices() if c["name"] == "all")
            await talk.press(token)
            await talk.settle()

    async def go() -> int:
        bot = whole_house.url("bot")
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(bot, "en") as first,
            Talk.begin(bot, "en") as second,
        ):
            for talk in (first, second):
                await proved_talk(whole_house, talk, http)
                await refund_quoted(http, talk)
            presses = []
            for talk in (first, second):
                token = next(c["token"] for c in talk.choices() if c["name"] == "yes")
                presses += [talk.press(token) for _ in range(25)]
            await asyncio.gather(*presses)
            await first.settle()
            await second.settle()
            state = await http.get(f"{bot}/demo/state.json", params={"reference": "WK9HR4"})
            return int(state.json()["refunds"])

    assert asyncio.run(go()) == 1
