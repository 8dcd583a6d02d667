"""Who did what to a booking or to money: append-only, each row sealed with the one before."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.cases.model import Json
from bot.storage.tables import AuditRow

FIRST_SEAL = "0" * 64
_ONE_WRITER = 0x48414D53  # names the advisory lock of the chain


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: who, what, to what, when."""

    id: int
    actor: str
    action: str
    subject: str
    values: Json
    at: datetime
    seal: str


class Audit:
    """Appends and verifies the chain; there is no change and no deletion."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self, action: str, *, actor: str, subject: str, at: datetime, values: Json | None = None
    ) -> AuditEntry:
        """Write down a deed, sealed with all deeds before it."""
        self._keep_others_waiting()
        before = self._session.scalar(select(AuditRow.seal).order_by(AuditRow.id.desc()).limit(1))
        row = AuditRow(
            actor=actor, action=action, subject=subject, values=values or {}, at=at, seal=""
        )
        row.seal = seal_of(before or FIRST_SEAL, _entry(row))
        self._session.add(row)
        self._session.flush()
        return _entry(row)

    def newest(self, limit: int = 100) -> list[AuditEntry]:
        """The last deeds, the newest first."""
        rows = self._session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(limit))
        return [_entry(row) for row in rows]

    def verify(self) -> int | None:
        """The number of the first row that was changed, or follows a missing one; None: all well.

        Rows cut off at the end are found only against a seal that was kept elsewhere.
        """
        before = FIRST_SEAL
        rows = self._session.scalars(
            select(AuditRow).order_by(AuditRow.id).execution_options(populate_existing=True)
        )
        for row in rows:
            if row.seal != seal_of(before, _entry(row)):
                return row.id
            before = row.seal
        return None

    def _keep_others_waiting(self) -> None:
        """SQLite has one writer anyway; PostgreSQL needs a lock until the commit."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(
                text("SELECT pg_advisory_xact_lock(:chain)"), {"chain": _ONE_WRITER}
            )


def seal_of(before: str, entry: AuditEntry) -> str:
    """SHA-256 over the seal before and the row's content."""
    content = json.dumps(
        [
            entry.actor,
            entry.action,
            entry.subject,
            entry.values,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        values=row.values,
        at=row.at,
        seal=row.seal,
    )
