"""What every use case of the backend works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bookings.policies.model import Policies
from bookings.settings import Settings
from bookings.storage.database import Database

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Backend:
    """The database, the rules, the settings and the clock, passed down from `app.py`."""

    settings: Settings
    database: Database
    policies: Policies
    clock: Clock
