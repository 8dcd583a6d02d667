"""Proving to be on a booking: a code is sent out of sight, typed here, and never seen by Rasa."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.assistant.replies import Choice, HandOver, Prove, Say
from bot.conversations.model import AnsweredBy, Conversation
from bot.conversations.proof import (
    CODE_LASTS,
    MOST_TRIES,
    PROOF_LASTS,
    CodeCheck,
    check,
    is_code,
    still_counts,
)
from bot.conversations.values import Code, Fact
from bot.house import House
from bot.limits import Limit
from bot.storage.proofs import Challenge, ChallengeState, Proof
from bot.storage.work import Work
from bot.turns.speak import PERSON, keep_note, say

RESEND = Choice("resend_code", act="resend_code")
OTHER_CONTACT = Choice("other_contact", act="other_contact")
NO_ACCESS = Choice("no_access", act="no_access")
CODE_CHOICES = (RESEND, OTHER_CONTACT, NO_ACCESS)
PROOF_ACTS = frozenset({"resend_code", "other_contact", "no_access"})
HOUR = timedelta(hours=1)


def ask_for_proof(
    house: House, work: Work, conversation: Conversation, wanted: Prove, *, now: datetime
) -> None:
    """Go on at once if the proof is there; else begin a challenge.

    The code is made and sent later, by the code sender, so that neither the answer nor its
    time tells whether the booking exists.
    """
    booking = wanted.booking.upper()
    proof = work.proofs.lasting(conversation.id, booking, now)
    if proof is not None and still_counts(proof.proved_at, fresh=wanted.fresh, now=now):
        tell_assistant(work, conversation, "proof_given", now=now)
        return
    running = work.challenges.open_in(conversation.id)
    if running is not None and _is_same(running, wanted, now):
        say(house, work, conversation, Say("code_still_needed", choices=CODE_CHOICES), now=now)
        return
    _begin(house, work, conversation, (booking, wanted.surname, wanted.task), rank=1, now=now)


def ask_again(
    house: House, work: Work, conversation: Conversation, act: str, *, now: datetime
) -> HandOver | None:
    """A button of the challenge: a new code, the other contact, or no reach at all: a person."""
    last = work.challenges.latest_in(conversation.id)
    if last is None:
        say(house, work, conversation, Say("ask_wish"), now=now)
        return None
    if act == "no_access":
        work.challenges.drop(conversation.id)
        said = Fact("booking_reference", Code(last.booking), "said", now)
        return HandOver("proof_impossible", last.task, None, (said,))
    rank = 3 - last.contact_rank if act == "other_contact" else last.contact_rank
    _begin(house, work, conversation, (last.booking, last.surname, last.task), rank=rank, now=now)
    return None


def check_code(
    house: House, work: Work, conversation: Conversation, code: str, *, now: datetime
) -> None:
    """Check a typed code, say what came of it, and let the assistant go on if it is right."""
    challenge = work.challenges.open_in(conversation.id)
    if challenge is None:
        return
    tries = work.challenges.count_try(challenge.id, MOST_TRIES)
    right = is_code(
        code,
        challenge.code_hash,
        challenge_id=challenge.id,
        secret=house.settings.session_secret.get_secret_value(),
    )
    outcome = check(right=right, tries=tries, expires_at=challenge.expires_at, now=now)
    if outcome is CodeCheck.RIGHT:
        _proved(house, work, conversation, challenge, now)
        return
    house.limits.hit(Limit.WRONG_IN_ALL)
    if outcome is CodeCheck.WRONG:
        left = Say("code_wrong", {"left": MOST_TRIES - tries}, CODE_CHOICES)
        say(house, work, conversation, left, now=now)
        return
    state, sentence = _ENDS[outcome]
    work.challenges.end(challenge.id, state)
    say(house, work, conversation, Say(sentence, choices=CODE_CHOICES), now=now)


def still_needed(house: House, work: Work, conversation: Conversation, *, now: datetime) -> None:
    """After other words: remind of the open challenge, or drop it when its task is over."""
    challenge = work.challenges.open_in(conversation.id)
    if challenge is None:
        return
    if not conversation.slots.get("task"):
        work.challenges.drop(conversation.id)
    elif now >= challenge.expires_at:
        work.challenges.end(challenge.id, ChallengeState.EXPIRED)
        say(house, work, conversation, Say("code_expired", choices=CODE_CHOICES), now=now)
    else:
        reminder = Say("code_still_needed", choices=CODE_CHOICES)
        say(house, work, conversation, reminder, now=now)


def tell_assistant(
    work: Work,
    conversation: Conversation,
    intent: str,
    entities: dict[str, object] | None = None,
    *,
    now: datetime,
) -> None:
    """Leave a command for the next turn."""
    command = {"intent": intent, "entities": entities or {}}
    keep_note(work, conversation, {"command": command}, now=now, pending=True)


_ENDS = {
    CodeCheck.SPENT: (ChallengeState.SPENT, "code_spent"),
    CodeCheck.EXPIRED: (ChallengeState.EXPIRED, "code_expired"),
}


def _begin(  # noqa: PLR0913 - collaborators, all but four named
    house: House,
    work: Work,
    conversation: Conversation,
    about: Sequence[str],
    *,
    rank: int,
    now: datetime,
) -> None:
    booking, surname, task = about
    if not _may_begin(house, work, conversation, booking, now):
        work.challenges.drop(conversation.id)
        refusal = Say("code_limit", choices=(NO_ACCESS, PERSON))
        say(house, work, conversation, refusal, now=now)
        return
    work.challenges.open(
        Challenge(
            id=secrets.token_hex(16),
            conversation_id=conversation.id,
            booking=booking[:12],
            surname=surname[:120],
            task=task[:40],
            contact_rank=rank,
            code_hash=None,
            state=ChallengeState.OPEN,
            tries=0,
            sent_at=now,
            expires_at=now + CODE_LASTS,
        )
    )
    say(house, work, conversation, Say("code_sent", choices=CODE_CHOICES), now=now)


def _may_begin(
    house: House, work: Work, conversation: Conversation, booking: str, now: datetime
) -> bool:
    most = Limit.CHALLENGES_OF_TALK.value.amount
    if work.challenges.started_since(conversation.id, now - HOUR) >= most:
        return False
    return house.limits.hit(Limit.CODES_OF_BOOKING, booking)


def _is_same(running: Challenge, wanted: Prove, now: datetime) -> bool:
    return (
        running.booking == wanted.booking.upper()
        and running.surname == wanted.surname
        and now < running.expires_at
    )


def _proved(
    house: House, work: Work, conversation: Conversation, challenge: Challenge, now: datetime
) -> None:
    work.challenges.end(challenge.id, ChallengeState.PROVED)
    work.proofs.add(Proof(conversation.id, challenge.booking, "code", now, now + PROOF_LASTS))
    say(house, work, conversation, Say("proof_thanks"), now=now)
    if conversation.answered_by is AnsweredBy.ASSISTANT:
        tell_assistant(work, conversation, "proof_given", now=now)
