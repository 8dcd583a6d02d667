"""All finders in the order of trust: what is found first keeps its place."""

from collections.abc import Callable, Iterator

from brain.entities.cities import find_cities
from brain.entities.codes import find_flights, find_one_time_codes, find_references, find_trains
from brain.entities.contacts import find_emails, find_phones
from brain.entities.counts import find_counts
from brain.entities.dates import find_dates
from brain.entities.found import Found, Setting, first_come, without_repeats
from brain.entities.money import find_money
from brain.entities.names import find_last_names
from brain.entities.times import find_times
from brain.text import fold

Finder = Callable[[str, Setting], list[Found]]
_CASED: tuple[Finder, ...] = (find_references, find_flights, find_phones, find_one_time_codes)
_LOWER: tuple[Finder, ...] = (
    find_money,
    find_dates,
    find_trains,
    find_times,
    find_counts,
    find_cities,
)
MAX_CHARACTERS = 1000


def find_entities(text: str, setting: Setting) -> list[Found]:
    """Find all entities of a text in their normal form; places are those of the text as written."""
    found = first_come(_all(text[:MAX_CHARACTERS], setting))
    return sorted(without_repeats(found), key=lambda one: one.start)


def _all(text: str, setting: Setting) -> Iterator[Found]:
    folded = fold(text)
    lower = _lower(folded)
    yield from find_emails(lower, setting)
    for finder in _CASED:
        yield from finder(folded, setting)
    for finder in _LOWER:
        yield from finder(lower, setting)
    yield from find_last_names(folded, setting)


def _lower(text: str) -> str:
    """Give lower case that keeps every place."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
