"""When the desk is open: several spans a day, in the desk's own zone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_AHEAD = 14
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class HoursMalformed(ValueError):
    """The opening hours are written wrongly."""


@dataclass(frozen=True, slots=True)
class Span:
    """From minute to minute of a local day; `until` may be 1440, or beyond it into the night."""

    begins: int
    until: int


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Spans for each weekday (Monday first), local days that are closed, and the zone."""

    zone: str
    days: tuple[tuple[Span, ...], ...]
    closed: frozenset[date] = field(default_factory=frozenset)

    def is_open(self, now: datetime) -> bool:
        """Whether the desk is open at this moment."""
        return any(begins <= now < until for begins, until in self._around(now))

    def next_opening(self, now: datetime) -> datetime | None:
        """When the desk opens next, in its zone; None when it is open or stays closed."""
        if self.is_open(now):
            return None
        return min((begins for begins, _ in self._around(now) if begins > now), default=None)

    def _around(self, now: datetime) -> list[tuple[datetime, datetime]]:
        today = now.astimezone(ZoneInfo(self.zone)).date()
        days = (today + timedelta(days=ahead) for ahead in range(-1, DAYS_AHEAD))
        return [
            (self._wall(day, span.begins), self._wall(day, span.until))
            for day in days
            if day not in self.closed
            for span in self.days[day.weekday()]
        ]

    def _wall(self, day: date, minute: int) -> datetime:
        local = datetime.combine(day + timedelta(days=minute // 1440), time(), ZoneInfo(self.zone))
        return local.replace(hour=minute % 1440 // 60, minute=minute % 60)


def always_open(zone: str = "UTC") -> OpeningHours:
    """Open day and night."""
    return OpeningHours(zone, ((Span(0, 1440),),) * 7)


def read_hours(zone: str, spans: Mapping[str, str], closed: Sequence[str] = ()) -> OpeningHours:
    """Read `{"mon": "08:00-12:00,13:00-22:00", …}`; a missing or empty day is closed.

    A span may end after midnight (`22:00-02:00`). Raises `HoursMalformed`.
    """
    if unknown := set(spans) - set(WEEKDAYS):
        raise HoursMalformed(f"no such weekday: {', '.join(sorted(unknown))}")
    try:
        ZoneInfo(zone)
        days = tuple(_read_day(spans.get(day, "")) for day in WEEKDAYS)
        return OpeningHours(zone, days, frozenset(map(date.fromisoformat, closed)))
    except (ValueError, KeyError, OSError) as broken:
        raise HoursMalformed(str(broken)) from broken


def _read_day(text: str) -> tuple[Span, ...]:
    return tuple(_read_span(part.strip()) for part in text.split(",") if part.strip())


def _read_span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise HoursMalformed(f"not a span of hours: {text}")
    hour, minute, last_hour, last_minute = map(int, match.groups())
    begins, until = hour * 60 + minute, last_hour * 60 + last_minute
    if begins >= 1440 or until > 1440 or max(minute, last_minute) > 59:
        raise HoursMalformed(f"not a span of hours: {text}")
    return Span(begins, until if until > begins else until + 1440)
