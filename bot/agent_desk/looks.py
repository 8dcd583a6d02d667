"""What an agent may look at; every look at a packet is written down."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from bot.agent_desk.desk import Desk
from bot.agent_desk.frames import Canned, CaseShown, Id, MessageShown, Queue, Row
from bot.cases.model import Agent
from bot.errors import NotFound
from bot.storage.database import in_thread
from bot.storage.files import Attachment
from bot.turns.claim_case import NotASupervisor

FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def looks(desk: Desk, signed_in: Any) -> APIRouter:  # noqa: C901 - one route each
    """The reading routes of `/desk/api/v1`."""
    router = APIRouter()
    database = desk.house.database

    @router.get("/queue")
    async def queue(by: signed_in) -> Queue:
        """The lists of this agent."""

        def read() -> Queue:
            with database.look() as work:
                return desk.views(by.agent.desk_language).queue(work, by.agent)

        return await in_thread(read)

    @router.get("/cases/{case_id}")
    async def case(case_id: Id, by: signed_in) -> CaseShown:
        """A case with packet and transcript; written down as seen."""
        return await in_thread(_look, desk, case_id, by.agent)

    @router.get("/cases/{case_id}/messages")
    async def messages(case_id: Id, by: signed_in, after: int = 0) -> list[MessageShown]:
        """The messages of a case after a number."""

        def read() -> list[MessageShown]:
            with database.look() as work:
                talk = work.cases.get(case_id).conversation_id
                return desk.views(by.agent.desk_language).messages(work, talk, after)

        return await in_thread(read)

    @router.get("/cases/{case_id}/canned")
    async def canned(case_id: Id, by: signed_in) -> list[Canned]:
        """The ready answers for this case's traveller."""

        def read() -> list[Canned]:
            with database.look() as work:
                talk = work.conversations.get(work.cases.get(case_id).conversation_id)
                return desk.views(by.agent.desk_language).canned(talk, by.agent)

        return await in_thread(read)

    @router.get("/approvals")
    async def approvals(by: signed_in) -> list[Row]:
        """The refunds that wait for a supervisor."""
        if not by.agent.is_supervisor:
            raise NotASupervisor(by.agent.id)

        def read() -> list[Row]:
            with database.look() as work:
                views = desk.views(by.agent.desk_language)
                names = {agent.id: agent.name for agent in work.agents.listed()}
                return [views.row(work, one, names) for one in work.cases.to_approve()]

        return await in_thread(read)

    @router.get("/files/{file_id}")
    async def file(file_id: Id, by: signed_in) -> FileResponse:
        """A traveller's file, as a download only."""
        kept = await in_thread(_file_seen, desk, file_id, by.agent)
        path = desk.house.settings.files_dir / kept.id
        if not path.is_file():
            raise NotFound("file")
        return FileResponse(
            path,
            media_type=kept.media_type,
            filename=kept.name,
            content_disposition_type="attachment",
            headers=FILE_HEADERS,
        )

    return router


def _look(desk: Desk, case_id: str, agent: Agent) -> CaseShown:
    with desk.house.database.work() as work:
        shown = desk.views(agent.desk_language).case(work, case_id)
        work.audit.append(
            "packet_seen", actor=agent.login, subject=shown.row.number, at=desk.house.now()
        )
    return shown


def _file_seen(desk: Desk, file_id: str, agent: Agent) -> Attachment:
    with desk.house.database.work() as work:
        kept = work.attachments.get(file_id)
        work.audit.append("file_seen", actor=agent.login, subject=kept.id, at=desk.house.now())
    return kept
