"""When something went past us: not understood, never mind, a detail out of turn, a language."""

from itertools import takewhile
from typing import Any

from rasa_sdk.events import FollowupAction

from actions import answers
from actions.answers import Json
from actions.goal import Events, Goal, Speaker, forget_task
from actions.turn import Turn

NOT_UNDERSTOOD = frozenset({"nlu_fallback", "out_of_scope"})
OFFERABLE = frozenset(
    {
        "booking_status",
        "flight_status",
        "refund_request",
        "refund_quote",
        "refund_status",
        "change_booking",
        "resend_itinerary",
        "complaint",
        "trip_search",
        "human_handoff",
    }
)


class NotUnderstood(Goal):
    """First ask once more, then offer what it might be, then bring a person."""

    action_name = "action_not_understood"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """The number of misses in a row decides; never the same words twice."""
        misses = _misses_in_a_row(turn.tracker.events)
        if misses <= 1:
            sentence = "out_of_scope" if turn.intent == "out_of_scope" else "ask_rephrase"
            speak.say(sentence, choices=_likely(turn) or answers.WISHES)
            return []
        if misses == 2:
            speak.say("offer_choices", choices=_likely(turn) or answers.WISHES)
            return []
        speak.say("not_understood_person")
        speak.hand_over("not_understood", turn)
        return forget_task()


class CancelTask(Goal):
    """Never mind: nothing is done, nothing was changed."""

    action_name = "action_cancel_task"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Say that all stays as it is."""
        speak.say("task_cancelled", choices=answers.WISHES)
        return forget_task()


class GoOn(Goal):
    """A detail came by itself, or one is corrected: on with the task, if there is one."""

    action_name = "action_go_on"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """The new value is in its slot already; the form asks whatever is missing."""
        if turn.slot("task"):
            return [FollowupAction("identity_form")]
        speak.say("ask_wish", choices=answers.WISHES)
        return []


class ChangeLanguage(Goal):
    """The traveller asks to go on in another language."""

    action_name = "action_change_language"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """The front line switches, or shows its languages when none was named."""
        speak.answer({"change_language": turn.entity("target_language")})
        return []


def _misses_in_a_row(events: list[dict[str, Any]]) -> int:
    intents = [_intent(event) for event in reversed(events) if event.get("event") == "user"]
    return sum(1 for _ in takewhile(lambda intent: intent in NOT_UNDERSTOOD, intents))


def _intent(event: dict[str, Any]) -> str:
    return str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "")


def _likely(turn: Turn) -> list[Json]:
    """Buttons for the two likeliest wishes, and a person."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    names = [str(row.get("name")) for row in ranking[:4]]
    wishes = [name for name in names if name in OFFERABLE and name != "human_handoff"][:2]
    if not wishes:
        return []
    return [*(answers.choice(wish, wish) for wish in wishes), answers.PERSON]
