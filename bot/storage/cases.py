"""The human queue in the database: every change is one guarded statement with its event."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases.model import Case, CaseEvent, CaseKind, CaseState, EventKind, Json
from bot.cases.numbers import LONGEST, SHORTEST, draw_case_number
from bot.errors import Conflict, NotFound
from bot.storage.tables import CaseEventRow, CaseRow

DRAWS_PER_LENGTH = 3


class CaseAlreadyTaken(Conflict):
    """Another agent was faster."""

    code = "case_already_taken"


class CaseMoved(Conflict):
    """The case is no longer as the writer saw it."""

    code = "case_moved"


class TalkAlreadyLive(Conflict):
    """This conversation is already with a person or on the way to one."""

    code = "talk_already_live"


class Cases:
    """Reads and guarded changes of cases; nothing is deleted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def free_number(self) -> str:
        """A case number that no case has; longer ones once the short ones get crowded."""
        for length in range(SHORTEST, LONGEST + 1):
            for _ in range(DRAWS_PER_LENGTH):
                number = draw_case_number(length)
                if self.by_number(number) is None:
                    return number
        raise Conflict("case numbers are used up")

    def add(self, case: Case) -> Case:
        """Open a case; raises `TalkAlreadyLive` when the conversation has a live one."""
        row = CaseRow(**{name: getattr(case, name) for name in _COLUMNS})
        row.live_talk = int(case.live_talk)
        try:
            with self._session.begin_nested():
                self._session.add(row)
                self._session.flush()
        except IntegrityError as broken:
            raise TalkAlreadyLive(case.conversation_id) from broken
        return case

    def get(self, case_id: str) -> Case:
        """The case, or `NotFound`."""
        row = self._session.get(CaseRow, case_id, populate_existing=True)
        if row is None:
            raise NotFound(case_id)
        return to_case(row)

    def by_number(self, number: str) -> Case | None:
        """The case with this number."""
        return self._first(CaseRow.number == number)

    def live_in(self, conversation_id: str) -> Case | None:
        """The case by which a person talks in this conversation, or is awaited."""
        return self._first(CaseRow.conversation_id == conversation_id, CaseRow.live_talk == 1)

    def of_conversation(self, conversation_id: str) -> list[Case]:
        """All cases of a conversation, the newest first."""
        return self._listed(
            [CaseRow.conversation_id == conversation_id], [CaseRow.opened_at.desc()]
        )

    def waiting(self) -> list[Case]:
        """All that wait, in the order in which they are taken."""
        return self._listed([CaseRow.state == str(CaseState.WAITING)], _IN_ORDER)

    def waiting_talks(self) -> list[Case]:
        """The waiting whose traveller is in the line now."""
        return [case for case in self.waiting() if case.live_talk]

    def held_by(self, agent_id: str) -> list[Case]:
        """What an agent works on, in order."""
        return self._listed(
            [CaseRow.state == str(CaseState.CLAIMED), CaseRow.agent_id == agent_id], _IN_ORDER
        )

    def held_by_others(self, agent_id: str) -> list[Case]:
        """What all others work on, for a supervisor."""
        return self._listed(
            [CaseRow.state == str(CaseState.CLAIMED), CaseRow.agent_id != agent_id], _IN_ORDER
        )

    def done(self, limit: int = 20) -> list[Case]:
        """The last ones that ended."""
        return self._listed(
            [CaseRow.state.in_([str(CaseState.RESOLVED), str(CaseState.CLOSED)])],
            [CaseRow.resolved_at.desc(), CaseRow.id],
            limit,
        )

    def newest(self, limit: int = 200) -> list[Case]:
        """The newest cases of all."""
        return self._listed([], [CaseRow.opened_at.desc(), CaseRow.id], limit)

    def to_approve(self) -> list[Case]:
        """The refunds that wait for a second person."""
        return self._listed(
            [
                CaseRow.typology == "refund_approval",
                CaseRow.state.in_([str(CaseState.WAITING), str(CaseState.CLAIMED)]),
            ],
            _IN_ORDER,
        )

    def claim(self, case_id: str, *, by: str, at: datetime) -> Case:
        """Give the case to this agent, unless somebody was faster: `CaseAlreadyTaken`."""
        return self._change(
            case_id,
            [CaseRow.state == str(CaseState.WAITING)],
            {"state": str(CaseState.CLAIMED), "agent_id": by, "claimed_at": at},
            CaseAlreadyTaken,
        )

    def take_over(self, case: Case, *, by: str, at: datetime) -> Case:
        """Give a claimed case to another agent; raises `CaseMoved` when it moved meanwhile."""
        return self._change(
            case.id,
            [CaseRow.state == str(CaseState.CLAIMED), CaseRow.epoch == case.epoch],
            {"agent_id": by, "claimed_at": at},
        )

    def release(self, case: Case) -> Case:
        """Back into the line at its old place, for it keeps `enqueued_at`."""
        return self._held(
            case, {"state": str(CaseState.WAITING), "agent_id": None, "claimed_at": None}
        )

    def end_talk(self, case: Case) -> Case:
        """The assistant goes on with the talk; the agent keeps the matter."""
        return self._held(case, {"live_talk": 0, "kind": str(CaseKind.MATTER)})

    def begin_talk(self, case: Case) -> Case:
        """The agent writes to the traveller; raises `TalkAlreadyLive`."""
        try:
            with self._session.begin_nested():
                return self._held(case, {"live_talk": 1, "kind": str(CaseKind.TALK)})
        except IntegrityError as broken:
            raise TalkAlreadyLive(case.conversation_id) from broken

    def resolve(self, case: Case, *, outcome: str, note: str, at: datetime) -> Case:
        """End a case with its result."""
        return self._held(
            case,
            {
                "state": str(CaseState.RESOLVED),
                "live_talk": 0,
                "outcome": outcome,
                "outcome_note": note,
                "resolved_at": at,
            },
        )

    def answered(self, case_id: str, at: datetime) -> None:
        """Keep when a person first answered."""
        self._session.execute(
            update(CaseRow)
            .where(CaseRow.id == case_id, CaseRow.first_answer_at.is_(None))
            .values(first_answer_at=at)
            .execution_options(synchronize_session=False)
        )

    def promote(self, case_id: str, class_: int) -> bool:
        """Move a waiting case into a better class; its place in time stays."""
        moved = self._session.scalars(
            update(CaseRow)
            .where(CaseRow.id == case_id, CaseRow.class_ > class_)
            .values(class_=class_)
            .returning(CaseRow.id)
            .execution_options(synchronize_session=False)
        ).first()
        return moved is not None

    def happened(
        self, case_id: str, kind: EventKind, *, actor: str, at: datetime, values: Json | None = None
    ) -> CaseEvent:
        """Append an event."""
        row = CaseEventRow(case_id=case_id, kind=str(kind), actor=actor, values=values or {}, at=at)
        self._session.add(row)
        self._session.flush()
        return to_event(row)

    def events_after(self, event_id: int, limit: int = 500) -> list[CaseEvent]:
        """The desk's events after a number, in order."""
        rows = self._session.scalars(
            select(CaseEventRow)
            .where(CaseEventRow.id > event_id)
            .order_by(CaseEventRow.id)
            .limit(limit)
        )
        return [to_event(row) for row in rows]

    def events_of(self, case_id: str) -> list[CaseEvent]:
        """All that happened to one case, in order."""
        rows = self._session.scalars(
            select(CaseEventRow).where(CaseEventRow.case_id == case_id).order_by(CaseEventRow.id)
        )
        return [to_event(row) for row in rows]

    def last_event_id(self) -> int:
        """The number of the newest event; 0 before the first."""
        return self._session.scalar(select(func.max(CaseEventRow.id))) or 0

    def _held(self, case: Case, values: dict[str, Any]) -> Case:
        return self._change(
            case.id,
            [CaseRow.state == str(CaseState.CLAIMED), CaseRow.epoch == case.epoch],
            values,
        )

    def _change(
        self,
        case_id: str,
        guards: Iterable[ColumnElement[bool]],
        values: dict[str, Any],
        lost: type[Conflict] = CaseMoved,
    ) -> Case:
        row = self._session.scalars(
            update(CaseRow)
            .where(CaseRow.id == case_id, *guards)
            .values({**values, "epoch": CaseRow.epoch + 1})
            .returning(CaseRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        ).one_or_none()
        if row is None:
            self.get(case_id)
            raise lost(case_id)
        return to_case(row)

    def _first(self, *guards: ColumnElement[bool]) -> Case | None:
        row = self._session.scalar(
            select(CaseRow).where(*guards).limit(1).execution_options(populate_existing=True)
        )
        return None if row is None else to_case(row)

    def _listed(
        self, guards: list[ColumnElement[bool]], order: Iterable[Any], limit: int = 1000
    ) -> list[Case]:
        rows = self._session.scalars(
            select(CaseRow)
            .where(*guards)
            .order_by(*order)
            .limit(limit)
            .execution_options(populate_existing=True)
        )
        return [to_case(row) for row in rows]


def to_case(row: CaseRow) -> Case:
    """The value of a row."""
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Case(
        **{
            **values,
            "kind": CaseKind(row.kind),
            "state": CaseState(row.state),
            "live_talk": bool(row.live_talk),
        }
    )


def to_event(row: CaseEventRow) -> CaseEvent:
    """The value of a row."""
    return CaseEvent(row.id, row.case_id, EventKind(row.kind), row.actor, row.values, row.at)


_COLUMNS: tuple[str, ...] = tuple(attribute.key for attribute in CaseRow.__mapper__.column_attrs)
_IN_ORDER = (CaseRow.class_, CaseRow.enqueued_at, CaseRow.id)
