"""The values of a talk: the conversation, its messages, and who answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


class AnsweredBy(StrEnum):
    """Who owns the conversation at the moment."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"


class Sender(StrEnum):
    """Whose words a message holds."""

    TRAVELLER = "traveller"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


class Kind(StrEnum):
    """What a numbered event of a conversation is."""

    SAID = "said"
    OFFERED = "offered"
    FILE = "file"
    OWNER = "owner"
    SURVEY = "survey"
    NOTE = "note"


class Audience(StrEnum):
    """Who may read a message."""

    ALL = "all"
    DESK = "desk"


class LanguageSource(StrEnum):
    """How the conversation's language came to be; a later one outranks only by the rules."""

    PAGE = "page"
    HEARD = "heard"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk of one traveller on one channel.

    `owner_epoch` rises whenever the owner changes; `brain_epoch` is part of the assistant's
    sender id, so that its memory begins anew.
    """

    id: str
    channel: str
    language: str
    language_source: LanguageSource
    zone: str
    answered_by: AnsweredBy
    opened_at: datetime
    heard_at: datetime
    address: str | None = None
    agent_id: str | None = None
    owner_epoch: int = 0
    brain_epoch: int = 0
    turns_in_epoch: int = 0
    next_seq: int = 1
    turn_until: datetime | None = None
    language_doubt: str | None = None
    slots: Json = field(default_factory=dict)
    host_identity: Json | None = None
    page: Json | None = None
    disclosed_at: datetime | None = None
    disclosed_in: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One numbered event: words, buttons, a file, a change of owner, or a note for the desk.

    `payload` holds what its kind needs: `choices` and `values` of an offer, `file`, `agent`;
    of a traveller's message `understood`; of a desk note `tried`.
    """

    conversation_id: str
    seq: int
    kind: Kind
    sender: Sender
    audience: Audience
    text: str
    language: str
    at: datetime
    sentence: str | None = None
    payload: Json = field(default_factory=dict)
    client_id: str | None = None
    pending: bool = False
