"""The loops that run beside the doors: the sweep, the codes, the outbox, the refunds."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.agent_desk.mount import watch_agents
from bot.errors import StoreBusy
from bot.house import House
from bot.notifications.senders import senders_for
from bot.turns.send_codes import send_codes
from bot.turns.send_notices import send_due
from bot.turns.take_turn import pick_up
from bot.turns.watch_refunds import watch_refunds

log = structlog.get_logger()

SWEEP_OLDER_THAN_S = 2.0


async def run_workers(house: House) -> None:
    """Run all loops until cancelled."""
    senders = senders_for(house.settings)
    sweep_s = house.settings.sweep_every_s

    async with asyncio.TaskGroup() as group:
        group.create_task(watch_agents(house), name="agents")
        for name, work, every_s, woken in (
            ("sweep", lambda: pick_up(house, older_than_s=SWEEP_OLDER_THAN_S), sweep_s, None),
            ("codes", lambda: send_codes(house), 3.0, house.codes_wanted),
            ("outbox", lambda: send_due(house, senders), 3.0, house.notices_wanted),
            ("refunds", lambda: watch_refunds(house), 5.0, None),
        ):
            group.create_task(_loop(name, work, every_s, woken), name=name)


async def _loop(
    name: str,
    work: Callable[[], Awaitable[None]],
    every_s: float,
    woken: asyncio.Event | None,
) -> None:
    """Work, wait, work again: the outermost loop of a worker, which outlives every error."""
    while True:
        try:
            await work()
        except StoreBusy:
            log.warning("worker_waits_for_store", worker=name)
        except Exception:
            log.exception("worker_failed", worker=name)
        if woken is None:
            await asyncio.sleep(every_s)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), every_s)
            woken.clear()
