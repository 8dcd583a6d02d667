"""The scripted talks, played against the whole house."""

import asyncio
from pathlib import Path

import pytest

from house.journeys import play_all, read_journeys
from house.places import House

MAIN_JOB = Path(__file__).resolve().parents[1] / "journeys" / "main_job.yml"
JOURNEYS = {journey["name"]: journey for journey in read_journeys(MAIN_JOB)}

pytestmark = pytest.mark.house


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_main_job_is_done(whole_house: House, name: str) -> None:
    (report,) = asyncio.run(play_all(whole_house, [JOURNEYS[name]]))

    assert report["passed"], report["failed_step"]
