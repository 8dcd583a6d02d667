"""When the assistant has asked for something, a fitting answer is that thing and no new wish."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from brain.entities.found import Found

INFORM = "inform"
_COMMANDS = frozenset(
    {
        "affirm",
        "deny",
        "human_handoff",
        "emergency_help",
        "goodbye",
        "repeat",
        "change_language",
        "bot_challenge",
        "capabilities",
    }
)
_MAY_END_DETAILS = frozenset(
    {"deny", "human_handoff", "goodbye", "emergency_help", "change_language", "repeat"}
)
_SMALL_TALK = frozenset({"affirm", "greet", "thank", "bot_challenge", "capabilities"})
_PART_OF_A_REFUND = frozenset(
    {INFORM, "affirm", "refund_request", "correct_detail", "refund_quote", "out_of_scope"}
    | {"change_booking", "booking_status", "thank", "greet", "compliment", "feedback_survey"}
)
_DATA = frozenset(
    {"booking_reference", "phone", "email", "one_time_code", "flight_number", "train_number"}
    | {"date", "time", "money", "count"}
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as understood so far; `learned_as` is its label if it is a lesson word by word."""

    text: str
    label: str
    confidence: float
    learned_as: str | None
    found: tuple[Found, ...]

    @property
    def words(self) -> int:
        """Count the words; a Chinese or Japanese character counts as half a word."""
        han = len(re.findall("[\u3040-\u30ff\u3400-\u9fff]", self.text))
        rest = re.sub("[\u3040-\u30ff\u3400-\u9fff]", " ", self.text)
        return len(re.findall(r"\w+", rest)) + (han + 1) // 2

    def has(self, entity: str) -> bool:
        """Tell whether an entity of this kind was found."""
        return any(found.entity == entity for found in self.found)

    def is_surely(self, labels: frozenset[str], confidence: float) -> bool:
        """Tell whether the message is surely one of `labels`."""
        return self.learned_as in labels or (self.label in labels and self.confidence >= confidence)


@dataclass(frozen=True, slots=True)
class Meant:
    """The label and the entities after the question was taken into account; none: as heard."""

    label: str | None
    found: tuple[Found, ...]


def meant(heard: Heard, expects: str | None) -> Meant:
    """Decide what was meant, given the slot that was asked for."""
    judge = _JUDGES.get(expects or "")
    decided = judge(heard) if judge else None
    if decided is not None:
        return decided
    if expects == "last_name":
        heard_names = tuple(found for found in heard.found if found.entity != "last_name")
        return Meant(None, heard_names)
    if is_only_data(heard):
        return Meant(INFORM, heard.found)
    return Meant(None, heard.found)


def is_only_data(heard: Heard) -> bool:
    """Tell whether nothing but data was said: a code, a number, a date."""
    data = [found for found in heard.found if found.entity in _DATA]
    rest = heard.text
    for found in sorted(data, key=lambda one: -one.start):
        rest = rest[: found.start] + rest[found.end :]
    return bool(data) and not re.search(r"\w", rest)


def _reference(heard: Heard) -> Meant | None:
    if heard.has("booking_reference"):
        is_wish = heard.words > 3 and heard.confidence >= 0.6 and heard.label != INFORM
        return Meant(None if is_wish else INFORM, heard.found)
    bare = heard.text.strip(" .,!#\"'")
    if re.fullmatch("[A-Za-z]{6}", bare) and heard.learned_as is None and heard.confidence < 0.6:
        start = heard.text.index(bare)
        found = Found("booking_reference", bare.upper(), start, start + 6)
        return Meant(INFORM, (*heard.found, found))
    if heard.words <= 3 and re.search(r"\d", bare):
        return Meant(INFORM, heard.found)
    return None


def _last_name(heard: Heard) -> Meant | None:
    names = [found for found in heard.found if found.entity == "last_name"]
    if not names:
        return None
    is_announced = names[0].value != heard.text.strip(" .,!?;:\"'()«»。，！")
    if is_announced:
        return Meant(INFORM, heard.found)
    if heard.learned_as not in (None, INFORM):
        return None
    sure_enough = 0.9 if heard.words <= 2 else 0.6
    if heard.label != INFORM and heard.confidence >= sure_enough:
        return None
    return Meant(INFORM, tuple(names))


def _refund_part(heard: Heard) -> Meant | None:
    if heard.is_surely(frozenset({"deny"}), 0.6) and heard.words <= 4:
        return None
    if heard.label not in _PART_OF_A_REFUND and heard.confidence >= 0.7:
        return None
    return _all_of_it("refund_part", heard)


def _case_details(heard: Heard) -> Meant | None:
    if heard.is_surely(_MAY_END_DETAILS, 0.8) and heard.words <= 12:
        return None
    if heard.is_surely(frozenset({"emergency_help"}), 0.9):
        return None
    if heard.is_surely(_SMALL_TALK, 0.8) and heard.words <= 3:
        return None
    return _all_of_it("case_details", heard)


def _contact(heard: Heard) -> Meant | None:
    if heard.has("phone") or heard.has("email"):
        return Meant(INFORM, heard.found)
    return None


def _consent(heard: Heard) -> Meant | None:
    """Take a clear yes that names the refund once more as a yes: "yes, cancel it please"."""
    return Meant("affirm", heard.found) if heard.learned_as == "affirm" else None


def _rating(heard: Heard) -> Meant | None:
    if heard.has("rating") and not (heard.label in _COMMANDS and heard.confidence >= 0.9):
        return Meant("feedback_survey", heard.found)
    return None


def _all_of_it(entity: str, heard: Heard) -> Meant:
    text = heard.text.strip()
    start = heard.text.index(text)
    return Meant(INFORM, (*heard.found, Found(entity, text, start, start + len(text))))


_JUDGES: dict[str, Callable[[Heard], Meant | None]] = {
    "booking_reference": _reference,
    "last_name": _last_name,
    "refund_part": _refund_part,
    "case_details": _case_details,
    "contact": _contact,
    "consent": _consent,
    "rating": _rating,
}
