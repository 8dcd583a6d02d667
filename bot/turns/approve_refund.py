"""A second person's decision on a refund above the limit."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case, CaseState, EventKind, Outcome
from bot.cases.packet import all_facts, booking_in
from bot.errors import Conflict, Refused
from bot.turns.claim_case import NotASupervisor
from bot.turns.resolve_case import Resolved, Result, end_case

if TYPE_CHECKING:
    from bot.storage.work import Work

TYPOLOGY = "refund_approval"


class SamePerson(Refused):
    """Who took the case may not approve its refund."""

    code = "same_person"


class NothingToApprove(Conflict):
    """The case holds no refund that waits for a decision."""

    code = "nothing_to_approve"


@dataclass(frozen=True, slots=True)
class Asked:
    """The refund that waits for a decision, and its booking if the packet names it."""

    refund_id: str
    booking: str | None


def ask_to_decide(
    work: "Work", case_id: str, agent: Agent, *, approved: bool, now: datetime
) -> Asked:
    """Check that this person may decide, and write the intention down.

    Raises `NotASupervisor`, `SamePerson`, `NothingToApprove`.
    """
    case = work.cases.get(case_id)
    _check(case, agent)
    refund_id = _refund_in(case)
    work.audit.append(
        "refund_decision_sent",
        actor=agent.login,
        subject=refund_id,
        at=now,
        values={"case": case.number, "approved": approved},
    )
    return Asked(refund_id, booking_in(case.packet))


def decided(work: "Work", case_id: str, agent: Agent, *, approved: bool, now: datetime) -> Resolved:
    """The booking system has taken the decision: write it down and end the case."""
    conversation = work.conversations.lock(work.cases.get(case_id).conversation_id)
    case = work.cases.get(case_id)
    if case.state is CaseState.WAITING:
        case = work.cases.claim(case_id, by=agent.id, at=now)
    work.audit.append(
        "refund_approved" if approved else "refund_declined",
        actor=agent.login,
        subject=_refund_in(case),
        at=now,
        values={"case": case.number},
    )
    work.cases.happened(
        case.id,
        EventKind.REFUND_DECIDED,
        actor=agent.id,
        at=now,
        values={"approved": approved, "agent": agent.name},
    )
    outcome = Outcome.REFUND_REQUESTED if approved else Outcome.NOT_POSSIBLE
    return end_case(work, case, conversation, agent, Result(outcome), now=now)


def _check(case: Case, agent: Agent) -> None:
    if not agent.is_supervisor:
        raise NotASupervisor(agent.id)
    if case.agent_id == agent.id:
        raise SamePerson(agent.id)
    if case.typology != TYPOLOGY or case.state not in (CaseState.WAITING, CaseState.CLAIMED):
        raise NothingToApprove(case.id)


def _refund_in(case: Case) -> str:
    for fact in all_facts(case.packet):
        if fact["name"] == "refund_id" and isinstance(fact["value"], dict):
            return str(fact["value"]["value"])
    raise NothingToApprove(case.id)
