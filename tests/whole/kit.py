"""Hands of the tests on the whole house: break and mend programs, prove, look at what was kept."""

import asyncio
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from house.desk_hand import DeskHand
from house.places import MODERN_PYTHON, House
from house.play import Stage, play
from house.supervise import is_ready
from house.talk import Json, Talk

BACK_WITHIN_S = 60.0
PATIENCE_S = 15.0
STATUS = "is my booking confirmed?"


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


def backend(house: House) -> httpx2.Client:
    """A client of the booking backend, with its key."""
    key = house.environment()["BOOKINGS_API_KEY"]
    return httpx2.Client(
        base_url=f"{house.url('bookings')}/v1",
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )


def set_faults(house: House, **faults: Any) -> None:
    """Switch faults of the backend on; what is not named is off."""
    with backend(house) as client:
        client.post("/demo/faults", json=faults).raise_for_status()


@contextmanager
def no_faults_after(house: House) -> Iterator[None]:
    """Whatever the block breaks in the backend is mended at its end."""
    try:
        yield
    finally:
        set_faults(house)


def begin_anew(house: House) -> None:
    """Fresh bookings, no faults, no limits used up."""
    with backend(house) as client:
        client.post("/demo/reset").raise_for_status()
    forget_limits(house)


def forget_limits(house: House) -> None:
    """Begin all limits of the front line anew."""
    httpx2.post(f"{house.url('bot')}/demo/forget-limits").raise_for_status()


def traveller(house: House, key: str) -> dict[str, str]:
    """One of the invented travellers."""
    rows = httpx2.get(f"{house.url('bot')}/demo/travellers.json").json()["travellers"]
    found: dict[str, str] = next(row for row in rows if row["key"] == key)
    return found


async def prove(house: House, talk: Talk, http: httpx2.AsyncClient, key: str) -> dict[str, str]:
    """Bring the talk to a proved identity by asking how the booking stands."""
    who = await asyncio.to_thread(traveller, house, key)
    journey = {"steps": [{"say": STATUS}], "outcome": "done"}
    await play(Stage(house, journey, who, http, DeskHand(house, http), talk))
    return who


async def kept(house: House, talk: Talk, http: httpx2.AsyncClient) -> Json:
    """The talk as the house keeps it: messages with the names of their sentences, cases."""
    answer = await http.get(
        f"{house.url('bot')}/demo/talk.json", params={"conversation": talk.conversation}
    )
    answer.raise_for_status()
    found: Json = answer.json()
    return found


async def until_kept(
    house: House, talk: Talk, http: httpx2.AsyncClient, holds: Callable[[Json], bool]
) -> Json:
    """Wait until the talk is as wanted."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds(found := await kept(house, talk, http)):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    return found


def sentences(found: Json) -> list[str]:
    """The names of what was said."""
    return [message["sentence"] for message in found["messages"] if message["sentence"]]


async def case_at_desk(house: House, talk: Talk, http: httpx2.AsyncClient) -> Json:
    """The newest case of the talk as an agent opens it."""
    desk = DeskHand(house, http)
    await desk.log_in()
    found = await until_kept(house, talk, http, lambda seen: bool(seen["cases"]))
    answer = await http.get(f"{house.url('bot')}/desk/api/v1/cases/{found['cases'][-1]['id']}")
    answer.raise_for_status()
    case: Json = answer.json()
    return case


async def send(talk: Talk, frame: Json) -> None:
    """Send a frame as it is; its id is the caller's."""
    await talk.socket.send(json.dumps(frame))


async def reply_to(talk: Talk, client_id: str, kind: str, *, nth: int = 1) -> Json:
    """Wait for the nth frame of this kind that answers a message."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            frames = [f for f in talk.frames if f["type"] == kind and f.get("id") == client_id]
            if len(frames) >= nth:
                return frames[nth - 1]
            await asyncio.sleep(0.01)


async def heard(talk: Talk, known: int) -> list[Json]:
    """What was said to the traveller after `known` events; waits for the first of it."""
    await talk.answered_since(known)
    return [event for event in talk.events[known:] if event["sender"] != "traveller"]
