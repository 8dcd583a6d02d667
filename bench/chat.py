"""`python -m bench.chat --out r.json`: a turn through our gateway beside Rasa's starter bot.

Ours is measured at the widget's door, frame in to frame out, with every program running. The peer
is `rasa init`'s starter bot, trained and asked over its own REST channel. Both are asked in turn,
round by round, in the same run; both get a short wish, not a greeting. Rasa's cost grows with the
length of a conversation, so both begin a new one every 20 wishes. Times are monotonic,
in milliseconds.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx2

from house.desk_hand import DeskHand
from house.fresh import free_ports, fresh_house
from house.places import OLD_PYTHON, House
from house.play import Stage, play
from house.talk import Talk

Json = dict[str, Any]
Ask = Callable[[], Awaitable[None]]

ROUNDS = 10
ASKED_A_ROUND = 20
STATUS_A_ROUND = 4
TALKS_AT_ONCE = 20
LOAD_S = 12.0
FAQ = "how much luggage may I take with me"
STARTER_WISH = "i am feeling very sad today"
ROOMY = {
    "BOT_MOST_FRAMES_PER_10_S": "100000",
    "BOT_MOST_STARTS_PER_MINUTE": "100000",
}


async def measure(house: House, starter: str) -> Json:
    """Latency in turns, then throughput, one after the other."""
    async with httpx2.AsyncClient(timeout=30) as http:
        ours, peer, status = [], [], []
        async with _Proved(house, http) as proved:
            for number in range(ROUNDS):
                ours += await _round_ours(house)
                sender = f"round{number}"
                await _ask_peer(http, starter, sender)
                peer += await _timed(partial(_ask_peer, http, starter, sender), ASKED_A_ROUND)
                ask = partial(_ask_ours, proved, "is my booking confirmed")
                status += await _timed(ask, STATUS_A_ROUND)
        ours_rate = await _rate_ours(house)
        peer_rate = await _rate_peer(http, starter)
    return {
        "ours": {**_summary(ours), "turns_per_s": ours_rate},
        "ours_status": _summary(status),
        "peer": {**_summary(peer), "turns_per_s": peer_rate},
    }


async def _round_ours(house: House) -> list[float]:
    async with Talk.begin(house.url("bot"), "en") as talk:
        await talk.settle()
        await _ask_ours(talk, FAQ)
        return await _timed(partial(_ask_ours, talk, FAQ), ASKED_A_ROUND)


async def _timed(ask: Ask, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - began) * 1000)
    return took


async def _ask_ours(talk: Talk, text: str) -> None:
    """One message, until the first frame of the assistant's answer."""
    known = len(talk.events)
    await talk.say(text)
    await talk.answered_since(known)


async def _ask_peer(http: httpx2.AsyncClient, starter: str, sender: str) -> None:
    body = {"sender": sender, "message": STARTER_WISH}
    answer = await http.post(f"{starter}/webhooks/rest/webhook", json=body)
    if not answer.json():
        raise RuntimeError("the starter bot said nothing")


class _Proved:
    """A talk whose traveller has proved who they are."""

    def __init__(self, house: House, http: httpx2.AsyncClient) -> None:
        self._house = house
        self._http = http
        self._opened = Talk.begin(house.url("bot"), "en")

    async def __aenter__(self) -> Talk:
        talk = await self._opened.__aenter__()
        key = self._house.environment()["BOOKINGS_API_KEY"]
        answer = await self._http.get(
            f"{self._house.url('bookings')}/v1/demo/travellers",
            headers={"Authorization": f"Bearer {key}"},
        )
        travellers = {row["key"]: row for row in answer.json()["travellers"]}
        journey = {"steps": [{"say": "is my booking confirmed?"}], "outcome": "done"}
        desk = DeskHand(self._house, self._http)
        traveller = travellers["three_passengers"]
        await play(Stage(self._house, journey, traveller, self._http, desk, talk))
        return talk

    async def __aexit__(self, *error: object) -> None:
        await self._opened.__aexit__(None, None, None)


async def _rate_ours(house: House) -> float:
    async def one() -> int:
        count = 0
        async with Talk.begin(house.url("bot"), "en") as talk:
            while time.perf_counter() < until:
                await _ask_ours(talk, FAQ)
                count += 1
        return count

    until = time.perf_counter() + LOAD_S
    counts = await asyncio.gather(*(one() for _ in range(TALKS_AT_ONCE)))
    return round(sum(counts) / LOAD_S, 1)


async def _rate_peer(http: httpx2.AsyncClient, starter: str) -> float:
    async def one(sender: str) -> int:
        count = 0
        while time.perf_counter() < until:
            await _ask_peer(http, starter, f"{sender}-{count // ASKED_A_ROUND}")
            count += 1
        return count

    until = time.perf_counter() + LOAD_S
    counts = await asyncio.gather(*(one(f"load{number}") for number in range(TALKS_AT_ONCE)))
    return round(sum(counts) / LOAD_S, 1)


def _summary(took: list[float]) -> Json:
    cuts = quantiles(took, n=100)
    return {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "samples": len(took)}


@contextmanager
def starter_bot(folder: Path, port: int) -> Iterator[tuple[str, int]]:
    """`rasa init`'s bot, trained and served; its address and process id."""
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    rasa = [str(OLD_PYTHON), "-W", "ignore", "-m", "rasa"]
    quiet: Json = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    print("· training Rasa's starter bot", flush=True)
    subprocess.run(
        [*rasa, "init", "--no-prompt", "--init-dir", str(folder)],
        cwd=folder, env=environment, check=True, **quiet,
    )  # fmt: skip
    served = subprocess.Popen(
        [*rasa, "run", "--port", str(port), "-i", "127.0.0.1"], cwd=folder, env=environment, **quiet
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _await_starter(address)
        yield address, served.pid
    finally:
        served.terminate()
        served.wait(20)


def _await_starter(address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            body = {"sender": "wait", "message": STARTER_WISH}
            if httpx2.post(f"{address}/webhooks/rest/webhook", json=body, timeout=10).json():
                return
        except (httpx2.HTTPError, ValueError):
            time.sleep(0.5)
    raise RuntimeError("the starter bot did not come up")


def memory_mb(pid: int) -> float:
    """Proportional memory of a process and its children, MB."""
    pids = [pid, *_children(pid)]
    return round(sum(_pss_kb(one) for one in pids) / 1024, 1)


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    mine = [int(child) for child in tasks.read_text().split()] if tasks.exists() else []
    return [*mine, *(grandchild for child in mine for grandchild in _children(child))]


def _pss_kb(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1])


def compare(out: Path) -> Json:
    """Start both, measure both, write the report."""
    with tempfile.TemporaryDirectory(prefix="hamsafar-bench-") as folder:
        starter = starter_bot(Path(folder), free_ports()["bot"])
        with starter as (address, starter_pid), fresh_house(ROOMY) as (house, supervisor):
            report = asyncio.run(measure(house, address))
            report["ours"]["memory_mb"] = memory_mb(supervisor.pid)
            report["peer"]["memory_mb"] = memory_mb(starter_pid)
    ours, peer = report["ours"], report["peer"]
    report["ratio"] = {
        "p50": round(ours["p50_ms"] / peer["p50_ms"], 2),
        "p95": round(ours["p95_ms"] / peer["p95_ms"], 2),
        "turns_per_s": round(ours["turns_per_s"] / peer["turns_per_s"], 2),
        "memory": round(ours["memory_mb"] / peer["memory_mb"], 2),
    }
    report["machine"] = {"cores": os.cpu_count(), "processor": platform.processor() or "?"}
    report["model"] = "multilingual-e5-small, 4 bit, our head; peer: rasa init with DIET"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=1))
    return report


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="bench.chat", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/bench-chat.json"))
    print(json.dumps(compare(parser.parse_args().out), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
