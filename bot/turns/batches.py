"""What the assistant answers next: merged words, or one command, with what it should know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.conversations.grants import make_grant
from bot.conversations.model import AnsweredBy, Conversation, Json, Message, Sender
from bot.house import House
from bot.storage.proofs import Proof
from bot.storage.work import Work

LEASE = timedelta(seconds=12)
MOST_MERGED = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """What one turn answers: merged words, a command, or an act that needs no assistant.

    `conversation` is as it was when the turn began; its lease says whether we still may answer.
    """

    conversation: Conversation
    messages: tuple[Message, ...]
    text: str | None
    command: Json | None
    act: Json | None
    metadata: Json
    is_traveller: bool


def next_batch(
    house: House, work: Work, conversation_id: str, *, now: datetime
) -> tuple[Conversation, Batch | None]:
    """The conversation, and what is to be answered next; without anything, the lease ends.

    The caller holds the lease and has locked the conversation.
    """
    waiting = work.messages.pending(conversation_id)
    if not waiting:
        return work.conversations.end_lease(conversation_id), None
    leased = work.conversations.renew_lease(conversation_id, now, LEASE)
    if leased.answered_by is not AnsweredBy.ASSISTANT:
        work.messages.settle(conversation_id, [message.seq for message in waiting])
        return work.conversations.end_lease(conversation_id), None
    return leased, first_batch(house, work, leased, waiting, now=now)


def first_batch(
    house: House,
    work: Work,
    leased: Conversation,
    waiting: Sequence[Message],
    *,
    now: datetime,
) -> Batch:
    """The first of what waits, for the conversation whose lease was just taken."""
    return _batch(house, work, leased, _merged(waiting), now)


def _merged(waiting: Sequence[Message]) -> list[Message]:
    """A command alone, the house's own first; or all words up to the next command, merged."""
    for message in waiting:
        if "command" in message.payload and message.sender is Sender.SYSTEM:
            return [message]
    if "command" in waiting[0].payload:
        return [waiting[0]]
    merged: list[Message] = []
    for message in waiting:
        signs = sum(len(earlier.text) + 1 for earlier in merged) + len(message.text)
        if "command" in message.payload or (merged and signs > MOST_MERGED):
            break
        merged.append(message)
    return merged


def _batch(
    house: House,
    work: Work,
    conversation: Conversation,
    messages: list[Message],
    now: datetime,
) -> Batch:
    command: Json | None = messages[0].payload.get("command")
    act = None if command is None else command.get("act")
    return Batch(
        conversation=conversation,
        messages=tuple(messages),
        text=None if command else "\n".join(message.text for message in messages),
        command=None if act else command,
        act=command if act and command else None,
        metadata={} if act else _metadata(house, work, conversation, now),
        is_traveller=messages[0].sender is Sender.TRAVELLER,
    )


def _metadata(house: House, work: Work, conversation: Conversation, now: datetime) -> Json:
    proof = _proof(work, conversation, now)
    return {
        "language": conversation.language,
        "channel": conversation.channel,
        "today": now.astimezone(_zone(conversation.zone)).date().isoformat(),
        "zone": conversation.zone,
        "grant": None if proof is None else _grant(house, proof, now),
        "known": _known(conversation) if conversation.turns_in_epoch == 0 else {},
    }


def _proof(work: Work, conversation: Conversation, now: datetime) -> Proof | None:
    """The proof for the booking of the talk, else the newest one."""
    lasting = [proof for proof in work.proofs.of(conversation.id) if proof.expires_at > now]
    booking = str(conversation.slots.get("booking_reference") or "").upper()
    named = [proof for proof in lasting if proof.booking == booking]
    return next(reversed(named or lasting), None)


def _grant(house: House, proof: Proof, now: datetime) -> str:
    return make_grant(
        conversation=proof.conversation_id,
        booking=proof.booking,
        level=proof.how,
        proved_at=proof.proved_at,
        now=now,
        secret=house.settings.grant_secret.get_secret_value(),
    )


def _known(conversation: Conversation) -> Json:
    return {
        slot: value
        for slot in ("booking_reference", "last_name")
        if (value := conversation.slots.get(slot))
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
