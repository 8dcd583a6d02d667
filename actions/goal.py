"""What all goals share: one way to read the turn, one way to answer, one way to fail."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.answers import Fact, Json, Value
from actions.bookings_api import BookingsApi, BookingsUnavailable, NotFound
from actions.turn import Turn

Events: TypeAlias = list[dict[str, Any]]

WRITE_NEEDS = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Collaborators:
    """What every goal is built with."""

    bookings: BookingsApi
    grant_secret: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def turn(self, tracker: Tracker) -> Turn:
        """The turn that a tracker describes, now."""
        return Turn(tracker, self.clock(), self.grant_secret)


class Goal(Action):
    """One of a traveller's goals: `pursue` says the answers and returns what to remember."""

    action_name: str

    def __init__(self, collaborators: Collaborators) -> None:
        self.bookings = collaborators.bookings
        self._collaborators = collaborators

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        """Pursue the goal; a backend that does not answer brings a person."""
        turn = self._collaborators.turn(tracker)
        speak = Speaker(dispatcher, turn.now)
        try:
            return await self.pursue(turn, speak)
        except BookingsUnavailable:
            speak.say("bookings_unavailable")
            speak.hand_over("bookings_unavailable", turn)
            return forget_task()

    @abstractmethod
    async def pursue(self, turn: Turn, speak: "Speaker") -> Events:
        """Say the answers; return the events to remember."""


class Speaker:
    """Collects the answers of one action."""

    def __init__(self, dispatcher: CollectingDispatcher, now: datetime) -> None:
        self._dispatcher = dispatcher
        self.now = now

    def answer(self, answer: Json) -> None:
        """Add an answer as it is."""
        self._dispatcher.utter_message(json_message=answer)

    def say(
        self, sentence: str, values: dict[str, Value] | None = None, choices: Iterable[Json] = ()
    ) -> None:
        """Add a sentence."""
        self.answer(answers.say(sentence, values, choices))

    def fact(self, name: str, value: Value, source: str = "looked_up") -> Fact:
        """A fact known now."""
        return Fact(name, value, source, self.now)

    def tried(self, action: str, result: str, *facts: Fact) -> None:
        """Add what was tried to the packet."""
        self.answer(answers.tried(action, result, facts))

    def hand_over(self, reason: str, turn: Turn, *facts: Fact, class_: int | None = None) -> None:
        """Add the hand-over; what is said after it is dropped."""
        said = [self.fact("booking_reference", answers.code(turn.booking_reference), "said")]
        known = [*said, *facts] if turn.booking_reference else list(facts)
        self.answer(answers.hand_over(reason, typology=turn.topic, class_=class_, facts=known))


class BookingGoal(Goal):
    """A goal about one booking: nothing is read or changed before the proof."""

    fresh_proof = False

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Ask for the proof, or look the booking up and go on."""
        if not turn.proved(fresh=self.fresh_proof):
            speak.answer(
                answers.prove(
                    turn.booking_reference, turn.last_name, task=turn.task, fresh=self.fresh_proof
                )
            )
            return self.without_proof()
        try:
            booking = await self.bookings.booking(turn.booking_reference)
        except NotFound:
            speak.say("booking_gone")
            speak.hand_over("booking_gone", turn)
            return forget_task()
        return await self.with_booking(booking, turn, speak)

    def without_proof(self) -> Events:
        """What to remember while the proof is awaited."""
        return []

    @abstractmethod
    async def with_booking(self, booking: Json, turn: Turn, speak: Speaker) -> Events:
        """The goal itself, for a traveller who has proved to be on this booking."""


def forget_task() -> Events:
    """The task is over: its slots are empty again; who the traveller is stays known."""
    over = (
        "task",
        "refund_open",
        "refund_part",
        "refund_quote",
        "consent",
        "part_misses",
        "details_open",
        "case_details",
        "contact",
    )
    return [SlotSet(slot, None) for slot in over]
