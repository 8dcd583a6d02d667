"""Record what was said, ask the assistant, record its answer: one turn of a talk."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.assistant.client import Answer, Asked, AssistantUnavailable
from bot.assistant.replies import HandOver, Say
from bot.conversations.model import AnsweredBy, Conversation, Json
from bot.conversations.values import Term
from bot.errors import StoreBusy, Unavailable
from bot.house import House
from bot.storage.database import in_thread
from bot.turns.batches import LEASE, Batch, next_batch
from bot.turns.enrich_case import enrich_case
from bot.turns.incoming import Incoming
from bot.turns.record import Recorded, record
from bot.turns.record_answer import Outcome, record_answer
from bot.turns.speak import keep_note

log = structlog.get_logger()

UNAVAILABLE = "assistant_unavailable"
KEEP_TRIES = 3


async def take_turn(house: House, conversation_id: str, incoming: Incoming) -> Recorded:
    """Record what was sent and see it answered, for doors that can wait."""
    recorded = await receive(house, conversation_id, incoming)
    if recorded.batch is not None:
        await answer(house, recorded.batch)
    return recorded


async def receive(house: House, conversation_id: str, incoming: Incoming) -> Recorded:
    """Record what was sent and wake whoever shows it; the caller sees to the answer."""
    recorded = await in_thread(record, house, conversation_id, incoming, now=house.now())
    house.hub.conversation_changed(conversation_id, recorded.news)
    if recorded.desk:
        house.hub.desk_changed()
    return recorded


async def answer(house: House, batch: Batch | None) -> None:
    """Answer the batch and all that has come meanwhile; the caller holds the lease."""
    while batch is not None:
        conversation_id = batch.conversation.id
        house.hub.typing(conversation_id, "assistant")
        given = await _ask(house, batch)
        outcome = await _keep(house, batch, given)
        _wake(house, conversation_id, outcome)
        batch = outcome.next


async def run_command(house: House, conversation_id: str, command: Json) -> None:
    """Give the assistant a command that no traveller typed, such as `case_resolved`."""
    await answer(house, await in_thread(_keep_command, house, conversation_id, command))


async def pick_up(house: House, *, older_than_s: float) -> None:
    """Answer what a crashed process left unanswered."""
    before = house.now() - timedelta(seconds=older_than_s)
    for batch in await in_thread(_forgotten, house, before):
        log.warning("turn_picked_up", conversation=batch.conversation.id)
        house.errands.start(answer(house, batch), name="picked_up_turn")


async def _keep(house: House, batch: Batch, given: Answer) -> Outcome:
    """Record the answer; while the store is busy try again, for asking again could act again."""
    for _ in range(KEEP_TRIES - 1):
        try:
            return await in_thread(record_answer, house, batch, given, now=house.now())
        except StoreBusy:
            log.warning("answer_waits_for_store", conversation=batch.conversation.id)
    return await in_thread(record_answer, house, batch, given, now=house.now())


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
            given = await house.assistant.answer(asked, within_s=within_s)
        if not given.replies:
            raise AssistantUnavailable("empty")
        return given
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
    house.hub.conversation_changed(conversation_id, outcome.news)
    if outcome.code_wanted:
        house.codes_wanted.set()
    if outcome.case_ids:
        house.hub.desk_changed()
    for case_id in outcome.case_ids:
        house.errands.start(enrich_case(house, case_id, now=house.now()), name="enrich_case")


def _keep_command(house: House, conversation_id: str, command: Json) -> Batch | None:
    now = house.now()
    with house.database.work() as work:
        conversation = work.conversations.lock(conversation_id)
        if conversation.answered_by is not AnsweredBy.ASSISTANT:
            return None
        keep_note(work, conversation, {"command": command}, now=now, pending=True)
        if not work.conversations.take_lease(conversation_id, now, LEASE):
            return None
        return next_batch(house, work, conversation_id, now=now)[1]


def _forgotten(house: House, before: datetime) -> list[Batch]:
    with house.database.look() as work:
        waiting = work.messages.conversations_pending(before)
    return [batch for one in waiting if (batch := _take_over(house, one)) is not None]


def _take_over(house: House, conversation_id: str) -> Batch | None:
    now = house.now()
    with house.database.work() as work:
        work.conversations.lock(conversation_id)
        if not work.conversations.take_lease(conversation_id, now, LEASE):
            return None
        return next_batch(house, work, conversation_id, now=now)[1]
