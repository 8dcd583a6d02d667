"""Every table of the front line: the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, refused when naive, returned in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Root of the tables; constraints are named so that SQLite can migrate in batches."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class ConversationRow(Table):
    """One talk of one traveller on one channel.

    `owner_epoch` rises whenever the owner changes; a writer names the epoch it saw.
    `brain_epoch` is part of the assistant's sender id, so that its memory begins anew.
    `turn_until` is the lease of the one process that answers at the moment.
    """

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    language_source: Mapped[str] = mapped_column(String(20))
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    answered_by: Mapped[str] = mapped_column(String(12))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    owner_epoch: Mapped[int] = mapped_column(default=0)
    brain_epoch: Mapped[int] = mapped_column(default=0)
    turns_in_epoch: Mapped[int] = mapped_column(default=0)
    next_seq: Mapped[int] = mapped_column(default=1)
    turn_until: Mapped[datetime | None]
    language_doubt: Mapped[str | None] = mapped_column(String(8))
    slots: Mapped[dict[str, Any]] = mapped_column(default=dict)
    host_identity: Mapped[dict[str, Any] | None]
    page: Mapped[dict[str, Any] | None]
    disclosed_at: Mapped[datetime | None]
    disclosed_in: Mapped[str | None] = mapped_column(String(8))
    opened_at: Mapped[datetime]
    heard_at: Mapped[datetime]


class MessageRow(Table):
    """The transcript and the numbered events of a conversation, append-only.

    `audience` is `all` or `desk` (a note). `kind`: said, offered, file, owner, survey, note.
    `pending` marks a traveller's message that no turn has answered yet.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id", name="uq_messages_client"),
        Index(
            "ix_messages_pending",
            "pending",
            sqlite_where=text("pending = 1"),
            postgresql_where=text("pending = 1"),
        ),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(12))
    sender: Mapped[str] = mapped_column(String(12))
    audience: Mapped[str] = mapped_column(String(8), default="all")
    text: Mapped[str] = mapped_column(Text, default="")
    sentence: Mapped[str | None] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(8))
    pending: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class ChoiceRow(Table):
    """A button that was offered: the token leaves, the command stays here."""

    __tablename__ = "choices"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(300))
    command: Mapped[dict[str, Any]]
    offered_at: Mapped[datetime]
    pressed_at: Mapped[datetime | None]


class ChallengeRow(Table):
    """A one-time code on its way: only its hash is kept."""

    __tablename__ = "challenges"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    booking: Mapped[str] = mapped_column(String(12))
    surname: Mapped[str] = mapped_column(String(120))
    task: Mapped[str] = mapped_column(String(40))
    contact_rank: Mapped[int] = mapped_column(default=1)
    code_hash: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12))
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ProofRow(Table):
    """Who has proved what in which conversation, and until when it counts."""

    __tablename__ = "proofs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    booking: Mapped[str] = mapped_column(String(12))
    how: Mapped[str] = mapped_column(String(20))
    proved_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AttachmentRow(Table):
    """A picture or PDF from a traveller, kept on disk under its id."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class CaseRow(Table):
    """One matter that a person owns, with the packet of what is already known."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(
            "uq_cases_live_talk",
            "conversation_id",
            unique=True,
            sqlite_where=text("live_talk = 1"),
            postgresql_where=text("live_talk = 1"),
        ),
        Index("ix_cases_queue", "state", "class_", "enqueued_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    live_talk: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12))
    class_: Mapped[int]
    reason: Mapped[str] = mapped_column(String(40))
    typology: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(20))
    packet: Mapped[dict[str, Any]]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    epoch: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(40))
    outcome_note: Mapped[str | None] = mapped_column(Text)
    opened_at: Mapped[datetime]
    enqueued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    first_answer_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]


class CaseEventRow(Table):
    """What happened to a case, append-only and numbered: the desk and the figures read it."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    actor: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class AgentRow(Table):
    """A person at the desk. `declared` is what they say they are; presence is the heartbeat."""

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(12))
    password_hash: Mapped[str] = mapped_column(String(200))
    languages: Mapped[list[Any]] = mapped_column(default=list)
    desk_language: Mapped[str] = mapped_column(String(8), default="en")
    declared: Mapped[str] = mapped_column(String(12), default="away")
    heartbeat_at: Mapped[datetime | None]
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DeskSessionRow(Table):
    """A login at the desk; only a hash of its token is kept."""

    __tablename__ = "desk_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OutboxRow(Table):
    """A message on its way to somebody outside; it leaves after the commit that wrote it."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    channel: Mapped[str] = mapped_column(String(12))
    to: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    sentence: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    at: Mapped[datetime]


class RefundWatchRow(Table):
    """A refund whose fate we do not know yet: asked again until the backend answers."""

    __tablename__ = "refund_watches"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    booking: Mapped[str] = mapped_column(String(12))
    quote: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    at: Mapped[datetime]


class SurveyRow(Table):
    """What a traveller said of us after a talk."""

    __tablename__ = "surveys"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(String(32))
    agent_id: Mapped[str | None] = mapped_column(String(32))
    rating: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]


class AuditRow(Table):
    """Who did what to a booking or to money, append-only, each row sealed with the one before."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    seal: Mapped[str] = mapped_column(String(64))
