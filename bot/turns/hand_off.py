"""Handing a conversation over to a person."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.assistant.replies import HandOver
from bot.cases.model import Case, CaseKind, DeskNow, EventKind
from bot.cases.order import position
from bot.cases.packet import all_facts
from bot.cases.waiting import Told, summary, told_at_hand_over
from bot.conversations.model import AnsweredBy, Conversation
from bot.turns.gather import Wish, new_case
from bot.turns.tell import Renders, tell, tell_owner

if TYPE_CHECKING:
    from bot.storage.work import Work


def hand_off(  # noqa: PLR0913 - collaborators, all named
    work: "Work",
    conversation: Conversation,
    wanted: HandOver,
    *,
    now: datetime,
    desk: DeskNow,
    wording: Renders,
) -> Case:
    """Open the talk's case with its packet, put it in the line, and say what comes next.

    A conversation that is in the line or with a person already keeps its case.
    Raises `OwnerChanged` when somebody took the conversation meanwhile.
    """
    if live := work.cases.live_in(conversation.id):
        return live
    wish = Wish(CaseKind.TALK, wanted.reason, wanted.typology, "", wanted.class_, wanted.facts)
    case = work.cases.add(new_case(work, conversation, wish, now=now))
    work.conversations.new_brain_epoch(conversation.id)
    queued = work.conversations.set_owner(
        conversation.id, AnsweredBy.QUEUE, None, conversation.owner_epoch
    )
    place_in_line = position(case, work.cases.waiting_talks())
    work.cases.happened(
        case.id,
        EventKind.OPENED,
        actor="assistant",
        at=now,
        values={"reason": case.reason, "class": case.class_, "position": place_in_line},
    )
    tell(work, queued, summary(case.packet, case.typology), now=now, wording=wording)
    next_step = told_at_hand_over(case, place_in_line, desk)
    tell_owner(work, queued, next_step, agent=None, now=now, wording=wording)
    if not desk.somebody_is_there and not _can_be_reached(case):
        tell(work, queued, Told("ask_contact_for_case", {}), now=now, wording=wording)
    return case


def _can_be_reached(case: Case) -> bool:
    """Whether we may answer outside this window: a proved booking has a contact, too."""
    named = {"contact", "address", "host_email", "host_phone"}
    known = any(fact["name"] in named for fact in all_facts(case.packet))
    return known or bool(case.packet["proofs"])
