"""What an agent may do with a case."""

from typing import Any

from fastapi import APIRouter

from bot.agent_desk.desk import Desk
from bot.agent_desk.frames import (
    DecideRequest,
    Done,
    Id,
    MessageShown,
    NoteRequest,
    ReplyRequest,
    ResolveRequest,
)
from bot.agent_desk.login import SignedIn
from bot.cases.model import Case
from bot.errors import Conflict, Refused
from bot.storage.database import in_thread
from bot.turns.add_note import add_note
from bot.turns.agent_reply import Words, agent_reply
from bot.turns.approve_refund import Asked, ask_to_decide, decided
from bot.turns.claim_case import claim_case, take_over_case
from bot.turns.give_back import give_back, release_case
from bot.turns.resolve_case import Resolved, Result, resolve_case


def deeds(desk: Desk, signed_in: Any) -> APIRouter:  # noqa: C901 - one route each
    """The routes of `/desk/api/v1/cases/ID` that change something."""
    router = APIRouter(prefix="/cases/{case_id}")
    verbs = _Verbs(desk)

    @router.post("/claim")
    async def claim(case_id: Id, by: signed_in) -> Done:
        """Take a case out of the line."""
        return await verbs.move(claim_case, case_id, by)

    @router.post("/take-over")
    async def take_over(case_id: Id, by: signed_in) -> Done:
        """Go on with what another agent holds; supervisors only."""
        return await verbs.move(take_over_case, case_id, by)

    @router.post("/give-back")
    async def back(case_id: Id, by: signed_in) -> Done:
        """Let the assistant go on with the talk and keep the matter."""
        return await verbs.move(give_back, case_id, by)

    @router.post("/release")
    async def release(case_id: Id, by: signed_in) -> Done:
        """Put the case back into the line, at its old place."""
        return await verbs.move(release_case, case_id, by)

    @router.post("/reply")
    async def reply(case_id: Id, wanted: ReplyRequest, by: signed_in) -> MessageShown:
        """Write to the traveller."""
        return await verbs.reply(case_id, wanted, by)

    @router.post("/note")
    async def note(case_id: Id, wanted: NoteRequest, by: signed_in) -> Done:
        """Write a note for the desk."""
        return await verbs.note(case_id, wanted.text, by)

    @router.post("/resolve")
    async def resolve(case_id: Id, wanted: ResolveRequest, by: signed_in) -> Done:
        """End the case; the assistant tells the result."""
        return await verbs.resolve(case_id, Result(wanted.outcome, wanted.note), by)

    @router.post("/decide")
    async def decide(case_id: Id, wanted: DecideRequest, by: signed_in) -> Done:
        """Approve or decline a refund; a supervisor who did not take the case."""
        return await verbs.decide(case_id, wanted.approved, by)

    return router


class _Verbs:
    """The verbs of `bot/turns`, each in one transaction, with the wake-ups after it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._house = desk.house

    async def move(self, verb: Any, case_id: str, by: SignedIn) -> Done:
        def change() -> Case:
            with self._house.database.work() as work:
                moved: Case = verb(
                    work, case_id, by.agent, now=self._house.now(), wording=self._house.wording
                )
                return moved

        self._desk.changed((await in_thread(change)).conversation_id)
        return Done()

    async def reply(self, case_id: str, wanted: ReplyRequest, by: SignedIn) -> MessageShown:
        words = self._words(wanted)

        def write() -> tuple[str, MessageShown]:
            with self._house.database.work() as work:
                message = agent_reply(
                    work,
                    case_id,
                    by.agent,
                    words,
                    now=self._house.now(),
                    wording=self._house.wording,
                )
                views = self._desk.views(by.agent.desk_language)
                return message.conversation_id, views.message(message)

        conversation_id, shown = await in_thread(write)
        self._desk.changed(conversation_id)
        return shown

    async def note(self, case_id: str, text: str, by: SignedIn) -> Done:
        def write() -> str:
            with self._house.database.work() as work:
                note = add_note(work, case_id, by.agent, text, now=self._house.now())
                return note.conversation_id

        self._desk.changed(await in_thread(write))
        return Done()

    async def resolve(self, case_id: str, result: Result, by: SignedIn) -> Done:
        def end() -> Resolved:
            with self._house.database.work() as work:
                return resolve_case(work, case_id, by.agent, result, now=self._house.now())

        return self._ended(await in_thread(end))

    async def decide(self, case_id: str, approved: bool, by: SignedIn) -> Done:
        def ask() -> Asked:
            with self._house.database.work() as work:
                return ask_to_decide(
                    work, case_id, by.agent, approved=approved, now=self._house.now()
                )

        def write_down() -> Resolved:
            with self._house.database.work() as work:
                return decided(work, case_id, by.agent, approved=approved, now=self._house.now())

        asked = await in_thread(ask)
        try:
            await self._house.bookings.approve_refund(
                asked.refund_id, by=by.agent.login, approved=approved
            )
        except Conflict:
            if not await self._was_decided(asked, approved):
                raise
        return self._ended(await in_thread(write_down))

    async def _was_decided(self, asked: Asked, approved: bool) -> bool:
        """Whether an earlier try of ours went through, though we did not hear of it."""
        if asked.booking is None:
            return False
        refunds = await self._house.bookings.refunds_of(asked.booking)
        wanted = ("requested", "sent", "paid") if approved else ("refused",)
        return any(
            refund["id"] == asked.refund_id and refund["state"] in wanted for refund in refunds
        )

    def _ended(self, resolved: Resolved) -> Done:
        conversation_id = resolved.case.conversation_id
        self._desk.changed(conversation_id)
        self._desk.let_assistant_go_on(conversation_id, resolved.command)
        return Done()

    def _words(self, wanted: ReplyRequest) -> Words:
        if (wanted.text is None) == (wanted.canned is None):
            raise Refused("words", code="text_or_canned")
        if wanted.canned is not None and not self._house.wording.has(wanted.canned):
            raise Refused("words", code="no_such_sentence")
        return Words(wanted.id, wanted.text or "", wanted.canned)
