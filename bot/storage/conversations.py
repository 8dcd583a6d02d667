"""The talks in the database; a change of owner is decided by the epoch the writer saw."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.conversations.model import AnsweredBy, Conversation, Json, LanguageSource
from bot.errors import Conflict, NotFound
from bot.storage.tables import ConversationRow


class OwnerChanged(Conflict):
    """Somebody else took or gave the conversation meanwhile."""

    code = "owner_changed"


class Conversations:
    """Reads and guarded changes of talks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, conversation: Conversation) -> Conversation:
        """Begin a talk."""
        self._session.add(
            ConversationRow(**{column: getattr(conversation, column) for column in _COLUMNS})
        )
        self._session.flush()
        return conversation

    def get(self, conversation_id: str) -> Conversation:
        """The conversation, or `NotFound`."""
        return self._one(conversation_id, lock=False)

    def lock(self, conversation_id: str) -> Conversation:
        """The conversation, with all other writers of it kept waiting until the commit."""
        return self._one(conversation_id, lock=True)

    def set_owner(
        self,
        conversation_id: str,
        answered_by: AnsweredBy,
        agent_id: str | None,
        epoch_seen: int,
    ) -> Conversation:
        """Change who answers, unless the owner changed since `epoch_seen`: `OwnerChanged`."""
        return self._change(
            conversation_id,
            {
                "answered_by": answered_by,
                "agent_id": agent_id,
                "owner_epoch": ConversationRow.owner_epoch + 1,
            },
            ConversationRow.owner_epoch == epoch_seen,
        )

    def new_brain_epoch(self, conversation_id: str) -> Conversation:
        """Let the assistant's memory begin anew."""
        return self._change(
            conversation_id,
            {"brain_epoch": ConversationRow.brain_epoch + 1, "turns_in_epoch": 0},
        )

    def remember(self, conversation_id: str, slots: Json) -> Conversation:
        """Keep what the assistant knows after a turn, and count the turn."""
        return self._change(
            conversation_id,
            {"slots": slots, "turns_in_epoch": ConversationRow.turns_in_epoch + 1},
        )

    def speak(
        self,
        conversation_id: str,
        language: str,
        source: LanguageSource,
        doubt: str | None = None,
    ) -> Conversation:
        """Go on in this language; `doubt` is another one that was heard once."""
        return self._change(
            conversation_id,
            {"language": language, "language_source": source, "language_doubt": doubt},
        )

    def disclosed(self, conversation_id: str, at: datetime, language: str) -> Conversation:
        """The traveller has been told, in this language, that a machine answers."""
        return self._change(conversation_id, {"disclosed_at": at, "disclosed_in": language})

    def on_page(self, conversation_id: str, page: Json | None, identity: Json | None) -> None:
        """Where on the site help is asked, and whom the site says the traveller is."""
        self._change(conversation_id, {"page": page, "host_identity": identity})

    def take_lease(
        self, conversation_id: str, now: datetime, lasts: timedelta
    ) -> Conversation | None:
        """Become the one who answers; None while another answers."""
        row = self._session.scalars(
            update(ConversationRow)
            .where(
                ConversationRow.id == conversation_id,
                ConversationRow.turn_until.is_(None) | (ConversationRow.turn_until <= now),
            )
            .values(turn_until=now + lasts)
            .returning(ConversationRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        ).one_or_none()
        return None if row is None else to_conversation(row)

    def renew_lease(self, conversation_id: str, now: datetime, lasts: timedelta) -> Conversation:
        """Go on being the one who answers; the moment it ends says whose it is."""
        return self._change(conversation_id, {"turn_until": now + lasts})

    def end_lease(self, conversation_id: str) -> Conversation:
        """Let others answer."""
        return self._change(conversation_id, {"turn_until": None})

    def _change(self, conversation_id: str, values: dict[str, Any], *guards: Any) -> Conversation:
        row = self._session.scalars(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id, *guards)
            .values(values)
            .returning(ConversationRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        ).one_or_none()
        if row is None:
            raise OwnerChanged(conversation_id) if guards else NotFound(conversation_id)
        return to_conversation(row)

    def _one(self, conversation_id: str, *, lock: bool) -> Conversation:
        found = select(ConversationRow).where(ConversationRow.id == conversation_id)
        row = self._session.scalar(
            (found.with_for_update() if lock else found).execution_options(populate_existing=True)
        )
        if row is None:
            raise NotFound(conversation_id)
        return to_conversation(row)


def to_conversation(row: ConversationRow) -> Conversation:
    """The value of a row."""
    values = {column: getattr(row, column) for column in _COLUMNS}
    values["language_source"] = LanguageSource(row.language_source)
    values["answered_by"] = AnsweredBy(row.answered_by)
    return Conversation(**values)


_COLUMNS: Iterable[str] = tuple(ConversationRow.__table__.columns.keys())
