"""The whole house, started once for all tests here, on a fresh database and free ports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from house.journeys import free_ports
from house.places import House
from house.run import prepare
from house.supervise import await_ready, running


@pytest.fixture(scope="session")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Every program of the house, in demo mode."""
    folder: Path = tmp_path_factory.mktemp("house")
    house = House(var=folder, ports=free_ports())
    prepare(house)
    with running(house) as supervisor:
        await_ready(house, supervisor)
        yield house
