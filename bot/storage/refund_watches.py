"""Refunds whose fate is unknown: asked again until the backend answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage.tables import RefundWatchRow


class WatchState(StrEnum):
    """`known`: the backend answered; `given_up`: a person looks after it."""

    WATCHING = "watching"
    KNOWN = "known"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Watch:
    """One refund that we ask about, by its idempotency key, since `at`."""

    key: str
    conversation_id: str
    booking: str
    quote: str
    state: WatchState
    tries: int
    due_at: datetime
    at: datetime


class RefundWatches:
    """Keeps, leases and settles watches."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, watch: Watch) -> None:
        """Begin to watch, unless this refund is watched already."""
        if self._session.get(RefundWatchRow, watch.key) is None:
            self._session.add(
                RefundWatchRow(
                    key=watch.key,
                    conversation_id=watch.conversation_id,
                    booking=watch.booking,
                    quote=watch.quote,
                    state=str(watch.state),
                    tries=watch.tries,
                    due_at=watch.due_at,
                    at=watch.at,
                )
            )
            self._session.flush()

    def is_due(self, now: datetime) -> bool:
        """Whether any refund is to be asked about now."""
        due = select(RefundWatchRow.key).where(
            RefundWatchRow.state == str(WatchState.WATCHING), RefundWatchRow.due_at <= now
        )
        return self._session.scalar(due.limit(1)) is not None

    def lease(self, now: datetime, lasts: timedelta, most: int = 20) -> list[Watch]:
        """Take watches that are due."""
        due = (
            select(RefundWatchRow.key)
            .where(RefundWatchRow.state == str(WatchState.WATCHING), RefundWatchRow.due_at <= now)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(
            update(RefundWatchRow)
            .where(RefundWatchRow.key.in_(due.scalar_subquery()))
            .values(due_at=now + lasts, tries=RefundWatchRow.tries + 1)
            .returning(RefundWatchRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        ).all()
        return [_to_watch(row) for row in rows]

    def settle(self, key: str, state: WatchState) -> bool:
        """End a watch; False if it was over already."""
        changed = self._session.execute(
            update(RefundWatchRow)
            .where(RefundWatchRow.key == key, RefundWatchRow.state == str(WatchState.WATCHING))
            .values(state=str(state))
            .returning(RefundWatchRow.key)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        return changed is not None


def _to_watch(row: RefundWatchRow) -> Watch:
    return Watch(
        row.key,
        row.conversation_id,
        row.booking,
        row.quote,
        WatchState(row.state),
        row.tries,
        row.due_at,
        row.at,
    )
