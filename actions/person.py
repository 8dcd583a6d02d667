"""The ways to a person, and back."""

from actions import answers
from actions.answers import Json
from actions.goal import Events, Goal, Speaker, forget_task
from actions.turn import Turn

EMERGENCY_CLASS = 0


class HandOver(Goal):
    """The traveller wants a person: no questions first."""

    action_name = "action_hand_over"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Hand over with whatever is known."""
        speak.hand_over("asked_for_person", turn)
        return forget_task()


class Emergency(Goal):
    """Trouble on the trip: what to do now, and a person at once, without any proof."""

    action_name = "action_emergency"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Never waits for a proof."""
        speak.say("emergency_first")
        speak.answer(
            answers.hand_over("emergency", typology="emergency_help", class_=EMERGENCY_CLASS)
        )
        return forget_task()


class TicketStatus(Goal):
    """What became of my case: the front line knows."""

    action_name = "action_ticket_status"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Ask the front line to tell."""
        speak.answer({"case_status": True})
        return []


class RecordSurvey(Goal):
    """What the traveller thinks of us."""

    action_name = "action_record_survey"

    async def pursue(self, turn: Turn, speak: Speaker) -> Events:
        """Keep the mark and the words; a low mark is answered with regret and a person."""
        rating = turn.entity("rating")
        mark = int(rating) if rating and str(rating).isdigit() else None
        words = turn.text if turn.text and not turn.text.strip().isdigit() else None
        speak.answer({"record_survey": {"rating": mark, "words": words}})
        if turn.intent == "feedback_survey":
            _thank(mark, speak)
        return []


def _thank(mark: int | None, speak: Speaker) -> None:
    low: tuple[Json, ...] = (answers.choice("complaint", "complaint"), answers.PERSON)
    if mark is not None and mark <= 2:
        speak.say("survey_sorry", choices=low)
    else:
        speak.say("survey_thanks")
