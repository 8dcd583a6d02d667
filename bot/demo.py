"""What only the demonstration shows: outgoing messages, and how a booking stands."""

from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from bot.cases.model import Case
from bot.errors import HamsafarError
from bot.house import House
from bot.storage.database import in_thread
from bot.storage.outbox import Notice


def demo_router(house: House) -> APIRouter:
    """Pages of demonstration mode; the app mounts them in no other."""
    router = APIRouter(prefix="/demo")

    @router.get("/outbox", response_class=HTMLResponse)
    async def outbox() -> str:
        """The messages that would have been sent, newest first."""
        return _page(await in_thread(_newest, house))

    @router.get("/outbox.json")
    async def outbox_json() -> list[dict[str, Any]]:
        """The same for programs."""
        return [_shown(notice) for notice in await in_thread(_newest, house)]

    @router.post("/forget-limits", status_code=204)
    async def forget_limits() -> None:
        """Begin all limits anew, between scripted talks of the same travellers."""
        house.limits.forget()

    @router.get("/travellers.json")
    async def travellers() -> dict[str, Any]:
        """The invented travellers of the demonstration."""
        return await house.bookings.demo_travellers()

    @router.get("/state.json")
    async def state(reference: Annotated[str, Query(max_length=12)]) -> dict[str, Any]:
        """How a booking stands, and the newest case that names it."""
        try:
            booking = await house.bookings.demo_state(reference)
        except HamsafarError as failure:
            booking = {"status": failure.code}
        case = await in_thread(_newest_case, house, reference)
        return {
            **booking,
            "case": _case_word(case),
            "class": None if case is None else case.class_,
        }

    @router.get("/talk.json")
    async def talk(conversation: Annotated[str, Query(max_length=40)]) -> dict[str, Any]:
        """A talk with the names of its sentences, for scripted journeys."""
        return await in_thread(_talk, house, conversation)

    return router


def _talk(house: House, conversation_id: str) -> dict[str, Any]:
    with house.database.look() as work:
        conversation = work.conversations.get(conversation_id)
        messages = work.messages.after(conversation_id, 0)
        cases = work.cases.of_conversation(conversation_id)
    return {
        "answered_by": str(conversation.answered_by),
        "messages": [
            {
                "seq": message.seq,
                "sender": str(message.sender),
                "kind": str(message.kind),
                "audience": message.audience,
                "sentence": message.sentence,
                "text": message.text,
                "language": message.language,
            }
            for message in messages
        ],
        "cases": [
            {
                "id": case.id,
                "kind": str(case.kind),
                "case": _case_word(case),
                "class": case.class_,
                "callback": case.typology == "callback_request",
            }
            for case in cases
        ],
    }


def _newest(house: House) -> list[Notice]:
    with house.database.look() as work:
        return work.outbox.newest()


def _newest_case(house: House, reference: str) -> Case | None:
    with house.database.look() as work:
        named = (case for case in work.cases.newest() if _names(case.packet, reference))
        return next(named, None)


def _names(packet: Any, reference: str) -> bool:
    """Whether any value of a packet is this reference."""
    if isinstance(packet, dict):
        return any(_names(value, reference) for value in packet.values())
    if isinstance(packet, list):
        return any(_names(value, reference) for value in packet)
    return bool(packet == reference)


def _case_word(case: Case | None) -> str:
    if case is None:
        return "none"
    words = {"waiting": "open", "claimed": "owned"}
    return words.get(str(case.state), "closed")


def _shown(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "at": notice.at.isoformat(),
        "channel": notice.channel,
        "to": notice.to,
        "language": notice.language,
        "sentence": notice.sentence,
        "text": notice.text,
        "code": notice.code,
        "conversation": notice.conversation_id,
    }


def _page(notices: list[Notice]) -> str:
    rows = "".join(
        f"<li><p><strong>{escape(n.channel)}</strong> <bdi>{escape(n.to)}</bdi> "
        f'<time datetime="{n.at.isoformat()}">{n.at:%H:%M:%S} UTC</time></p>'
        f'<p dir="auto" lang="{escape(n.language)}">{escape(n.text)}</p></li>'
        for n in notices
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="refresh" content="3"><title>Outgoing messages (demonstration)</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        "<body><main><h1>Outgoing messages</h1><p>Demonstration: nothing here was really sent."
        f"</p><ol reversed>{rows}</ol></main></body></html>"
    )
