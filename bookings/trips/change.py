"""A schedule change, as the carrier told it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A leg moved or cancelled; the zones are those in which its moments are told."""

    id: int
    booking: str
    leg: str
    cancelled: bool
    departs_at: datetime
    arrives_at: datetime
    moved_from: datetime | None
    from_zone: str
    to_zone: str
    at: datetime
    zone: str
