"""Which language the talk goes on in: the chosen one, else what is heard, slow to change."""

from dataclasses import dataclass

from bot.conversations.model import LanguageSource
from bot.language.evidence import Evidence, Strength


@dataclass(frozen=True, slots=True)
class Spoken:
    """The talk's language, how it came to be, and another one that was heard once."""

    language: str
    source: LanguageSource
    doubt: str | None = None


NAMED = frozenset({"last_name", "booking_reference", "contact"})


def next_language(
    spoken: Spoken, evidence: Evidence | None, *, available: tuple[str, ...], asked: str | None
) -> Spoken:
    """The language after a message: the first evidence decides, later only two in a row.

    `asked` is the slot the assistant asked for: an answer to it may be a name or a code.
    """
    if evidence is None or spoken.source is LanguageSource.CHOSEN:
        return spoken
    if evidence.language not in available or (asked in NAMED and evidence.words < 4):
        return spoken
    if spoken.source is LanguageSource.PAGE:
        return Spoken(evidence.language, LanguageSource.HEARD)
    if evidence.language == spoken.language:
        return Spoken(spoken.language, spoken.source)
    if evidence.words < 2 and evidence.strength is not Strength.SURE:
        return spoken
    if evidence.language == spoken.doubt:
        return Spoken(evidence.language, LanguageSource.HEARD)
    return Spoken(spoken.language, spoken.source, evidence.language)
