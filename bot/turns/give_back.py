"""Letting go of a talk without ending its case: back to the assistant, or back into the line."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, EventKind
from bot.cases.waiting import Told
from bot.conversations.model import AnsweredBy
from bot.conversations.values import Code, Name
from bot.turns.held import held_case
from bot.turns.tell import Renders, tell_owner

if TYPE_CHECKING:
    from bot.storage.work import Work


def give_back(work: "Work", case_id: str, agent: Agent, *, now: datetime, wording: Renders) -> Case:
    """The assistant goes on with the talk; the agent keeps the case as a matter."""
    case, conversation = held_case(work, case_id, agent)
    if not case.live_talk:
        return case
    case = work.cases.end_talk(case)
    work.conversations.new_brain_epoch(conversation.id)
    theirs = work.conversations.set_owner(
        conversation.id, AnsweredBy.ASSISTANT, None, conversation.owner_epoch
    )
    work.cases.happened(case.id, EventKind.GIVEN_BACK, actor=agent.id, at=now)
    back = Told("back_to_assistant", {"agent": Name(agent.name), "number": Code(case.number)})
    tell_owner(work, theirs, back, agent=None, now=now, wording=wording)
    return case


def release_case(
    work: "Work", case_id: str, agent: Agent, *, now: datetime, wording: Renders
) -> Case:
    """Back into the line, at the place the case had."""
    case, conversation = held_case(work, case_id, agent)
    released = work.cases.release(case)
    work.cases.happened(
        case.id, EventKind.RELEASED, actor=agent.id, at=now, values={"agent": agent.name}
    )
    if case.live_talk:
        queued = work.conversations.set_owner(
            conversation.id, AnsweredBy.QUEUE, None, conversation.owner_epoch
        )
        left = Told("agent_left_queue", {"agent": Name(agent.name)})
        tell_owner(work, queued, left, agent=None, now=now, wording=wording)
    return released
