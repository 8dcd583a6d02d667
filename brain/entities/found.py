"""What is found in a text, and what must be known to find it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A value in its normal form, and its place in the text as written."""

    entity: str
    value: str
    start: int
    end: int

    def touches(self, other: "Found") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Setting:
    """The day and the language of the talk, and the slot that was asked for."""

    today: date
    language: str = "en"
    expects: str | None = None


def first_come(found: Iterable[Found]) -> list[Found]:
    """Keep what does not touch something kept before: the surest are given first."""
    kept: list[Found] = []
    for one in found:
        if not any(one.touches(other) for other in kept):
            kept.append(one)
    return kept


def without_repeats(found: Iterable[Found]) -> list[Found]:
    """Keep the first of equal values."""
    seen: dict[tuple[str, str], Found] = {}
    for one in found:
        seen.setdefault((one.entity, one.value), one)
    return list(seen.values())
