"""`python -m house.journeys FILE --out r.json`: play scripted talks and report them."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import yaml

from house.desk_hand import DeskFailed, DeskHand
from house.fresh import fresh_house
from house.places import House
from house.play import Stage, StepFailed, play
from house.problems import Problem
from house.supervise import is_ready
from house.talk import Talk, TalkFailed

Json = dict[str, Any]


async def play_all(house: House, journeys: list[Json]) -> list[Json]:
    """Play each journey on freshly seeded bookings; one report a journey."""
    key = house.environment()["BOOKINGS_API_KEY"]
    reports = []
    async with httpx2.AsyncClient(timeout=15) as http:
        desk = DeskHand(house, http)
        for journey in journeys:
            await _reset(house, http, key)
            travellers = await _travellers(house, http, key)
            reports.append(await _play_one(house, journey, travellers, http, desk))
            _print(reports[-1])
    return reports


async def _play_one(
    house: House,
    journey: Json,
    travellers: dict[str, dict[str, str]],
    http: httpx2.AsyncClient,
    desk: DeskHand,
) -> Json:
    began = time.monotonic()
    report: Json = {"name": journey.get("name", "?"), "passed": False, "failed_step": None}
    traveller = travellers.get(journey.get("traveller", ""), next(iter(travellers.values())))
    told = journey["language"] if journey.get("told") else "en"
    stage: Stage | None = None
    try:
        if journey.get("channel", "chat") != "chat":
            raise StepFailed(f"the channel {journey['channel']} is not built yet")
        async with Talk.begin(house.url("bot"), told) as talk:
            stage = Stage(house, journey, traveller, http, desk, talk)
            await play(stage)
        report["passed"] = True
    except (StepFailed, DeskFailed, TalkFailed, httpx2.HTTPError) as failed:
        report["failed_step"] = str(failed) or type(failed).__name__
    report["seconds"] = round(time.monotonic() - began, 2)
    report["transcript"] = stage.transcript if stage else []
    return report


async def _reset(house: House, http: httpx2.AsyncClient, key: str) -> None:
    answer = await http.post(
        f"{house.url('bookings')}/v1/demo/reset", headers={"Authorization": f"Bearer {key}"}
    )
    answer.raise_for_status()
    forgotten = await http.post(f"{house.url('bot')}/demo/forget-limits")
    forgotten.raise_for_status()


async def _travellers(
    house: House, http: httpx2.AsyncClient, key: str
) -> dict[str, dict[str, str]]:
    answer = await http.get(
        f"{house.url('bookings')}/v1/demo/travellers", headers={"Authorization": f"Bearer {key}"}
    )
    return {traveller["key"]: traveller for traveller in answer.json()["travellers"]}


@contextmanager
def some_house() -> Iterator[House]:
    """The running house, or one of our own on a fresh database."""
    usual = House()
    if all(is_ready(program) for program in usual.programs()):
        yield usual
        return
    with fresh_house() as (own, _):
        yield own


def read_journeys(path: Path) -> list[Json]:
    """The journeys of a file; a clear word when it is none."""
    try:
        journeys = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as broken:
        raise Problem(f"{path} cannot be read: {broken}", "See contract/journeys.md.") from broken
    if not isinstance(journeys, list):
        raise Problem(f"{path} is not a list of journeys.", "See contract/journeys.md.")
    return journeys


def summary(reports: list[Json]) -> Json:
    """The report file."""
    passed = sum(report["passed"] for report in reports)
    return {"journeys": len(reports), "passed": passed, "reports": reports}


def _print(report: Json) -> None:
    mark = "✓" if report["passed"] else "✗"
    why = f": {report['failed_step']}" if report["failed_step"] else ""
    print(f"{mark} {report['name']} ({report['seconds']} s){why}", flush=True)


def main() -> int:
    """Play, write the report, exit 1 if a journey failed."""
    parser = argparse.ArgumentParser(prog="house.journeys", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    try:
        journeys = read_journeys(options.file)
        with some_house() as house:
            reports = asyncio.run(play_all(house, journeys))
    except Problem as problem:
        print(f"✗ {problem.wrong}\n  {problem.mend}", file=sys.stderr)
        return 2
    report = summary(reports)
    print(f"{report['passed']} of {report['journeys']} journeys passed")
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0 if report["passed"] == report["journeys"] else 1


if __name__ == "__main__":
    sys.exit(main())
