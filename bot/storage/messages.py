"""The transcript in the database: numbered, append-only."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.conversations.model import Audience, Json, Kind, Message, Sender
from bot.errors import NotFound
from bot.storage.tables import ConversationRow, MessageRow


class Messages:
    """Appends and reads the numbered events of talks."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.appended: list[Message] = []

    def append(  # noqa: PLR0913 - a message is this wide, and all but the first are named
        self,
        conversation_id: str,
        *,
        sender: Sender | str,
        kind: Kind | str,
        text: str,
        language: str,
        at: datetime,
        sentence: str | None = None,
        payload: Mapping[str, Any] | None = None,
        audience: Audience | str = Audience.ALL,
        client_id: str | None = None,
        pending: bool = False,
    ) -> Message:
        """Add the next event; its number is given by the conversation.

        Whatever a traveller sends also sets when they were last heard.
        """
        heard_at = at if str(sender) == str(Sender.TRAVELLER) else None
        row = MessageRow(
            conversation_id=conversation_id,
            seq=self._next_seq(conversation_id, heard_at),
            client_id=client_id,
            kind=str(kind),
            sender=str(sender),
            audience=str(audience),
            text=text,
            sentence=sentence,
            payload=dict(payload or {}),
            language=language,
            pending=int(pending),
            at=at,
        )
        self._session.add(row)
        self._session.flush()
        message = to_message(row)
        self.appended.append(message)
        return message

    def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        """The message that a client sent under this id before."""
        row = self._session.scalar(
            select(MessageRow).where(
                MessageRow.conversation_id == conversation_id, MessageRow.client_id == client_id
            )
        )
        return None if row is None else to_message(row)

    def after(
        self, conversation_id: str, seq: int, *, audience: Audience | None = Audience.ALL
    ) -> list[Message]:
        """The events after a number, in order; `audience` None: the desk's notes too."""
        wanted = [MessageRow.conversation_id == conversation_id, MessageRow.seq > seq]
        if audience is not None:
            wanted.append(MessageRow.audience == str(audience))
        return self._listed(wanted)

    def pending(self, conversation_id: str) -> list[Message]:
        """What the traveller said and no turn has answered yet, in order."""
        return self._listed(
            [MessageRow.conversation_id == conversation_id, MessageRow.pending == 1]
        )

    def conversations_pending(self, before: datetime) -> list[str]:
        """The conversations with something unanswered since before this moment."""
        return list(
            self._session.scalars(
                select(MessageRow.conversation_id)
                .where(MessageRow.pending == 1, MessageRow.at < before)
                .distinct()
            )
        )

    def settle(self, conversation_id: str, seqs: Iterable[int]) -> None:
        """Mark messages as answered."""
        self._session.execute(
            update(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.seq.in_(list(seqs)))
            .values(pending=0)
            .execution_options(synchronize_session=False)
        )

    def settle_understood(self, message: Message, understood: Json) -> None:
        """Mark a message as answered and keep what was understood in it."""
        self._session.execute(
            update(MessageRow)
            .where(
                MessageRow.conversation_id == message.conversation_id,
                MessageRow.seq == message.seq,
            )
            .values(pending=0, payload={**message.payload, "understood": understood})
            .execution_options(synchronize_session=False)
        )

    def latest_said(self, conversation_id: str) -> list[Message]:
        """What was said to the traveller since they last spoke, oldest first."""
        recent = self._session.scalars(
            select(MessageRow)
            .where(
                MessageRow.conversation_id == conversation_id,
                MessageRow.audience == str(Audience.ALL),
                MessageRow.kind.in_([str(Kind.SAID), str(Kind.OFFERED)]),
            )
            .order_by(MessageRow.seq.desc())
            .limit(20)
        ).all()
        said: list[Message] = []
        for row in recent:
            if row.sender == str(Sender.TRAVELLER):
                if said:
                    break
                continue
            said.append(to_message(row))
        return said[::-1]

    def latest_of(self, conversation_id: str, sender: Sender, most: int) -> list[Message]:
        """The last messages of one sender, oldest first."""
        rows = self._session.scalars(
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.sender == str(sender))
            .order_by(MessageRow.seq.desc())
            .limit(most)
        ).all()
        return [to_message(row) for row in reversed(rows)]

    def latest_of_kind(self, conversation_id: str, kind: Kind) -> Message | None:
        """The last event of one kind."""
        row = self._session.scalar(
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.kind == str(kind))
            .order_by(MessageRow.seq.desc())
            .limit(1)
        )
        return None if row is None else to_message(row)

    def rewrite(self, conversation_id: str, seq: int, text: str) -> None:
        """Replace words that must not be kept: a part of a card number."""
        self._session.execute(
            update(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.seq == seq)
            .values(text=text)
            .execution_options(synchronize_session=False)
        )

    def latest_sentence_at(self, conversation_id: str, sentence: str) -> datetime | None:
        """When this sentence was last said in this conversation."""
        return self._session.scalar(
            select(MessageRow.at)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.sentence == sentence)
            .order_by(MessageRow.seq.desc())
            .limit(1)
        )

    def _next_seq(self, conversation_id: str, heard_at: datetime | None) -> int:
        heard = {} if heard_at is None else {"heard_at": heard_at}
        following = self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id)
            .values(next_seq=ConversationRow.next_seq + 1, **heard)
            .returning(ConversationRow.next_seq)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if following is None:
            raise NotFound(conversation_id)
        return following - 1

    def _listed(self, wanted: list[ColumnElement[bool]]) -> list[Message]:
        rows = self._session.scalars(select(MessageRow).where(*wanted).order_by(MessageRow.seq))
        return [to_message(row) for row in rows]


def to_message(row: MessageRow) -> Message:
    """The value of a row."""
    return Message(
        conversation_id=row.conversation_id,
        seq=row.seq,
        kind=Kind(row.kind),
        sender=Sender(row.sender),
        audience=Audience(row.audience),
        text=row.text,
        language=row.language,
        at=row.at,
        sentence=row.sentence,
        payload=row.payload,
        client_id=row.client_id,
        pending=bool(row.pending),
    )
