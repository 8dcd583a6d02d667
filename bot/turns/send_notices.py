"""Sends what waits in the outbox, again after a while if it fails, never twice at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.house import House
from bot.notifications.senders import NotSent, Sender
from bot.storage.database import in_thread
from bot.storage.outbox import Notice

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=5)


async def send_due(house: House, senders: Mapping[str, Sender]) -> None:
    """Send everything that is due."""
    for notice in await in_thread(_lease, house, house.now()):
        sender = senders.get(notice.channel)
        if sender is None:
            await _without_sender(house, notice)
            continue
        await _send(house, sender, notice)


async def _without_sender(house: House, notice: Notice) -> None:
    """Demonstration mode keeps what its page shows; elsewhere the notice is dead, and says so."""
    if house.settings.demo:
        await in_thread(_settle, house, notice, erase=False)
        return
    log.error("no_way_out", channel=notice.channel, notice=notice.id)
    await in_thread(_failed, house, notice, None)


async def _send(house: House, sender: Sender, notice: Notice) -> None:
    try:
        await sender.send(notice)
    except NotSent as failure:
        last = failure.for_good or notice.tries >= MOST_TRIES
        log.warning("notice_not_sent", notice=notice.id, why=str(failure), last=last)
        again_at = None if last else house.now() + FIRST_WAIT * 2 ** (notice.tries - 1)
        await in_thread(_failed, house, notice, again_at)
    else:
        await in_thread(_settle, house, notice, erase=True)


def _lease(house: House, now: datetime) -> list[Notice]:
    with house.database.look() as work:
        if not work.outbox.is_due(now):
            return []
    with house.database.work() as work:
        return work.outbox.lease(now, LEASE)


def _settle(house: House, notice: Notice, *, erase: bool) -> None:
    with house.database.work() as work:
        work.outbox.sent(notice.id, erase=erase)


def _failed(house: House, notice: Notice, again_at: datetime | None) -> None:
    with house.database.work() as work:
        work.outbox.failed(notice.id, again_at=again_at)
