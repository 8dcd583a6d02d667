"""What a traveller may send, as every door hands it in."""

from dataclasses import dataclass
from typing import TypeAlias

MOST_SIGNS = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """Something written; `client_id` makes a resend harmless."""

    client_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by its token."""

    client_id: str
    token: str


@dataclass(frozen=True, slots=True)
class AskPerson:
    """The button that is always there."""

    client_id: str


Incoming: TypeAlias = Words | Press | AskPerson
