"""An agent's words to the traveller."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, EventKind
from bot.cases.waiting import Told
from bot.conversations.model import AnsweredBy, Conversation, Kind, Message, Sender
from bot.conversations.redact import redact
from bot.conversations.values import Name
from bot.storage.cases import TalkAlreadyLive
from bot.turns.held import held_case, talks_with
from bot.turns.tell import Renders, tell_owner

if TYPE_CHECKING:
    from bot.storage.work import Work

CANNED = "canned_"


@dataclass(frozen=True, slots=True)
class Words:
    """What an agent sends: words of their own, or a canned sentence by its name.

    `client_id` makes a repeated request harmless.
    """

    client_id: str
    text: str = ""
    canned: str | None = None


def agent_reply(  # noqa: PLR0913 - collaborators, all named
    work: "Work", case_id: str, agent: Agent, words: Words, *, now: datetime, wording: Renders
) -> Message:
    """Add the agent's message; writing about a matter makes it a talk with this agent.

    Raises `NotYourCase`, and `TalkAlreadyLive` while another person talks there.
    """
    case, conversation = held_case(work, case_id, agent)
    if said := work.messages.by_client_id(conversation.id, words.client_id):
        return said
    if not talks_with(conversation, agent):
        conversation = _begin_talk(work, case, conversation, agent, now=now, wording=wording)
    message = work.messages.append(
        conversation.id,
        sender=Sender.AGENT,
        kind=Kind.SAID,
        text=_text(words, conversation, agent, wording),
        sentence=words.canned,
        payload={"agent": agent.name, "agent_id": agent.id},
        language=conversation.language,
        client_id=words.client_id,
        at=now,
    )
    work.cases.answered(case.id, now)
    work.cases.happened(
        case.id, EventKind.ANSWERED, actor=agent.id, at=now, values={"seq": message.seq}
    )
    return message


def _text(words: Words, conversation: Conversation, agent: Agent, wording: Renders) -> str:
    if words.canned is None:
        return redact(words.text).text
    return wording.render(words.canned, {"agent": Name(agent.name)}, language=conversation.language)


def _begin_talk(  # noqa: PLR0913 - collaborators, all named
    work: "Work",
    case: Case,
    conversation: Conversation,
    agent: Agent,
    *,
    now: datetime,
    wording: Renders,
) -> Conversation:
    if conversation.answered_by is not AnsweredBy.ASSISTANT:
        raise TalkAlreadyLive(conversation.id)
    work.cases.begin_talk(case)
    work.conversations.new_brain_epoch(conversation.id)
    theirs = work.conversations.set_owner(
        conversation.id, AnsweredBy.AGENT, agent.id, conversation.owner_epoch
    )
    joined = Told("agent_joined", {"agent": Name(agent.name)})
    tell_owner(work, theirs, joined, agent=agent.name, now=now, wording=wording)
    return theirs
