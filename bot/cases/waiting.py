"""What somebody hears who writes while waiting for a person: never silence, never chatter."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cases.model import Case, DeskNow, Json
from bot.cases.order import expected_minutes
from bot.cases.packet import booking_in
from bot.conversations.values import Code, Moment, Several, Term, Value

AGAIN_AFTER = timedelta(minutes=2)
_MAIL = re.compile(r"[^\s@<>\"',;:]{1,64}@[\w.-]{1,190}\.[\w-]{2,}")
_PHONE = re.compile(r"\+?\d[\d\s()./-]{6,18}\d")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for the traveller, by name, with its values."""

    sentence: str
    values: dict[str, Value]


def told_at_hand_over(case: Case, place_in_line: int, desk: DeskNow) -> Told:
    """What comes next: the place in the line, or when somebody will be there."""
    values: dict[str, Value] = {"number": Code(case.number)}
    if desk.somebody_is_there:
        minutes = expected_minutes(place_in_line, desk)
        values |= {"position": place_in_line, "minutes": minutes}
        return Told("handed_over_position", values)
    if desk.opens_at is None:
        return Told("nobody_at_desk_now", values)
    return Told("nobody_at_desk", {**values, "opens": Moment(desk.opens_at)})


def waiting_reply(
    place_in_line: int, desk: DeskNow, *, told_at: datetime | None, now: datetime
) -> Told | None:
    """The answer to words written while waiting; None when the last one was just given."""
    if told_at is not None and now - told_at < AGAIN_AFTER:
        return None
    if desk.somebody_is_there:
        return Told("still_in_queue", {"position": place_in_line})
    if desk.opens_at is None:
        return Told("still_waiting_now", {})
    return Told("still_waiting_closed", {"opens": Moment(desk.opens_at)})


def summary(packet: Json, typology: str) -> Told:
    """What is passed on, in one sentence: the topic, the booking, the proof, the transcript."""
    parts: list[Value] = [topic(typology)]
    if booking := booking_in(packet):
        parts.append(Code(booking))
    if packet["proofs"]:
        parts.append(Term("summary_proved"))
    parts.append(Term("summary_transcript"))
    return Told("handing_over_summary", {"facts": Several(tuple(parts))})


def contact_in(text: str) -> str | None:
    """The phone number or e-mail address in what was written."""
    if mail := _MAIL.search(text):
        return mail[0].rstrip(".")
    ascii_digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    phone = _PHONE.search(ascii_digits)
    if phone is None:
        return None
    kept = re.sub(r"[^\d+]", "", phone[0])
    return kept if 8 <= len(kept.lstrip("+")) <= 15 else None


def topic(typology: str) -> Term:
    """What it is about, as the traveller's sentence names it."""
    bare = typology.removeprefix("faq/")
    if bare in TOPICS:
        return Term(f"topic_{bare}")
    return Term("topic_question" if typology.startswith("faq/") else "topic_other")


TOPICS = frozenset(
    {
        "booking_status",
        "flight_status",
        "refund_request",
        "refund_quote",
        "refund_status",
        "refund_approval",
        "change_booking",
        "resend_itinerary",
        "payment_failed",
        "complaint",
        "suggestion",
        "site_problem",
        "trip_search",
        "callback_request",
        "message_director",
        "ticket_status",
        "emergency_help",
        "human_handoff",
    }
)
