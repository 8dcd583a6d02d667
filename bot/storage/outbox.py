"""Messages on their way to somebody outside: written with the commit, sent after it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.storage.tables import OutboxRow


class OutboxState(StrEnum):
    """`dead` was tried too often: a person must look."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to an address outside; `code` is kept only where nothing is really sent."""

    id: str
    conversation_id: str | None
    channel: str
    to: str
    language: str
    sentence: str
    text: str
    code: str | None
    state: OutboxState
    tries: int
    due_at: datetime
    at: datetime


class Outbox:
    """Keeps, leases and settles outgoing messages."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(  # noqa: PLR0913 - a notice is this wide, and all is named
        self,
        *,
        channel: str,
        to: str,
        language: str,
        sentence: str,
        text: str,
        at: datetime,
        conversation_id: str | None = None,
        code: str | None = None,
    ) -> Notice:
        """Keep a message to be sent."""
        row = OutboxRow(
            id=secrets.token_hex(16),
            conversation_id=conversation_id,
            channel=channel,
            to=to,
            language=language,
            sentence=sentence,
            text=text,
            code=code,
            state=str(OutboxState.WAITING),
            due_at=at,
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _to_notice(row)

    def is_due(self, now: datetime) -> bool:
        """Whether anything may leave now."""
        due = select(OutboxRow.id).where(
            OutboxRow.state == str(OutboxState.WAITING), OutboxRow.due_at <= now
        )
        return self._session.scalar(due.limit(1)) is not None

    def lease(self, now: datetime, lasts: timedelta, most: int = 20) -> list[Notice]:
        """Take messages that are due; others leave them alone until the lease is over."""
        due = (
            select(OutboxRow.id)
            .where(OutboxRow.state == str(OutboxState.WAITING), OutboxRow.due_at <= now)
            .order_by(OutboxRow.due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(
            update(OutboxRow)
            .where(OutboxRow.id.in_(due.scalar_subquery()))
            .values(due_at=now + lasts, tries=OutboxRow.tries + 1)
            .returning(OutboxRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        ).all()
        return [_to_notice(row) for row in rows]

    def sent(self, notice_id: str, *, erase: bool) -> None:
        """The message has left; `erase`: do not keep what it said."""
        values: dict[str, object] = {"state": str(OutboxState.SENT)}
        if erase:
            values |= {"text": "", "code": None}
        self._set(notice_id, values)

    def failed(self, notice_id: str, *, again_at: datetime | None) -> None:
        """The message did not leave: try again then, or never."""
        if again_at is None:
            self._set(notice_id, {"state": str(OutboxState.DEAD), "text": "", "code": None})
        else:
            self._set(notice_id, {"due_at": again_at})

    def newest(self, most: int = 100) -> list[Notice]:
        """The newest messages first, for the demo's page."""
        rows = self._session.scalars(
            select(OutboxRow).order_by(OutboxRow.at.desc(), OutboxRow.id).limit(most)
        )
        return [_to_notice(row) for row in rows]

    def _set(self, notice_id: str, values: dict[str, object]) -> None:
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == notice_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )


def _to_notice(row: OutboxRow) -> Notice:
    return Notice(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        to=row.to,
        language=row.language,
        sentence=row.sentence,
        text=row.text,
        code=row.code,
        state=OutboxState(row.state),
        tries=row.tries,
        due_at=row.due_at,
        at=row.at,
    )
