"""When the money of a refund is expected."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MORNING = time(9)


def expected_on(now: datetime, zone: str, days: int) -> date:
    """The day, in the buyer's zone, on which the money should be there."""
    return now.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)


def due_at(day: date, zone: str) -> datetime:
    """The morning of that day."""
    return datetime.combine(day, _MORNING, ZoneInfo(zone))
