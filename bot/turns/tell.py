"""Saying a sentence of the wording in a conversation, inside the transaction that decides it."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.cases.waiting import Told
from bot.conversations.model import Conversation, Kind, Message, Sender
from bot.conversations.values import Value, value_json

if TYPE_CHECKING:
    from bot.storage.work import Work


class Renders(Protocol):
    """What makes words of a sentence's name and values."""

    def render(self, sentence: str, values: Mapping[str, Value], *, language: str) -> str:
        """The words in this language, for the eye."""
        ...


def tell(
    work: "Work",
    conversation: Conversation,
    told: Told,
    *,
    now: datetime,
    wording: Renders,
) -> Message:
    """The assistant says a sentence."""
    return work.messages.append(
        conversation.id,
        sender=Sender.ASSISTANT,
        kind=Kind.SAID,
        text=wording.render(told.sentence, told.values, language=conversation.language),
        sentence=told.sentence,
        payload={"values": _json(told)},
        language=conversation.language,
        at=now,
    )


def tell_owner(  # noqa: PLR0913 - collaborators, all named
    work: "Work",
    conversation: Conversation,
    told: Told,
    *,
    agent: str | None,
    now: datetime,
    wording: Renders,
) -> Message:
    """A notice of who answers from now on; `agent` is the name of the person, if one does."""
    return work.messages.append(
        conversation.id,
        sender=Sender.SYSTEM,
        kind=Kind.OWNER,
        text=wording.render(told.sentence, told.values, language=conversation.language),
        sentence=told.sentence,
        payload={
            "answered_by": str(conversation.answered_by),
            "agent": agent,
            "values": _json(told),
        },
        language=conversation.language,
        at=now,
    )


def _json(told: Told) -> dict[str, object]:
    return {name: value_json(value) for name, value in told.values.items()}
