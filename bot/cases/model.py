"""The values of the human queue: cases, what happens to them, and the people at the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

HEARTBEAT_LASTS = timedelta(seconds=45)


class CaseState(StrEnum):
    """How far a case is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    RESOLVED = "resolved"
    CLOSED = "closed"


class CaseKind(StrEnum):
    """A talk that a person goes on with now, or a matter that is answered later."""

    TALK = "talk"
    MATTER = "matter"


class CaseClass(IntEnum):
    """Who goes before whom; inside a class the longest waiting goes first."""

    URGENT = 0
    VIP = 1
    ELDERLY = 2
    NORMAL = 3


class EventKind(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    AMENDED = "amended"
    CLAIMED = "claimed"
    HEARD = "heard"
    ANSWERED = "answered"
    NOTED = "noted"
    RELEASED = "released"
    GIVEN_BACK = "given_back"
    RESOLVED = "resolved"
    REFUND_DECIDED = "refund_decided"


class Outcome(StrEnum):
    """How a case ended; the traveller hears the sentence `outcome_NAME`."""

    SOLVED = "solved"
    REFUND_REQUESTED = "refund_requested"
    BOOKING_CHANGED = "booking_changed"
    DOCUMENTS_SENT = "documents_sent"
    INFORMATION_GIVEN = "information_given"
    NO_ANSWER = "no_answer"
    NOT_POSSIBLE = "not_possible"
    OTHER = "other"


class Role(StrEnum):
    """What somebody at the desk may do; a supervisor may do all that an agent may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"


class Declared(StrEnum):
    """What somebody at the desk says of themselves."""

    AVAILABLE = "available"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Case:
    """One matter that a person owns; `epoch` rises whenever the owner changes."""

    id: str
    number: str
    conversation_id: str
    kind: CaseKind
    live_talk: bool
    state: CaseState
    class_: int
    reason: str
    typology: str
    language: str
    channel: str
    packet: Json
    opened_at: datetime
    enqueued_at: datetime
    agent_id: str | None = None
    epoch: int = 0
    outcome: str | None = None
    outcome_note: str | None = None
    claimed_at: datetime | None = None
    first_answer_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One numbered thing that happened to a case."""

    id: int
    case_id: str
    kind: EventKind
    actor: str
    values: Json
    at: datetime


@dataclass(frozen=True, slots=True)
class Agent:
    """A person at the desk."""

    id: str
    login: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()
    desk_language: str = "en"
    declared: Declared = Declared.AWAY
    heartbeat_at: datetime | None = None

    @property
    def is_supervisor(self) -> bool:
        """Whether this person may approve refunds and take what others hold."""
        return self.role is Role.SUPERVISOR

    def is_there(self, now: datetime) -> bool:
        """Whether they say that they are available and their screen still answers."""
        fresh = self.heartbeat_at is not None and now - self.heartbeat_at <= HEARTBEAT_LASTS
        return self.declared is Declared.AVAILABLE and fresh


@dataclass(frozen=True, slots=True)
class DeskNow:
    """How the desk is staffed at this moment.

    `opens_at` is the next opening (aware, in the desk's zone), None while it is open or when it
    never opens. `minutes_each` is how long one talk keeps one person.
    """

    people: int = 0
    is_open: bool = True
    opens_at: datetime | None = None
    minutes_each: float = 6.0

    @property
    def somebody_is_there(self) -> bool:
        """Whether anybody can take a talk."""
        return self.people > 0
