"""The buttons that were offered: the token leaves, the command stays here."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.storage.tables import ChoiceRow


@dataclass(frozen=True, slots=True)
class Offered:
    """A button as it was shown; `command` is `{intent, entities}` or `{act}`."""

    token: str
    conversation_id: str
    name: str
    label: str
    command: dict[str, Any]
    pressed_at: datetime | None


class Choices:
    """Keeps and finds offered buttons."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def offer(
        self,
        conversation_id: str,
        name: str,
        label: str,
        command: dict[str, Any],
        *,
        at: datetime,
    ) -> Offered:
        """Keep a button under a fresh random token."""
        row = ChoiceRow(
            token=secrets.token_urlsafe(16),
            conversation_id=conversation_id,
            name=name,
            label=label,
            command=command,
            offered_at=at,
        )
        self._session.add(row)
        self._session.flush()
        return _to_offered(row)

    def press(self, conversation_id: str, token: str, *, at: datetime) -> Offered:
        """Find a pressed button of this conversation, or `NotFound`."""
        row = self._session.scalar(
            select(ChoiceRow).where(
                ChoiceRow.token == token, ChoiceRow.conversation_id == conversation_id
            )
        )
        if row is None:
            raise NotFound("choice")
        offered = _to_offered(row)
        self._session.execute(
            update(ChoiceRow).where(ChoiceRow.token == token).values(pressed_at=at)
        )
        return offered


def _to_offered(row: ChoiceRow) -> Offered:
    return Offered(row.token, row.conversation_id, row.name, row.label, row.command, row.pressed_at)
