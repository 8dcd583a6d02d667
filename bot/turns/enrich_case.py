"""What the booking system knows of a proved booking, added to a case after it was opened.

The hand-over itself never waits for the booking system.
"""

from datetime import datetime
from typing import Protocol

import structlog

from bot.bookings_client import BookingsClient
from bot.cases.booking_facts import facts_of_booking, facts_of_refunds, urgency_of
from bot.cases.model import Case, EventKind, Json
from bot.cases.order import place
from bot.conversations.values import Fact
from bot.errors import HamsafarError
from bot.hub import Hub
from bot.storage.database import Database, in_thread
from bot.storage.work import Work

log = structlog.get_logger()


class House(Protocol):
    """What this verb needs of the running house."""

    @property
    def database(self) -> Database:
        """Where cases are."""
        ...

    @property
    def bookings(self) -> BookingsClient:
        """The booking system."""
        ...

    @property
    def hub(self) -> Hub:
        """Wakes the desk."""
        ...


async def enrich_case(house: House, case_id: str, *, now: datetime) -> None:
    """Add the booking's facts, and let the case go first when they say so; never fails."""
    try:
        reference = await in_thread(_proved_booking, house.database, case_id)
        if reference is None:
            return
        booking = await house.bookings.get_booking(reference)
        refunds = await house.bookings.refunds_of(reference)
        await in_thread(_add, house.database, case_id, booking, refunds, now)
    except (HamsafarError, KeyError, ValueError, TypeError) as broken:
        log.warning("case_not_enriched", case=case_id, why=type(broken).__name__)
        return
    house.hub.desk_changed()


def _proved_booking(database: Database, case_id: str) -> str | None:
    with database.look() as work:
        proofs = work.cases.get(case_id).packet.get("proofs") or ()
        return str(proofs[0]["booking"]) if proofs else None


def _add(
    database: Database, case_id: str, booking: Json, refunds: list[Json], now: datetime
) -> None:
    with database.work() as work:
        case = work.cases.get(case_id)
        known = {(fact["name"], str(fact["value"])) for fact in _known(work, case)}
        facts = [*facts_of_booking(booking, now), *facts_of_refunds(refunds, now)]
        new = [fact.as_json() for fact in facts if _key(fact) not in known]
        placed = place(urgency_of(booking, case.typology, None, now), now)
        promoted = work.cases.promote(case_id, int(placed.class_))
        work.cases.happened(
            case_id,
            EventKind.AMENDED,
            actor="bookings",
            at=now,
            values={"facts": new, "placed": placed.reason if promoted else None},
        )


def _known(work: Work, case: Case) -> list[Json]:
    amended = [
        fact
        for event in work.cases.events_of(case.id)
        if event.kind is EventKind.AMENDED
        for fact in event.values.get("facts") or ()
    ]
    return [*case.packet.get("booking", ()), *case.packet.get("money", ()), *amended]


def _key(fact: Fact) -> tuple[str, str]:
    raw = fact.as_json()
    return (raw["name"], str(raw["value"]))
