"""Erase everything and write the demo bookings anew, in one transaction."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bookings.backend import Backend
from bookings.policies.model import Policies
from bookings.refunds.cashier import transfer_row
from bookings.seed.generate import Generator
from bookings.seed.outcome import Seeded
from bookings.seed.travellers import seed_travellers
from bookings.settings import Settings
from bookings.storage.bookings import erase_everything, put_bookings
from bookings.storage.changes import put_changes
from bookings.storage.quotes import put_quotes
from bookings.storage.refunds import put_refunds
from bookings.storage.tables import SeedRow

COUNT = 3000
SEED = 7


def demo_bookings(
    now: datetime, *, count: int, seed: int, policies: Policies, settings: Settings
) -> list[Seeded]:
    """The named travellers and `count` others. The same arguments give the same bookings."""
    seeded = list(seed_travellers(now, policies, settings))
    taken = {one.booking.reference for one in seeded}
    generator = Generator(policies, settings, now, Random(seed))
    return [*seeded, *generator.bookings(count, taken)]


def reseed(
    backend: Backend, *, now: datetime | None = None, count: int = COUNT, seed: int = SEED
) -> int:
    """Write them as of `now`; returns how many bookings there are."""
    moment = now or backend.clock()
    seeded = demo_bookings(
        moment, count=count, seed=seed, policies=backend.policies, settings=backend.settings
    )
    with backend.database.work() as session:
        erase_everything(session)
        _write(session, seeded, moment)
    return len(seeded)


def is_stale(backend: Backend, *, now: datetime | None = None) -> bool:
    """Whether there are no demo bookings, or those there were written more than a day ago."""
    moment = now or backend.clock()
    with backend.database.look() as session:
        written = session.scalar(select(func.max(SeedRow.at)))
    return written is None or moment - written > timedelta(days=1)


def _write(session: Session, seeded: list[Seeded], now: datetime) -> None:
    session.add(SeedRow(at=now))
    put_bookings(session, [one.booking for one in seeded])
    put_changes(session, [change for one in seeded for change in one.changes])
    put_quotes(session, [quote for one in seeded for quote in one.quotes])
    put_refunds(session, [refund for one in seeded for refund in one.refunds], now)
    session.add_all(transfer_row(order, at) for one in seeded for order, at in one.transfers)
