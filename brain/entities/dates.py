"""Dates: written in figures, with month names of two calendars, or relative to today."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from brain.entities import calendar, lexicon
from brain.entities.found import Found, Setting, first_come
from brain.entities.numbers import HAN, find_numbers, han

_SATURDAY, _MONDAY = 5, 0
Finder = Callable[[str, Setting], Iterator[tuple[date | None, int, int]]]


def find_dates(text: str, setting: Setting) -> list[Found]:
    """Find dates in folded lower-case text."""
    found = (
        Found("date", day.isoformat(), start, end)
        for finder in _FINDERS
        for day, start, end in finder(text, setting)
        if day is not None
    )
    return sorted(first_come(found), key=lambda one: one.start)


_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d])")
_DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_SHORT = re.compile(r"(?<![\d./,:-])(\d{1,2})/(\d{1,2})(?![\d/.,:])")
_DOTTED = re.compile(
    r"(?:(?<=\bна )|(?<=\bс )|(?<=\bот )|(?<=\bдо )|(?<=\bза )|(?<=\bв )|(?<=\bam )|(?<=\bvom )"
    r"|(?<=\bbis )|(?<=дата )|^)(\d{1,2})\.(\d{1,2})\.?(?![\d.,])"
)


def _in_figures(text: str, setting: Setting) -> Iterator[tuple[date | None, int, int]]:
    for match in _YEAR_FIRST.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        make = calendar.from_jalali if 1300 <= year < 1500 else calendar.common
        yield make(year, month, day), match.start(), match.end()
    for match in _DAY_FIRST.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        yield _ordered(first, second, year), match.start(), match.end()
    for pattern in (_SHORT, _DOTTED):
        for match in pattern.finditer(text):
            yield _short(int(match[1]), int(match[2]), setting), match.start(1), match.end(2)


def _ordered(first: int, second: int, year: int) -> date | None:
    if 1300 <= year < 1500:
        return calendar.from_jalali(year, second, first)
    if second > 12:
        first, second = second, first
    return calendar.common(year, second, first)


def _short(first: int, second: int, setting: Setting) -> date | None:
    if setting.language == "fa":
        month, day = (second, first) if first > 12 else (first, second)
        return calendar.next_jalali(month, day, setting.today)
    if second > 12:
        first, second = second, first
    return calendar.next_common(second, first, setting.today)


def _with_month(text: str, setting: Setting) -> Iterator[tuple[date | None, int, int]]:
    for kind in ("months", "jalali_months"):
        months = lexicon.numbered(kind, 1)
        for match in _month_pattern(kind).finditer(text):
            month = months[match.group()]
            day = _day_before(text, match.start()) or _day_after(text, match.end())
            if day is None:
                continue
            number, start, end = day
            start, end = min(start, match.start()), max(end, match.end())
            year, start, end = _year(text, start, end)
            yield _named(kind, year, month, number, setting), start, end


def _named(kind: str, year: int | None, month: int, day: int, setting: Setting) -> date | None:
    if kind == "jalali_months":
        if year is None:
            return calendar.next_jalali(month, day, setting.today)
        return calendar.from_jalali(year + 1400 if year < 100 else year, month, day)
    if year is None:
        return calendar.next_common(month, day, setting.today)
    return calendar.common(year, month, day)


@lru_cache(maxsize=4)
def _month_pattern(kind: str) -> re.Pattern[str]:
    return re.compile(lexicon.any_of(list(lexicon.numbered(kind, 1))))


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(list(lexicon.numbered("ordinals", 1)) or ["\0"]))


_BETWEEN = r"(?: of| day of| de| ماه|-?го|-?ого|-?е|ام|م|st|nd|rd|th|\.|,)*[ ,.-]*(?:the |of |in )?"


def _day_before(text: str, at: int) -> tuple[int, int, int] | None:
    head = text[max(0, at - 40) : at]
    offset = max(0, at - 40)
    figures = re.search(rf"(?<!\d)(\d{{1,2}}){_BETWEEN}$", head)
    if figures and 1 <= int(figures[1]) <= 31:
        return int(figures[1]), offset + figures.start(), at
    for match in reversed(list(_ordinal().finditer(head))):
        if re.fullmatch(_BETWEEN, head[match.end() :]):
            return lexicon.numbered("ordinals", 1)[match.group()], offset + match.start(), at
    for number in [] if text[at : at + 1].isascii() else reversed(find_numbers(head)):
        if number.words and 1 <= number.value <= 31 and re.fullmatch(_BETWEEN, head[number.end :]):
            return int(number.value), offset + number.start, at
    return None


def _day_after(text: str, at: int) -> tuple[int, int, int] | None:
    tail = text[at : at + 30]
    figures = re.match(r"[ ,.]*(?:the )?(\d{1,2})(?:st|nd|rd|th|日|号|號)?(?![\d:])", tail)
    if figures and 1 <= int(figures[1]) <= 31:
        return int(figures[1]), at, at + figures.end()
    written = re.match(rf" ?([{HAN}]+)(?:日|号|號)?", tail)
    if written and 1 <= han(written[1]) <= 31:
        return han(written[1]), at, at + written.end()
    ordinal = re.match(rf" (?:the )?({_ordinal().pattern})", tail)
    if ordinal:
        return lexicon.numbered("ordinals", 1)[ordinal[1]], at, at + ordinal.end()
    return None


def _year(text: str, start: int, end: int) -> tuple[int | None, int, int]:
    after = re.match(
        r"(?: ?года|,)?(?: of| سال)? ?,?(1[34]\d\d|20\d\d)(?: ?(?:года|г\.?))?(?!\d)", text[end:]
    )
    if after:
        return int(after[1]), start, end + after.end()
    before = re.search(rf"(20\d\d|二[〇零]二[{HAN}])年 ?$", text[:start])
    if before:
        year = before[1]
        return (int(year) if year.isdigit() else han(year)), before.start(), end
    return None, start, end


def _relative(text: str, setting: Setting) -> Iterator[tuple[date | None, int, int]]:
    for match in _days_pattern().finditer(text):
        ahead = lexicon.words("days")[match.group()]
        yield setting.today + timedelta(days=ahead), match.start(), match.end()
    for number in find_numbers(text):
        ahead = _days_ahead(text, number.start, number.end)
        if ahead:
            days, start, end = ahead
            yield setting.today + timedelta(days=days * int(number.value)), start, end
    for pattern, days in _IN_A:
        for match in pattern.finditer(text):
            yield setting.today + timedelta(days=days), match.start(), match.end()


@lru_cache(maxsize=1)
def _days_pattern() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(list(lexicon.words("days"))))


_AHEAD = (
    (re.compile(r"(?:\bin|\bwithin) $"), re.compile(r" (?:(days?)|(weeks?))\b(?! (?:ago|late))")),
    (re.compile(r"\bчерез $"), re.compile(r" (?:(дн\w+|день)|(недел\w+))\b")),
    (re.compile(r""), re.compile(r" (?:(روز)|(هفته)) ?(?:ی|ه)? ?(?:دیگه|دیگر|بعد|آینده)(?!\w)")),
    (re.compile(r""), re.compile(r" ?(?:(天)|(?:个)?(周|星期|礼拜))(?:之?后|以后|後)")),
    (re.compile(r""), re.compile(r" (?:(days?)|(weeks?)) from (?:now|today)\b")),
)
_IN_A = (
    (re.compile(r"\bin a week\b|\ba week from (?:now|today)\b|\bчерез неделю\b"), 7),
    (re.compile(r"(?<!\w)یک هفته ?(?:ی|ه)? ?(?:دیگه|دیگر|بعد)(?!\w)"), 7),
    (re.compile(r"\bчерез день\b"), 1),
)


def _days_ahead(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    for before, after in _AHEAD:
        head, tail = before.search(text[:start]), after.match(text, end)
        if head and tail:
            return (1 if tail[1] else 7), head.start(), tail.end()
    return None


_HAN_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_HAN_WEEKDAY = re.compile(r"(下+个?|这个?|本|上个?)?(?:周|星期|礼拜|週)([一二三四五六日天])")
_NEXT_AFTER = re.compile(
    r"(?:[ ]*(?:هفته ?(?:ی|ء)? ?(?:بعد|آینده|دیگه|دیگر)|на следующей неделе|(?:of )?next week))"
)


def _weekdays(text: str, setting: Setting) -> Iterator[tuple[date | None, int, int]]:
    for match in _HAN_WEEKDAY.finditer(text):
        weekday = _HAN_DAYS[match[2]]
        if (match[1] or "").startswith("上"):
            continue
        if (match[1] or "").startswith("下"):
            day = calendar.weekday_of_next_week(weekday, setting.today, _MONDAY)
        else:
            day = calendar.next_weekday(weekday, setting.today)
        yield day, match.start(), match.end()
    names = lexicon.numbered("weekdays", 0)
    for match in _weekday_pattern().finditer(text):
        if re.search(r"\blast $|\bпрошл\w+ $|\bevery $|\bкажд\w+ $", text[: match.start()]):
            continue
        after = _NEXT_AFTER.match(text, match.end())
        first = _SATURDAY if re.search("[\u0600-\u06ff]", match.group()) else _MONDAY
        weekday = names[match.group()]
        if after:
            yield (
                calendar.weekday_of_next_week(weekday, setting.today, first),
                match.start(),
                after.end(),
            )
        else:
            yield calendar.next_weekday(weekday, setting.today), match.start(), match.end()


@lru_cache(maxsize=1)
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(list(lexicon.numbered("weekdays", 0))))


_DAY_OF_MONTH = (
    re.compile(r"\b(?:on |for |from |until |to )the (\d{1,2})(?:st|nd|rd|th)\b"),
    re.compile(
        r"(?<![\d.])(\d{1,2})[ -]?(?:го|ого) ?числа\b"
        r"|\bна (\d{1,2})-?(?:го|е|ое) ?(?:число|числа)?\b"
    ),
    re.compile(r"(?<![\d月])(\d{1,2})(?:号|號|日)(?!航站|线|楼|门|口|车|登机|厅|柜|馆)"),
    re.compile(rf"(?<![\d月{HAN}])([{HAN}]{{1,3}})(?:号|號)(?!航站|线|楼|门|口|车|登机|厅|柜|馆)"),
    re.compile(r"(?<!\d)(\d{1,2}) ?(?:ام|م) ?(?:این|همین) ماه"),
)


def _days_of_month(text: str, setting: Setting) -> Iterator[tuple[date | None, int, int]]:
    for pattern in _DAY_OF_MONTH:
        for match in pattern.finditer(text):
            said = next(group for group in match.groups() if group)
            day = int(said) if said.isdigit() else han(said)
            if 1 <= day <= 31:
                yield (
                    calendar.next_day_of_month(day, setting.today),
                    match.start(),
                    match.end(),
                )


_FINDERS: tuple[Finder, ...] = (_in_figures, _with_month, _relative, _weekdays, _days_of_month)
