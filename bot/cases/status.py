"""What a traveller hears who asks what became of a case."""

from collections.abc import Iterable

from bot.cases.model import Case
from bot.cases.waiting import Told
from bot.conversations.values import Code, Moment, Term

SHOWN = 3


def tell_cases(cases: Iterable[Case]) -> tuple[Told, ...]:
    """The newest cases with their state; `case_none` when there are none."""
    newest = sorted(cases, key=lambda case: case.opened_at, reverse=True)[:SHOWN]
    return tuple(map(_tell, newest)) or (Told("case_none", {}),)


def _tell(case: Case) -> Told:
    return Told(
        "case_state",
        {
            "number": Code(case.number),
            "opened": Moment(case.opened_at),
            "state": Term(f"case_is_{case.state}"),
        },
    )
