"""Answering a traveller who writes while waiting for a person."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import DeskNow, EventKind
from bot.cases.order import position
from bot.cases.waiting import Told, contact_in, waiting_reply
from bot.conversations.model import Conversation, Message
from bot.conversations.values import Code, Fact
from bot.turns.tell import Renders, tell

if TYPE_CHECKING:
    from bot.storage.work import Work

_COUNTS_AS_TOLD = (
    "still_in_queue",
    "still_waiting_now",
    "still_waiting_closed",
    "contact_noted",
)


def heard_while_waiting(  # noqa: PLR0913 - collaborators, all named
    work: "Work",
    conversation: Conversation,
    message: Message,
    *,
    now: datetime,
    desk: DeskNow,
    wording: Renders,
) -> None:
    """Keep a contact that was given; else say, once in a while, how the waiting goes."""
    case = work.cases.live_in(conversation.id)
    if case is None:
        return
    work.cases.happened(
        case.id, EventKind.HEARD, actor="traveller", at=now, values={"seq": message.seq}
    )
    asked_at = work.messages.latest_sentence_at(conversation.id, "ask_contact_for_case")
    if asked_at is not None and (contact := contact_in(message.text)):
        fact = Fact("contact", Code(contact), "said", now)
        work.cases.happened(
            case.id,
            EventKind.AMENDED,
            actor="traveller",
            at=now,
            values={"facts": [fact.as_json()]},
        )
        tell(work, conversation, Told("contact_noted", {}), now=now, wording=wording)
        return
    place_in_line = position(case, work.cases.waiting_talks())
    told_at = _told_at(work, conversation)
    if reply := waiting_reply(place_in_line, desk, told_at=told_at, now=now):
        tell(work, conversation, reply, now=now, wording=wording)


def _told_at(work: "Work", conversation: Conversation) -> datetime | None:
    moments = (
        work.messages.latest_sentence_at(conversation.id, sentence) for sentence in _COUNTS_AS_TOLD
    )
    return max((at for at in moments if at is not None), default=None)
