"""Finds the assistant's code. Run in its own Python: `pytest tests/brain -c brain/pytest.ini`."""

from datetime import date

import pytest

from brain.entities.found import Setting
from brain.place import settle

settle()


@pytest.fixture
def today() -> date:
    """A Sunday."""
    return date(2026, 11, 22)


@pytest.fixture
def setting(today: date) -> Setting:
    """An English talk."""
    return Setting(today)


@pytest.fixture
def run():
    """Run a coroutine to its end."""
    import asyncio

    return asyncio.run
