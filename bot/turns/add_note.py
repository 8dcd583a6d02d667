"""A note that only the desk reads."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, EventKind
from bot.conversations.model import Audience, Kind, Message, Sender
from bot.conversations.redact import redact

if TYPE_CHECKING:
    from bot.storage.work import Work


def add_note(work: "Work", case_id: str, agent: Agent, text: str, *, now: datetime) -> Message:
    """Add a note to the case's conversation; anybody at the desk may."""
    case = work.cases.get(case_id)
    conversation = work.conversations.lock(case.conversation_id)
    note = work.messages.append(
        conversation.id,
        sender=Sender.AGENT,
        kind=Kind.NOTE,
        audience=Audience.DESK,
        text=redact(text).text,
        payload={"agent": agent.name, "agent_id": agent.id},
        language=agent.desk_language,
        at=now,
    )
    work.cases.happened(case.id, EventKind.NOTED, actor=agent.id, at=now, values={"seq": note.seq})
    return note
