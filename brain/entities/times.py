"""Times of the day."""

import re
from collections.abc import Iterator

from brain.entities.found import Found, Setting, first_come
from brain.entities.numbers import Number, find_numbers

_CLOCK = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-4])(?::|٫|(?<=\d)h)([0-5]\d)(?![\d:])"
    r"(?: ?(?P<half>a\.?m\b\.?|p\.?m\b\.?|утра|вечера|дня|ночи|صبح|عصر|شب|ظهر|بعد از ?ظهر))?"
)
_HALF_BEFORE = re.compile(
    r"(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|今晚|明晚|今早|明早) ?$"
)
_HALF_AFTER = re.compile(
    r" ?(?:o'?clock)? ?(a\.?m\b\.?|p\.?m\b\.?|in the (?:morning|afternoon|evening)|at night"
    r"|утра|вечера|дня|ночи|صبح|بعد ?از ?ظهر|عصر|شب|ظهر)(?!\w)"
)
_HOUR_BEFORE = re.compile(r"ساعت ?$")
_HOUR_AFTER = re.compile(r" ?(?:o'?clock|час(?:ов|а|ам)?\b|点|點|时|時)")
_MINUTES = re.compile(r"(半)|(一刻)|(三刻)|零?(\d{1,2})分?")
_LATE = re.compile(r"p\.?m|afternoon|evening|night|вечера|дня|عصر|شب|بعد|下午|傍晚|晚|夜")
_NOT_AN_HOUR = re.compile(r" ?(?:назад|hours?|در|小时)")
_NAMED = (
    (
        re.compile(
            r"\b(?:at )?noon\b|\bmidday\b|\b(?:в )?полдень\b|正午"
            r"|(?<!\w)(?<!از )ظهر(?! ?بخیر)(?!\w)"
        ),
        "12:00",
    ),
    (
        re.compile(r"\bmidnight\b|\bв полночь\b|\bполночь\b|(?<!\w)نیمه ?شب(?!\w)|午夜|零点"),
        "00:00",
    ),
)
_PAST = re.compile(
    r"\b(half|quarter|\d{1,2}|five|ten|twenty)(?: minutes)? (past|to) (\w+)( ?(?:a\.?m|p\.?m)\.?)?"
)
_PAST_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def find_times(text: str, setting: Setting) -> list[Found]:
    """Find times in folded lower-case text."""
    found = (
        Found("time", f"{hour % 24:02d}:{minute:02d}", start, end)
        for finder in (_past, _clock, _hours)
        for hour, minute, start, end in finder(text)
        if 0 <= hour <= 24 and 0 <= minute < 60
    )
    kept = first_come(found)
    return kept or [
        Found("time", value, match.start(), match.end())
        for pattern, value in _NAMED
        for match in pattern.finditer(text)
    ]


def _clock(text: str) -> Iterator[tuple[int, int, int, int]]:
    for match in _CLOCK.finditer(text):
        half = match["half"] or _before(text, match.start())
        yield _in_half(int(match[1]), half), int(match[2]), match.start(), match.end()


def _before(text: str, at: int) -> str | None:
    match = _HALF_BEFORE.search(text[:at])
    return match[1] if match else None


def _in_half(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if hour == 12 and re.search(r"a\.?m|ночи|شب|凌晨|晚|夜", half):
        return 0
    if half == "ночи" or (half == "дня" and hour == 12):
        return hour if hour < 10 else hour + 12
    if half == "中午" or half == "ظهر":
        return hour if hour >= 10 else hour + 12
    return hour + 12 if _LATE.search(half) and hour < 12 else hour


def _hours(text: str) -> Iterator[tuple[int, int, int, int]]:
    for number in find_numbers(text):
        hour, half_hour = int(number.value), number.value % 1
        if number.value > 24 or half_hour not in (0, 0.5):
            continue
        minute, end = (30 if half_hour else 0), number.end
        after_hour = _HOUR_AFTER.match(text, end)
        if after_hour:
            end = after_hour.end()
            minute, end = (
                _minute(text, end, minute)
                if after_hour.group()[-1] in "点點时時"
                else (minute, end)
            )
        after = _HALF_AFTER.match(text, end)
        before = _before(text, number.start)
        cue = _HOUR_BEFORE.search(text[: number.start])
        if _is_span(text, number, after_hour, after[1] if after else None):
            continue
        if not (after or before or cue or _is_clock_hour(text, number.start, after_hour)):
            continue
        if not after_hour and before and not after and not cue:
            continue
        end = after.end() if after else end
        yield _in_half(hour, after[1] if after else before), minute, number.start, end


def _is_span(text: str, number: Number, after_hour: re.Match[str] | None, half: str | None) -> bool:
    """Tell three days, nights or "a bit" from three o'clock, where the words are the same."""
    head = text[: number.start]
    if half in ("дня", "ночи") and not after_hour:
        return not re.search(r"(?:^|\s)(?:в|к|с|до|после|около) $", head)
    if half == "شب":
        return "ساعت" not in text
    is_point = after_hour is not None and after_hour.group()[-1] in "点點"
    return is_point and text[number.start : number.end] == "一" and not _before(text, number.start)


def _is_clock_hour(text: str, start: int, after: re.Match[str] | None) -> bool:
    if not after:
        return False
    if after.group().strip().startswith("час"):
        return bool(re.search(r"(?:^|\s)(?:в|к|с|до|после) $", text[:start]))
    return True


def _minute(text: str, at: int, minute: int) -> tuple[int, int]:
    match = _MINUTES.match(text, at)
    if match:
        quarter = 30 if match[1] else 15 if match[2] else 45
        return (int(match[4]) if match[4] else quarter), match.end()
    written = next((one for one in find_numbers(text[at : at + 5]) if one.start == 0), None)
    if written and written.value < 60:
        end = at + written.end
        return int(written.value), end + (text[end : end + 1] == "分")
    return minute, at


def _past(text: str) -> Iterator[tuple[int, int, int, int]]:
    for match in _PAST.finditer(text):
        hours = find_numbers(match[3])
        minutes = _PAST_MINUTES.get(match[1]) or (int(match[1]) if match[1].isdigit() else None)
        if not hours or minutes is None or not 1 <= hours[0].value <= 12:
            continue
        hour = _in_half(int(hours[0].value), (match[4] or "").strip() or None)
        if match[2] == "to":
            hour, minutes = hour - 1, 60 - minutes
        yield hour, minutes, match.start(), match.end()
