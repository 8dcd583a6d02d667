"""The one door of the assistant: takes turns and texts as JSON, gives answers as data."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as as_json

from brain.components.turn_metadata import EXTRACTOR, entities_of
from brain.labels import for_rasa, label_of
from brain.processor import Brain, Replies, TurnFailed

MAX_TEXT = 2000
LONGEST_TURN = 30.0
"""Seconds a turn may take when the front line names no deadline."""
_SECRET = {"grant", "deadline", "session_started_metadata"}
log = logging.getLogger(__name__)


class Malformed(ValueError):
    """The request does not keep to the contract."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as asked for."""

    conversation: str
    text: str | None
    command: dict[str, Any] | None
    metadata: dict[str, Any]

    def seconds_left(self, now: datetime) -> float:
        """Tell how long the turn may take."""
        deadline = self.metadata.get("deadline")
        if deadline is None:
            return LONGEST_TURN
        return (datetime.fromisoformat(deadline) - now).total_seconds()


class TurnChannel(InputChannel):
    """`POST /turn`, `POST /understand`, `DELETE /conversations/ID`, `GET /health`."""

    @classmethod
    def name(cls) -> str:
        """Name the channel as Rasa wants it."""
        return "turn"

    def url_prefix(self) -> str:
        """Stand at the root."""
        return ""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Give the routes."""
        door = Blueprint("turn")
        door.add_route(_take_turn, "/turn", methods=["POST"])
        door.add_route(_understand, "/understand", methods=["POST"])
        door.add_route(_forget, "/conversations/<conversation:str>", methods=["DELETE"])
        door.add_route(_health, "/health", methods=["GET"])
        return door


async def _take_turn(request: Request) -> HTTPResponse:
    try:
        turn = read_turn(request.body)
        seconds = turn.seconds_left(datetime.now(timezone.utc))
        message = message_of(turn, request.app.ctx.agent)
    except Malformed as fault:
        return _refused(422, "malformed", str(fault))
    replies = Replies()
    try:
        answer = await asyncio.wait_for(_answer(request.app.ctx.agent, message, replies), seconds)
    except asyncio.TimeoutError:
        return _failed(504, "deadline_passed", replies)
    except TurnFailed as failure:
        return _failed(502, failure.why, replies)
    except Exception:
        log.exception("turn failed")
        return _failed(502, "brain_failed", replies)
    return _json(answer)


async def _answer(brain: Brain, message: UserMessage, replies: Replies) -> dict[str, Any]:
    tracker, understood = await brain.take(message, replies)
    return {
        "replies": replies.payloads,
        "failed": False,
        "understood": understood_as_data(understood),
        "slots": _slots(tracker),
    }


async def _understand(request: Request) -> HTTPResponse:
    try:
        asked = _object(request.body)
        texts = asked.get("texts")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise Malformed("texts is not a list of strings")
    except Malformed as fault:
        return _refused(422, "malformed", str(fault))
    processor = request.app.ctx.agent.processor
    metadata = asked.get("metadata") or {}
    understood = []
    for text in texts:
        message = UserMessage(text[:MAX_TEXT], metadata=metadata)
        understood.append(understood_as_data(await processor.understand(message)))
        await asyncio.sleep(0)
    return _json({"understood": understood})


async def _forget(request: Request, conversation: str) -> HTTPResponse:
    erased = request.app.ctx.agent.tracker_store.forget(conversation)
    return _json({"erased": erased})


async def _health(request: Request) -> HTTPResponse:
    brain = getattr(request.app.ctx, "agent", None)
    if brain is None or not brain.is_ready():
        return _json({"ready": False, "model": None}, 503)
    understood = await brain.processor.understand(UserMessage("hello"))
    ready = bool(understood.get("intent_ranking"))
    return _json({"ready": ready, "model": brain.processor.model_filename}, 200 if ready else 503)


def read_turn(body: bytes) -> Turn:
    """Read a request, or raise `Malformed`."""
    asked = _object(body)
    conversation, text, command = (asked.get(key) for key in ("conversation", "text", "command"))
    metadata = {} if asked.get("metadata") is None else asked["metadata"]
    if not isinstance(conversation, str) or not 0 < len(conversation) <= 200:
        raise Malformed("conversation is not a short string")
    if (text is None) == (command is None):
        raise Malformed("exactly one of text and command is wanted")
    if text is not None and (not isinstance(text, str) or len(text) > MAX_TEXT):
        raise Malformed(f"text is not a string of at most {MAX_TEXT} characters")
    if command is not None and not isinstance(command, dict):
        raise Malformed("command is not an object")
    if not isinstance(metadata, dict):
        raise Malformed("metadata is not an object")
    _check_deadline(metadata.get("deadline"))
    return Turn(conversation, text, command, metadata)


def message_of(turn: Turn, brain: Brain) -> UserMessage:
    """Give Rasa's message: a text to be understood, or a command that is understood already."""
    parsed = None if turn.command is None else parsed_command(turn.command, turn.metadata)
    if parsed is not None and parsed["intent"]["name"] not in brain.domain.intents:
        raise Malformed("unknown command")
    text = turn.text if parsed is None else f"/{parsed['intent']['name']}"
    return UserMessage(
        text,
        sender_id=turn.conversation,
        parse_data=parsed,
        metadata=turn.metadata,
        input_channel="turn",
    )


def parsed_command(command: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    """Give a command as if it had been parsed."""
    label, given = command.get("intent"), command.get("entities") or {}
    if not isinstance(label, str) or not isinstance(given, dict):
        raise Malformed("a command is an intent with entities")
    entities = [
        {"entity": name, "value": value, "extractor": "command"} for name, value in given.items()
    ]
    return {
        "text": f"/{label}",
        "intent": for_rasa(label, 1.0),
        "entities": entities + entities_of(metadata, entities),
        "intent_ranking": [{"name": label, "confidence": 1.0}],
        "language": None,
    }


def understood_as_data(parsed: dict[str, Any]) -> dict[str, Any]:
    """Give what was understood in the shape of the contract, without the turn's metadata."""
    return {
        "intent": label_of(parsed["intent"]),
        "confidence": round(parsed["intent"].get("confidence") or 0.0, 4),
        "ranking": [
            [rank["name"], round(rank["confidence"], 4)]
            for rank in parsed.get("intent_ranking", [])
        ],
        "entities": [
            {key: entity.get(key) for key in ("entity", "value", "start", "end")}
            for entity in parsed["entities"]
            if entity.get("extractor") != EXTRACTOR
        ],
        "language": parsed.get("language"),
    }


def _slots(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        name: value
        for name, value in tracker.current_slot_values().items()
        if value is not None and name not in _SECRET
    }


def _check_deadline(deadline: Any) -> None:
    if deadline is None:
        return
    try:
        moment = datetime.fromisoformat(deadline)
    except (TypeError, ValueError) as fault:
        raise Malformed("deadline is not a moment") from fault
    if moment.tzinfo is None:
        raise Malformed("deadline has no offset")


def _object(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except ValueError as fault:
        raise Malformed("not JSON") from fault
    if not isinstance(asked, dict):
        raise Malformed("not an object")
    return asked


def _failed(status: int, why: str, replies: Replies) -> HTTPResponse:
    return _json({"replies": replies.payloads, "failed": True, "why": why}, status)


def _refused(status: int, code: str, message: str) -> HTTPResponse:
    return _json({"error": {"code": code, "message": message}}, status)


def _json(content: dict[str, Any], status: int = 200) -> HTTPResponse:
    return as_json(content, status=status, ensure_ascii=False, dumps=json.dumps, default=_plain)


def _plain(number: Any) -> Any:
    """Turn numpy's numbers into plain ones."""
    return number.item()
