"""How the desk is staffed at this moment."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.cases.hours import OpeningHours
from bot.cases.model import Case, DeskNow

if TYPE_CHECKING:
    from bot.storage.work import Work

LOOKED_AT = 50
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


def desk_now(work: "Work", hours: OpeningHours, *, now: datetime) -> DeskNow:
    """Who is there, whether the desk is open, and how long a talk takes these days."""
    lasted = [length for case in work.cases.done(LOOKED_AT) if (length := _lasted(case))]
    usual = DeskNow().minutes_each
    return DeskNow(
        people=work.agents.count_there(now),
        is_open=hours.is_open(now),
        opens_at=hours.next_opening(now),
        minutes_each=sum(lasted) / len(lasted) if len(lasted) >= 5 else usual,
    )


def _lasted(case: Case) -> float | None:
    """Minutes from taking a talk to its end, within reason."""
    if case.claimed_at is None or case.resolved_at is None:
        return None
    length = min(max(case.resolved_at - case.claimed_at, SHORTEST), LONGEST)
    return length / timedelta(minutes=1)
