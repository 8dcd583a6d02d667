"""What a traveller hears who asks what became of a case."""

from collections.abc import Iterable

from bot.cases.model import Case, CaseState
from bot.cases.waiting import Told, topic
from bot.conversations.values import Code, Moment, Term, Value

SHOWN = 3


def tell_cases(cases: Iterable[Case]) -> tuple[Told, ...]:
    """The newest cases with their state; `case_none` when there are none."""
    newest = sorted(cases, key=lambda case: case.opened_at, reverse=True)[:SHOWN]
    return tuple(map(_tell, newest)) or (Told("case_none", {}),)


def _tell(case: Case) -> Told:
    values: dict[str, Value] = {
        "number": Code(case.number),
        "topic": topic(case.typology),
        "opened": Moment(case.opened_at),
    }
    if case.state in (CaseState.RESOLVED, CaseState.CLOSED):
        return Told("case_is_resolved", {**values, "outcome": Term(f"outcome_{case.outcome}")})
    if case.state is CaseState.CLAIMED:
        return Told("case_is_claimed", values)
    return Told("case_is_waiting", values)
