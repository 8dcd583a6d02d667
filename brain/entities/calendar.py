"""Days: the Jalali calendar, and the next day that fits what was said."""

from datetime import date, timedelta

_FIRST_OF_979 = date(1600, 3, 20)


def from_jalali(year: int, month: int, day: int) -> date | None:
    """Turn a Jalali date into the same day of the common calendar; none if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    since = year - 979
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return _FIRST_OF_979 + timedelta(days=days)


def jalali_year(day: date) -> int:
    """Give the Jalali year that holds a day."""
    year = day.year - 621
    first = from_jalali(year, 1, 1)
    return year if first is not None and day >= first else year - 1


def next_jalali(month: int, day: int, today: date) -> date | None:
    """Give the next such day, today included."""
    year = jalali_year(today)
    for candidate in (from_jalali(year, month, day), from_jalali(year + 1, month, day)):
        if candidate is not None and candidate >= today:
            return candidate
    return None


def common(year: int, month: int, day: int) -> date | None:
    """Give a day of the common calendar; none if there is no such day."""
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def next_common(month: int, day: int, today: date) -> date | None:
    """Give the next such day, today included."""
    for year in range(today.year, today.year + 5):
        candidate = common(year, month, day)
        if candidate is not None and candidate >= today:
            return candidate
    return None


def next_weekday(weekday: int, today: date) -> date:
    """Give the next such weekday (Monday is 0), never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_next_week(weekday: int, today: date, first: int) -> date:
    """Give a weekday of next week, where weeks begin on weekday `first`."""
    begin = today - timedelta(days=(today.weekday() - first) % 7) + timedelta(days=7)
    return begin + timedelta(days=(weekday - first) % 7)


def next_day_of_month(day: int, today: date) -> date | None:
    """Give the next day with this number, today included."""
    for ahead in range(62):
        candidate = today + timedelta(days=ahead)
        if candidate.day == day:
            return candidate
    return None
