"""Taking a case out of the line: one agent gets it."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, CaseState, EventKind
from bot.cases.waiting import Told
from bot.conversations.model import AnsweredBy, Conversation
from bot.conversations.values import Name
from bot.errors import Refused
from bot.storage.cases import CaseAlreadyTaken
from bot.turns.tell import Renders, tell_owner

if TYPE_CHECKING:
    from bot.storage.work import Work


class NotASupervisor(Refused):
    """Only a supervisor may do this."""

    code = "not_a_supervisor"


def claim_case(
    work: "Work", case_id: str, agent: Agent, *, now: datetime, wording: Renders
) -> Case:
    """Give the case to this agent; of a talk they become the one who answers.

    Raises `CaseAlreadyTaken` for all but the fastest.
    """
    conversation = work.conversations.lock(work.cases.get(case_id).conversation_id)
    case = work.cases.claim(case_id, by=agent.id, at=now)
    _written_down(work, case, agent, now)
    if case.live_talk:
        _join(work, conversation, agent, now=now, wording=wording)
    return case


def take_over_case(
    work: "Work", case_id: str, agent: Agent, *, now: datetime, wording: Renders
) -> Case:
    """Let a supervisor go on with what another agent holds."""
    if not agent.is_supervisor:
        raise NotASupervisor(agent.id)
    conversation = work.conversations.lock(work.cases.get(case_id).conversation_id)
    held = work.cases.get(case_id)
    if held.state is not CaseState.CLAIMED or held.agent_id == agent.id:
        raise CaseAlreadyTaken(case_id)
    case = work.cases.take_over(held, by=agent.id, at=now)
    _written_down(work, case, agent, now)
    if case.live_talk:
        _join(work, conversation, agent, now=now, wording=wording)
    return case


def _written_down(work: "Work", case: Case, agent: Agent, now: datetime) -> None:
    work.cases.happened(
        case.id, EventKind.CLAIMED, actor=agent.id, at=now, values={"agent": agent.name}
    )
    work.audit.append("case_claimed", actor=agent.login, subject=case.number, at=now)


def _join(
    work: "Work", conversation: Conversation, agent: Agent, *, now: datetime, wording: Renders
) -> None:
    theirs = work.conversations.set_owner(
        conversation.id, AnsweredBy.AGENT, agent.id, conversation.owner_epoch
    )
    joined = Told("agent_joined", {"agent": Name(agent.name)})
    tell_owner(work, theirs, joined, agent=agent.name, now=now, wording=wording)
