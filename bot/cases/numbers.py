"""Case numbers: short enough to say, with a check character that finds a slip."""

import re
import secrets
from collections.abc import Callable

CHECKS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23 letters, a prime: finds any one wrong or two swapped digits
SHORTEST = 4
LONGEST = 8
_NUMBER = re.compile(r"H(\d{4,8})([A-Z])")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015_.]+")


def case_number(digits: str) -> str:
    """The number of these digits: `4821` is `H-4821-R`."""
    return f"H-{digits}-{_check(digits)}"


def draw_case_number(
    length: int = SHORTEST, below: Callable[[int], int] = secrets.randbelow
) -> str:
    """A number that tells nobody how many cases there are; may be taken already."""
    return case_number(str(below(10**length)).zfill(length))


def read_case_number(said: str) -> str | None:
    """The number in what somebody typed or said; None when it is none or its check is wrong."""
    folded = _BETWEEN.sub("", said).upper()
    ascii_digits = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in folded)
    match = _NUMBER.fullmatch(ascii_digits)
    if match is None or _check(match[1]) != match[2]:
        return None
    return case_number(match[1])


def _check(digits: str) -> str:
    return CHECKS[int(digits) % len(CHECKS)]
