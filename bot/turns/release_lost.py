"""Talks of agents whose screen went dark come back into the line, at their old place."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.cases.model import Agent, Case
from bot.turns.give_back import release_case
from bot.turns.tell import Renders

if TYPE_CHECKING:
    from bot.storage.work import Work

GRACE = timedelta(minutes=3)


def release_lost(work: "Work", *, now: datetime, wording: Renders) -> list[Case]:
    """Release every live talk whose agent has not been heard of for three minutes."""
    lost = [agent for agent in work.agents.listed() if _is_lost(agent, now)]
    return [
        release_case(work, case.id, agent, now=now, wording=wording)
        for agent in lost
        for case in work.cases.held_by(agent.id)
        if case.live_talk and case.claimed_at is not None and now - case.claimed_at > GRACE
    ]


def _is_lost(agent: Agent, now: datetime) -> bool:
    return agent.heartbeat_at is None or now - agent.heartbeat_at > GRACE
