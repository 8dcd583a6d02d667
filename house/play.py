"""Plays one journey: a traveller at the widget, an agent at the desk, and broken programs."""

import asyncio
import subprocess
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from house.desk_hand import DeskHand
from house.outcomes import outcome_of
from house.places import MODERN_PYTHON, House
from house.talk import Json, Talk

PATIENCE_S = 60.0
CODE_PATIENCE_S = 10.0
LOOK_EVERY_S = 0.15

# What the product asks for, and what the traveller answers when the script says nothing of it.
ASKED = {
    "ask_booking_reference": "{booking}",
    "ask_last_name": "{surname}",
    "code_sent": "{code}",
    "code_still_needed": "{code}",
    "ask_contact": "{email}",
}
CONSENT = frozenset(
    {"refund_quoted", "refund_quoted_full", "refund_quoted_nothing", "consent_unclear"}
)


class StepFailed(Exception):
    """A step of the journey did not hold; the text says which and why."""


@dataclass
class Stage:
    """Everything one journey needs while it is played."""

    house: House
    journey: Json
    traveller: dict[str, str]
    http: httpx2.AsyncClient
    desk: DeskHand
    talk: Talk
    answered: set[int] = field(default_factory=set)
    step: int = 0
    since: int = 0
    transcript: list[Json] = field(default_factory=list)

    async def look(self) -> Json:
        """The talk as the demo house tells it: sentences, owner, cases."""
        answer = await self.http.get(
            f"{self.house.url('bot')}/demo/talk.json",
            params={"conversation": self.talk.conversation},
        )
        answer.raise_for_status()
        seen: Json = answer.json()
        self.transcript = seen["messages"]
        return seen

    def rest(self) -> list[Json]:
        """The steps that have not been played yet."""
        return list(self.journey.get("steps", []))[self.step + 1 :]


async def play(stage: Stage) -> None:
    """Play every step, then wait until the outcome is the one that was promised."""
    steps: list[Json] = stage.journey.get("steps", [])
    for number, step in enumerate(steps):
        stage.step = number
        (verb, wanted), *others = step.items()
        if others or verb not in VERBS:
            raise StepFailed(f"step {number + 1}: {step} is not understood")
        try:
            await VERBS[verb](stage, wanted)
        except StepFailed as failed:
            raise StepFailed(f"step {number + 1} ({verb}): {failed}") from failed
    if promised := stage.journey.get("outcome"):
        await _until(stage, lambda seen: _outcome(seen) == promised, f"outcome {promised}")


async def _say(stage: Stage, text: str) -> None:
    stage.since = len(stage.talk.events)
    await stage.talk.say(await _filled(stage, text))
    await stage.talk.settle()
    await _answer_what_is_asked(stage)


async def _press(stage: Stage, name: str) -> None:
    stage.since = len(stage.talk.events)
    await _press_named(stage, str(name).lower() if isinstance(name, str) else _yes_no(name))
    await stage.talk.settle()
    await _answer_what_is_asked(stage)


async def _expect(stage: Stage, wanted: Json) -> None:
    within = float(wanted.get("within_s", PATIENCE_S))
    await _until(stage, lambda seen: not _misses(stage, seen, wanted), str(wanted), within)
    if state := wanted.get("state"):
        await _until_state(stage, state, within)


async def _wait_for(stage: Stage, wanted: Json) -> None:
    packet = {name: await _filled(stage, value) for name, value in wanted["agent_sees"].items()}
    await stage.desk.sees(stage.talk.conversation, packet.get("packet", packet), stage.traveller)


async def _agent(stage: Stage, does: Json) -> None:
    await stage.desk.act(stage.talk.conversation, does)
    await stage.talk.settle(patience_s=5)


async def _break(stage: Stage, what: Json) -> None:
    ctl = [str(MODERN_PYTHON), "-m", "supervisor.supervisorctl"]
    conf = ["-c", str(stage.house.var / "supervisord.conf")]
    done = await asyncio.to_thread(
        subprocess.run, [*ctl, *conf, "signal", "KILL", what["kill"]], capture_output=True
    )
    if done.returncode:
        raise StepFailed(done.stdout.decode().strip())


VERBS: dict[str, Callable[[Stage, Any], Awaitable[None]]] = {
    "say": _say,
    "press": _press,
    "expect": _expect,
    "wait_for": _wait_for,
    "agent": _agent,
    "break": _break,
}


async def _until(
    stage: Stage, holds: Callable[[Json], bool], what: str, within_s: float = PATIENCE_S
) -> None:
    began = time.monotonic()
    while not holds(await stage.look()):
        if time.monotonic() - began > within_s:
            raise StepFailed(f"{what} did not come within {within_s:.0f} s")
        await _answer_what_is_asked(stage)
        await asyncio.sleep(LOOK_EVERY_S)


async def _until_state(stage: Stage, wanted: Json, within_s: float) -> None:
    began = time.monotonic()
    while True:
        answer = await stage.http.get(
            f"{stage.house.url('bot')}/demo/state.json",
            params={"reference": stage.traveller["reference"]},
        )
        state: Json = {**answer.json(), **_newest_case(await stage.look())}
        wrong = {name: state.get(name) for name in wanted if state.get(name) != wanted[name]}
        if not wrong:
            return
        if time.monotonic() - began > within_s:
            raise StepFailed(f"state is {wrong}, wanted {wanted}")
        await asyncio.sleep(LOOK_EVERY_S)


def _newest_case(seen: Json) -> Json:
    """The state of this talk's newest case: it need not name a booking."""
    if not seen["cases"]:
        return {}
    return {name: value for name, value in seen["cases"][-1].items() if name not in ("id", "kind")}


def _misses(stage: Stage, seen: Json, wanted: Json) -> list[str]:
    """What of an expectation does not hold yet."""
    first = stage.talk.events[stage.since]["seq"] if _anything_since(stage) else 0
    heard = [m for m in seen["messages"] if m["seq"] >= first and m["sender"] != "traveller"]
    missing = []
    sentences = {message["sentence"] for message in heard}
    if (named := wanted.get("sentence")) and not sentences & set(_several(named)):
        missing.append("sentence")
    words = " ".join(message["text"] for message in heard if message["audience"] == "all")
    if any(str(part).casefold() not in words.casefold() for part in wanted.get("contains", [])):
        missing.append("contains")
    if (language := wanted.get("language")) and (not heard or heard[-1]["language"] != language):
        missing.append("language")
    if (outcome := wanted.get("outcome")) and _outcome(seen) != outcome:
        missing.append("outcome")
    return missing


def _anything_since(stage: Stage) -> bool:
    return stage.since < len(stage.talk.events)


def _outcome(seen: Json) -> str:
    return outcome_of(m["sentence"] for m in seen["messages"] if m["sentence"])


async def _answer_what_is_asked(stage: Stage) -> None:
    """Give what the product asks for when no later step of the script gives it."""
    for _ in range(8):
        asked = await _last_question(stage)
        if asked is None or not await _answer(stage, asked):
            return
        await stage.talk.settle()


async def _last_question(stage: Stage) -> Json | None:
    messages: list[Json] = (await stage.look())["messages"]
    messages = [message for message in messages if message["audience"] == "all"]
    heard = [m for m in messages if m["sender"] == "assistant"]
    said = [m for m in messages if m["sender"] == "traveller"]
    if not heard or heard[-1]["seq"] in stage.answered:
        return None
    if said and said[-1]["seq"] > heard[-1]["seq"]:
        return None
    return heard[-1]


async def _answer(stage: Stage, asked: Json) -> bool:
    sentence = asked["sentence"] or ""
    later = [step for step in stage.rest() if "say" in step or "press" in step]
    if sentence in ASKED:
        placeholder = ASKED[sentence]
        if any(placeholder in str(step.get("say", "")) for step in later):
            return False
        stage.answered.add(asked["seq"])
        await stage.talk.say(await _filled(stage, placeholder))
        return True
    if sentence in CONSENT and not later:
        stage.answered.add(asked["seq"])
        await _press_named(stage, _yes_no(stage.journey.get("consent", True)))
        return True
    if sentence == "ask_refund_part" and not later:
        stage.answered.add(asked["seq"])
        await _press_named(stage, "all")
        return True
    if sentence.startswith("ask_details_") and not later:
        stage.answered.add(asked["seq"])
        await stage.talk.say(_story(stage))
        return True
    return False


def _story(stage: Stage) -> str:
    said = [step["say"] for step in stage.journey["steps"] if "say" in step]
    return str(said[0])


async def _press_named(stage: Stage, name: str) -> None:
    for choice in stage.talk.choices():
        if choice["name"] == name or choice["label"].casefold() == name:
            await stage.talk.press(choice["token"])
            return
    offered = [choice["name"] for choice in stage.talk.choices()]
    raise StepFailed(f"there is no button {name}; there are {offered}")


def _yes_no(value: Any) -> str:
    return "yes" if value in (True, "yes") else "no"


async def _filled(stage: Stage, text: Any) -> Any:
    if not isinstance(text, str):
        return text
    traveller = stage.traveller
    values = {
        "{booking}": traveller["reference"],
        "{surname}": traveller["surname"],
        "{email}": traveller["email"],
        "{phone}": traveller["phone"],
        "{flight}": traveller.get("flight") or "",
    }
    if "{code}" in text:
        values["{code}"] = await _code(stage)
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


async def _code(stage: Stage) -> str:
    """The newest one-time code on its way to this traveller."""
    mine = {stage.traveller["email"], stage.traveller["phone"]}
    began = time.monotonic()
    while time.monotonic() - began < CODE_PATIENCE_S:
        answer = await stage.http.get(f"{stage.house.url('bot')}/demo/outbox.json")
        for message in answer.json():
            if message.get("code") and message["to"] in mine:
                return str(message["code"])
        await asyncio.sleep(LOOK_EVERY_S)
    raise StepFailed(f"no code for {stage.traveller['key']} within {CODE_PATIENCE_S:.0f} s")


def _several(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
