"""Whatever part fails, the traveller hears a useful sentence and reaches the human queue."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pysqlite3
import pytest

from house.outcomes import PERSON
from house.places import House
from house.talk import Json, Talk
from tests.whole.crashing import house_with_crashing_actions
from tests.whole.kit import (
    STATUS,
    await_back,
    backend,
    begin_anew,
    case_at_desk,
    heard,
    kept,
    kill,
    no_faults_after,
    prove,
    reply_to,
    send,
    sentences,
    set_faults,
    until_kept,
)

pytestmark = pytest.mark.house

HEARD_WITHIN_S = 10.0
LOCK_WAIT_S = 5.0
PERSON_PLEASE = "I want to talk to a person"
REFUND_ALL = "I want to cancel and get my money back for everyone"
CONFIRMATIONS = 50


@pytest.fixture(autouse=True)
def _fresh(whole_house: House) -> None:
    begin_anew(whole_house)


def person_takes_over(house: House, breaks: Callable[[], None]) -> None:
    """A proved traveller asks while something is broken: heard in time, a case with the talk."""

    async def go() -> tuple[float, list[Json], Json, Json]:
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(house.url("bot"), "en") as talk,
        ):
            await prove(house, talk, http, "three_passengers")
            known = len(talk.events)
            await asyncio.to_thread(breaks)
            began = time.monotonic()
            await talk.say(STATUS)
            told = await heard(talk, known)
            waited = time.monotonic() - began
            case = await case_at_desk(house, talk, http)
            return waited, told, case, await kept(house, talk, http)

    waited, told, case, found = asyncio.run(go())

    assert waited < HEARD_WITHIN_S
    assert all(event["text"] for event in told)
    assert PERSON & set(sentences(found))
    assert len(found["cases"]) == 1
    assert case["packet"]["intact"]
    said = [m["text"] for m in case["messages"] if m["sender"] == "traveller"]
    assert said.count(STATUS) == 2


@pytest.mark.parametrize("program", ["brain", "actions"])
def test_a_killed_program_brings_a_person_and_comes_back(whole_house: House, program: str) -> None:
    person_takes_over(whole_house, lambda: kill(whole_house, program))

    await_back(whole_house, program)


def test_a_killed_front_line_answers_what_it_had_taken(whole_house: House) -> None:
    async def go() -> list[str]:
        bot = whole_house.url("bot")
        async with httpx2.AsyncClient(timeout=20) as http:
            async with Talk.begin(bot, "en") as talk:
                await send(talk, {"type": "message", "id": "kept-1", "text": PERSON_PLEASE})
                await reply_to(talk, "kept-1", "ack")
                await asyncio.to_thread(kill, whole_house, "bot")
                await asyncio.to_thread(await_back, whole_house, "bot")
            async with Talk.begin(bot, "en", resume=talk.resume) as back:
                found = await until_kept(whole_house, back, http, lambda seen: bool(seen["cases"]))
                await send(back, {"type": "message", "id": "kept-1", "text": PERSON_PLEASE})
                await reply_to(back, "kept-1", "ack")
                again = await kept(whole_house, back, http)
            assert back.conversation == talk.conversation
            assert len(found["cases"]) == len(again["cases"]) == 1
            return [m["text"] for m in again["messages"] if m["sender"] == "traveller"]

    assert asyncio.run(go()) == [PERSON_PLEASE]


def test_a_hanging_backend_brings_a_person(whole_house: House) -> None:
    with no_faults_after(whole_house):
        person_takes_over(whole_house, lambda: set_faults(whole_house, hang_s=30))


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Another process holds the front line's database."""
    other = pysqlite3.connect(str(house.var / "bot.db"), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


def test_while_the_database_is_locked_nothing_is_claimed_and_a_resend_is_answered_once(
    whole_house: House,
) -> None:
    frame = {"type": "message", "id": "locked-1", "text": PERSON_PLEASE}

    async def go() -> tuple[Json, list[Json], Json]:
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(whole_house.url("bot"), "en") as talk,
        ):
            await talk.answered_since(0)
            known = len(talk.events)
            with locked(whole_house):
                began = time.monotonic()
                await send(talk, frame)
                refused = await reply_to(talk, "locked-1", "refused")
                assert LOCK_WAIT_S - 0.5 < time.monotonic() - began < HEARD_WITHIN_S
                claimed = [f for f in talk.frames if f["type"] == "ack"] + talk.events[known:]
            await send(talk, frame)
            first = await reply_to(talk, "locked-1", "ack")
            await send(talk, frame)
            second = await reply_to(talk, "locked-1", "ack", nth=2)
            assert first["seq"] == second["seq"]
            await until_kept(whole_house, talk, http, lambda seen: bool(seen["cases"]))
            await talk.settle()
            return refused, claimed, await kept(whole_house, talk, http)

    refused, claimed, found = asyncio.run(go())

    assert refused["code"] == "store_busy"
    assert refused["text"]
    assert claimed == []
    assert [m["text"] for m in found["messages"] if m["sender"] == "traveller"] == [PERSON_PLEASE]
    assert len(found["cases"]) == 1
    assert sentences(found).count("handing_over_summary") <= 1


async def quoted(talk: Talk) -> str:
    """Ask for everybody's refund; gives the token of the button that confirms the quote."""
    await talk.say(REFUND_ALL)
    await talk.settle()
    for _ in range(3):
        buttons = {choice["name"]: choice["token"] for choice in talk.choices()}
        if "yes" in buttons:
            return str(buttons["yes"])
        await talk.press(buttons["all"])
        await talk.settle()
    raise AssertionError("no quote came")


async def confirm(talk: Talk, token: str, times: int, name: str) -> None:
    """Confirm with buttons, with words, and with the same frames again, all at once."""
    frames: list[Json] = [
        {"type": "press", "id": f"{name}-{number}", "token": token}
        if number % 2
        else {"type": "message", "id": f"{name}-{number}", "text": "yes"}
        for number in range(times)
    ]
    await asyncio.gather(*(send(talk, frame) for frame in (*frames, frames[0], frames[1])))


def test_a_refund_confirmed_fifty_times_over_two_talks_is_paid_once(whole_house: House) -> None:
    async def go() -> str:
        bot = whole_house.url("bot")
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(bot, "en") as first,
            Talk.begin(bot, "en") as second,
        ):
            talks = (first, second)
            who, _ = [await prove(whole_house, talk, http, "three_passengers") for talk in talks]
            tokens = [await quoted(talk) for talk in talks]
            faults: tuple[Json, ...] = (
                {"cashier": "timeout_after"},
                {"cashier": "timeout_before"},
                {"cashier": "error"},
                {},
                {},
            )
            for round_, broken in enumerate(faults):
                await asyncio.to_thread(set_faults, whole_house, **broken)
                each = CONFIRMATIONS // len(faults) // len(talks)
                both = zip(talks, tokens, strict=True)
                await asyncio.gather(
                    *(confirm(talk, token, each, f"round-{round_}") for talk, token in both)
                )
                await asyncio.gather(*(talk.settle(quiet_s=1, patience_s=3) for talk in talks))
            return who["reference"]

    with no_faults_after(whole_house):
        reference = asyncio.run(go())

    state = until_paid(whole_house, reference)
    assert state["refunds"] == 1
    with backend(whole_house) as client:
        refunds = client.get("/refunds", params={"booking": reference}).json()["refunds"]
    assert len(refunds) == 1


def until_paid(house: House, reference: str) -> Json:
    """How the booking stands once its refund is on its way for certain."""
    until = time.monotonic() + 30
    with backend(house) as client:
        while True:
            state: Json = client.get(f"/demo/state/{reference}").json()
            if state["refund"] in ("requested", "paid") or time.monotonic() > until:
                return state
            time.sleep(0.3)


def test_an_action_that_crashes_after_words_brings_a_person(tmp_path: Path) -> None:
    async def go(house: House) -> tuple[float, Json]:
        async with (
            httpx2.AsyncClient(timeout=20) as http,
            Talk.begin(house.url("bot"), "en") as talk,
        ):
            began = time.monotonic()
            await talk.ask_for_person()
            told = await heard(talk, 0)
            waited = time.monotonic() - began
            assert all(event["text"] for event in told)
            return waited, await until_kept(house, talk, http, lambda seen: bool(seen["cases"]))

    with house_with_crashing_actions(tmp_path) as house:
        waited, found = asyncio.run(go(house))

    assert waited < HEARD_WITHIN_S
    assert "assistant_unavailable_handed_over" in sentences(found)
    assert "ask_wish" not in sentences(found)
