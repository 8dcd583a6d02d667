"""Record what was said, ask the assistant, record its answer: one turn of a talk."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from bot.assistant.client import Answer, Asked, AssistantUnavailable
from bot.assistant.replies import HandOver, Say
from bot.conversations.grants import make_grant
from bot.conversations.model import AnsweredBy, Conversation, Json, Message
from bot.conversations.values import Term
from bot.errors import Unavailable
from bot.house import House
from bot.storage.database import in_thread
from bot.storage.proofs import Proof
from bot.storage.work import Work
from bot.turns.enrich_case import enrich_case
from bot.turns.incoming import Incoming, Recorded
from bot.turns.record import LEASE, record
from bot.turns.record_answer import Batch, Outcome, record_answer
from bot.turns.speak import keep_note

log = structlog.get_logger()

UNAVAILABLE = "assistant_unavailable"
MOST_MERGED = 2000


async def take_turn(house: House, conversation_id: str, incoming: Incoming) -> Recorded:
    """Record what was sent and see it answered, for doors that can wait."""
    recorded = await receive(house, conversation_id, incoming)
    if recorded.leads:
        await answer_pending(house, conversation_id)
    return recorded


async def receive(house: House, conversation_id: str, incoming: Incoming) -> Recorded:
    """Record what was sent and wake whoever shows it; the caller sees to the answer."""
    recorded = await in_thread(record, house, conversation_id, incoming, now=house.now())
    house.hub.conversation_changed(conversation_id)
    if recorded.desk:
        house.hub.desk_changed()
    return recorded


async def run_command(house: House, conversation_id: str, command: Json) -> None:
    """Give the assistant a command that no traveller typed, such as `case_resolved`."""
    if await in_thread(_keep_command, house, conversation_id, command):
        await answer_pending(house, conversation_id)


async def answer_pending(house: House, conversation_id: str) -> None:
    """Answer all that waits in the conversation; the caller holds its lease."""
    while batch := await in_thread(_next_batch, house, conversation_id):
        house.hub.typing(conversation_id, "assistant")
        answer = await _ask(house, batch)
        outcome = await in_thread(record_answer, house, batch, answer, now=house.now())
        _wake(house, conversation_id, outcome)
        if not outcome.goes_on:
            return


async def pick_up(house: House, *, older_than_s: float) -> None:
    """Answer what a crashed process left unanswered."""
    before = house.now() - timedelta(seconds=older_than_s)
    for conversation_id in await in_thread(_forgotten, house, before):
        log.warning("turn_picked_up", conversation=conversation_id)
        house.errands.start(answer_pending(house, conversation_id), name="picked_up_turn")


async def _ask(house: House, batch: Batch) -> Answer:
    """Never leave the traveller without an answer: if the assistant fails, a person takes over."""
    if batch.act is not None:
        return Answer(())
    within_s = house.settings.turn_deadline_s
    asked = Asked(
        conversation=batch.conversation.id,
        epoch=batch.conversation.brain_epoch,
        text=batch.text,
        command=batch.command,
        metadata=batch.metadata,
        deadline=house.now() + timedelta(seconds=within_s),
    )
    try:
        async with asyncio.timeout(within_s + 0.5):
            answer = await house.assistant.answer(asked, within_s=within_s)
        if not answer.replies:
            raise AssistantUnavailable("empty")
        return answer
    except (Unavailable, TimeoutError) as broken:
        log.warning(UNAVAILABLE, conversation=batch.conversation.id, why=str(broken))
        return outage(batch.conversation, batch.command)


def outage(conversation: Conversation, command: Json | None) -> Answer:
    """What happens when the assistant cannot answer: a sentence, and a person.

    After a resolved case only its result is told, or the case would open again and again.
    """
    if command is not None and command.get("intent") == "case_resolved":
        outcome = Term(str(command.get("entities", {}).get("outcome", "outcome_solved")))
        return Answer((Say("case_resolved", {"outcome": outcome}),), slots=conversation.slots)
    typology = str(conversation.slots.get("task") or "human_handoff")
    return Answer(
        (Say("assistant_unavailable_handed_over"), HandOver(UNAVAILABLE, typology)),
        slots=conversation.slots,
    )


def _wake(house: House, conversation_id: str, outcome: Outcome) -> None:
    house.hub.conversation_changed(conversation_id)
    if outcome.code_wanted:
        house.codes_wanted.set()
    if outcome.case_ids:
        house.hub.desk_changed()
    for case_id in outcome.case_ids:
        house.errands.start(enrich_case(house, case_id, now=house.now()), name="enrich_case")


def _keep_command(house: House, conversation_id: str, command: Json) -> bool:
    now = house.now()
    with house.database.work() as work:
        conversation = work.conversations.lock(conversation_id)
        if conversation.answered_by is not AnsweredBy.ASSISTANT:
            return False
        keep_note(work, conversation, {"command": command}, now=now, pending=True)
        return work.conversations.take_lease(conversation_id, now, LEASE)


def _next_batch(house: House, conversation_id: str) -> Batch | None:
    """What is to be answered next, with the lease renewed; without anything, the lease ends."""
    now = house.now()
    with house.database.work() as work:
        conversation = work.conversations.lock(conversation_id)
        waiting = work.messages.pending(conversation_id)
        if not waiting or conversation.answered_by is not AnsweredBy.ASSISTANT:
            work.messages.settle(conversation_id, [message.seq for message in waiting])
            work.conversations.end_lease(conversation_id)
            return None
        lease = work.conversations.renew_lease(conversation_id, now, LEASE)
        messages = _first_batch(waiting)
        return _batch(house, work, lease, messages, now)


def _first_batch(waiting: Sequence[Message]) -> list[Message]:
    """A command alone, the house's own first; or all words up to the next command, merged."""
    for message in waiting:
        if "command" in message.payload and message.sender == "system":
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
        seqs=tuple(message.seq for message in messages),
        text=None if command else "\n".join(message.text for message in messages),
        command=None if act else command,
        act=command if act and command else None,
        metadata={} if act else _metadata(house, work, conversation, now),
        is_traveller=messages[0].sender == "traveller",
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
    booking = conversation.slots.get("booking_reference")
    if booking and (proof := work.proofs.lasting(conversation.id, str(booking).upper(), now)):
        return proof
    return work.proofs.newest_lasting(conversation.id, now)


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


def _forgotten(house: House, before: datetime) -> list[str]:
    with house.database.look() as work:
        waiting = work.messages.conversations_pending(before)
    if not waiting:
        return []
    now = house.now()
    with house.database.work() as work:
        return [one for one in waiting if work.conversations.take_lease(one, now, LEASE)]
