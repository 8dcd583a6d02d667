"""Idempotency keys: a key is claimed before the work, and keeps the answer afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bookings.errors import Conflict, Invalid
from bookings.storage.tables import IdempotencyRow


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to the first call with this key."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


def claim_key(
    session: Session, key: str, payload: str, *, now: datetime, in_flight: timedelta
) -> Answer | None:
    """The answer that the key already has, or None when the work is ours to do.

    Raises `Invalid` for another payload and `Conflict` while the first call is still at work.
    A claim older than `in_flight` was left by a crash: its work was never committed.
    """
    row = session.scalar(select(IdempotencyRow).where(IdempotencyRow.key == key).with_for_update())
    if row is None:
        session.execute(insert(IdempotencyRow).values(key=key, payload=payload, started_at=now))
        return None
    if row.payload != payload:
        raise Invalid("this key stood for another request", code="idempotency_key_reused")
    if row.status is not None and row.answer is not None:
        return Answer(row.status, row.answer, replayed=True)
    if row.started_at > now - in_flight:
        raise Conflict("the first request with this key is still at work", code="in_flight")
    row.started_at = now
    return None


def keep_answer(
    session: Session, key: str, answer: Answer, *, claimed_at: datetime, refund: str | None
) -> None:
    """Keep the answer for repeats. Raises `Conflict` when somebody took the claim over."""
    kept = session.execute(
        update(IdempotencyRow)
        .where(
            IdempotencyRow.key == key,
            IdempotencyRow.status.is_(None),
            IdempotencyRow.started_at == claimed_at,
        )
        .values(status=answer.status, answer=answer.body, refund=refund)
        .returning(IdempotencyRow.key)
    )
    if kept.first() is None:
        raise Conflict("another request with this key took over", code="in_flight")


def release_key(session: Session, key: str, *, claimed_at: datetime) -> None:
    """Forget a claim whose work could not be tried: a repeat may try again."""
    session.execute(
        delete(IdempotencyRow).where(
            IdempotencyRow.key == key,
            IdempotencyRow.status.is_(None),
            IdempotencyRow.started_at == claimed_at,
        )
    )


def refund_by_key(session: Session, key: str) -> str | None:
    """The refund that was made under this key."""
    return session.scalar(select(IdempotencyRow.refund).where(IdempotencyRow.key == key))
