"""Asks about refunds whose fate is unknown until the booking system answers, then tells."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import structlog

from bot.assistant.replies import OpenCase, Say
from bot.bookings_client import BookingsUnavailable
from bot.conversations.values import Code, Day, Fact, Money, Term, Value
from bot.errors import NotFound, Refused
from bot.house import House
from bot.storage.database import in_thread
from bot.storage.refund_watches import Watch, WatchState
from bot.turns.open_case import open_case
from bot.turns.speak import say

log = structlog.get_logger()

ASK_EVERY = timedelta(seconds=10)
GIVE_UP_AFTER = timedelta(minutes=15)
NEVER_ARRIVED_AFTER = timedelta(minutes=2)
KNOWN_STATES = frozenset({"requested", "awaiting_approval", "sent", "paid"})


async def watch_refunds(house: House) -> None:
    """Ask about every refund that is due."""
    for watch in await in_thread(_lease, house, house.now()):
        state, refund = await _look(house, watch)
        case_id = await in_thread(_settle, house, watch, state, refund)
        if state is not None:
            house.hub.conversation_changed(watch.conversation_id)
        if case_id is not None:
            house.hub.desk_changed()


async def _look(house: House, watch: Watch) -> tuple[WatchState | None, dict[str, Any] | None]:
    age = house.now() - watch.at
    try:
        refund = await house.bookings.refund_by_key(watch.key)
    except BookingsUnavailable:
        return (WatchState.GIVEN_UP if age > GIVE_UP_AFTER else None), None
    except (NotFound, Refused):
        return (WatchState.GIVEN_UP if age > NEVER_ARRIVED_AFTER else None), None
    if refund.get("state") in KNOWN_STATES:
        return WatchState.KNOWN, refund
    stuck = refund.get("state") == "refused" or age > GIVE_UP_AFTER
    return (WatchState.GIVEN_UP if stuck else None), refund


def _lease(house: House, now: datetime) -> list[Watch]:
    with house.database.look() as work:
        if not work.refund_watches.is_due(now):
            return []
    with house.database.work() as work:
        return work.refund_watches.lease(now, ASK_EVERY)


def _settle(
    house: House, watch: Watch, state: WatchState | None, refund: dict[str, Any] | None
) -> str | None:
    """Tell the traveller what is known now, or give it to a person; returns the case's id."""
    if state is None:
        return None
    now = house.now()
    with house.database.work() as work:
        if not work.refund_watches.settle(watch.key, state):
            return None
        conversation = work.conversations.lock(watch.conversation_id)
        if state is WatchState.KNOWN and refund is not None:
            say(house, work, conversation, _confirmed(refund), now=now)
            return None
        log.warning("refund_unknown", conversation=watch.conversation_id)
        wanted = OpenCase("refund_status", "", _facts(watch, refund, now))
        return open_case(work, conversation, wanted, now=now, wording=house.wording).id


def _confirmed(refund: dict[str, Any]) -> Say:
    amount = refund["amount"]
    values: dict[str, Value] = {
        "amount": Money(Decimal(amount["amount"]), amount["currency"]),
        "card": Code(refund["to_card"]),
    }
    if refund.get("state") == "awaiting_approval":
        return Say("refund_awaiting_approval", values)
    expected = Day(date.fromisoformat(refund["expected_on"]))
    return Say("refund_confirmed_later", {**values, "expected": expected})


def _facts(watch: Watch, refund: dict[str, Any] | None, now: datetime) -> tuple[Fact, ...]:
    state = "unknown" if refund is None else str(refund.get("state"))
    named: tuple[tuple[str, Value], ...] = (
        ("booking_reference", Code(watch.booking)),
        ("refund_quote", Code(watch.quote)),
        ("refund_key", Code(watch.key)),
        ("refund_state", Term(f"refund_is_{state}")),
    )
    return tuple(Fact(name, value, "looked_up", now) for name, value in named)
