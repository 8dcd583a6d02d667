"""Opening a case that a person answers later, while the assistant goes on with the talk."""

from datetime import datetime
from typing import TYPE_CHECKING

from bot.assistant.replies import OpenCase
from bot.cases.model import Case, CaseKind, EventKind
from bot.cases.waiting import Told
from bot.conversations.model import Conversation
from bot.conversations.values import Code
from bot.turns.gather import Wish, new_case
from bot.turns.tell import Renders, tell

if TYPE_CHECKING:
    from bot.storage.work import Work

REASON = "matter_registered"


def open_case(
    work: "Work",
    conversation: Conversation,
    wanted: OpenCase,
    *,
    now: datetime,
    wording: Renders,
) -> Case:
    """Store the matter with its packet and tell its number."""
    wish = Wish(CaseKind.MATTER, REASON, wanted.typology, wanted.details, None, wanted.facts)
    case = work.cases.add(new_case(work, conversation, wish, now=now))
    work.cases.happened(
        case.id,
        EventKind.OPENED,
        actor="assistant",
        at=now,
        values={"reason": case.reason, "class": case.class_},
    )
    number = Told("case_registered", {"number": Code(case.number)})
    tell(work, conversation, number, now=now, wording=wording)
    return case
