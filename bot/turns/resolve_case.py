"""Ending a case: its result goes to the assistant, which tells it and asks how it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, EventKind, Outcome
from bot.conversations.model import AnsweredBy, Conversation, Json
from bot.conversations.redact import redact
from bot.turns.held import held_case

if TYPE_CHECKING:
    from bot.storage.work import Work


@dataclass(frozen=True, slots=True)
class Result:
    """How a case ended; `note` is for the desk and the assistant's memory."""

    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An ended case, and the command that the assistant gets, if it answers in the talk now."""

    case: Case
    command: Json | None


def resolve_case(
    work: "Work", case_id: str, agent: Agent, result: Result, *, now: datetime
) -> Resolved:
    """End the agent's case; of a talk the assistant becomes the one who answers.

    The caller runs `command` after the commit. Raises `NotYourCase`.
    """
    case, conversation = held_case(work, case_id, agent)
    return end_case(work, case, conversation, agent, result, now=now)


def end_case(  # noqa: PLR0913 - collaborators, all named
    work: "Work",
    case: Case,
    conversation: Conversation,
    agent: Agent,
    result: Result,
    *,
    now: datetime,
) -> Resolved:
    """End a claimed case, whoever holds it."""
    note = redact(result.note).text
    ended = work.cases.resolve(case, outcome=str(result.outcome), note=note, at=now)
    if case.live_talk:
        work.conversations.new_brain_epoch(conversation.id)
        conversation = work.conversations.set_owner(
            conversation.id, AnsweredBy.ASSISTANT, None, conversation.owner_epoch
        )
    work.cases.happened(
        case.id,
        EventKind.RESOLVED,
        actor=agent.id,
        at=now,
        values={"outcome": str(result.outcome), "agent": agent.name},
    )
    answers = conversation.answered_by is AnsweredBy.ASSISTANT
    return Resolved(ended, _command(result.outcome, note) if answers else None)


def _command(outcome: Outcome, note: str) -> Json:
    return {
        "intent": "case_resolved",
        "entities": {"outcome": f"outcome_{outcome}", "outcome_note": note},
    }
