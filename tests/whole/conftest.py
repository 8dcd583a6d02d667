"""The whole house, started once for all tests here, on a fresh database and free ports."""

from collections.abc import Iterator

import pytest

from house.fresh import fresh_house
from house.places import House


@pytest.fixture(scope="session")
def whole_house() -> Iterator[House]:
    """Every program of the house, in demo mode."""
    with fresh_house() as (house, _):
        yield house
