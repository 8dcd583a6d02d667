"""The case that an agent works on, with its conversation kept still until the commit."""

from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, CaseState
from bot.conversations.model import AnsweredBy, Conversation
from bot.errors import Refused

if TYPE_CHECKING:
    from bot.storage.work import Work


class NotYourCase(Refused):
    """Somebody else works on this case, or nobody does yet."""

    code = "not_your_case"


def held_case(work: "Work", case_id: str, agent: Agent) -> tuple[Case, Conversation]:
    """The agent's case and its conversation, locked; raises `NotYourCase`.

    The conversation is locked before the case is read, in every verb, so that none waits for
    another in a circle.
    """
    conversation = work.conversations.lock(work.cases.get(case_id).conversation_id)
    case = work.cases.get(case_id)
    if case.state is not CaseState.CLAIMED or case.agent_id != agent.id:
        raise NotYourCase(case_id)
    return case, conversation


def talks_with(conversation: Conversation, agent: Agent) -> bool:
    """Whether this agent answers in this conversation."""
    return conversation.answered_by is AnsweredBy.AGENT and conversation.agent_id == agent.id
