"""The rules of proving to be on a booking: codes, surnames, how long a proof counts."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.conversations.redact import plain_digits

CODE_LASTS = timedelta(minutes=10)
PROOF_LASTS = timedelta(minutes=30)
FRESH_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
NO_CODE = "none"

_CODE = re.compile(r"(?<![\w+])\d(?:[ \-.\u00a0\u200c]?\d){5}(?![\w])")


class CodeCheck(StrEnum):
    """What became of a code that was typed."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"
    EXPIRED = "expired"


def draw_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_hash(code: str, *, challenge_id: str, secret: str) -> str:
    """What is kept of a code: six digits hide in no hash, so a secret is mixed in."""
    return hmac.new(secret.encode(), f"{challenge_id}:{code}".encode(), hashlib.sha256).hexdigest()


def is_code(code: str, kept: str | None, *, challenge_id: str, secret: str) -> bool:
    """Whether this is the code; takes the same time for any code, even if none was sent."""
    wanted = code_hash(code, challenge_id=challenge_id, secret=secret)
    return hmac.compare_digest(wanted, kept or NO_CODE)


def code_in(text: str) -> str | None:
    """The six digits in a message, of any script, perhaps with gaps; None if there is no code."""
    match = _CODE.search(plain_digits(text))
    return None if match is None else re.sub(r"\D", "", match[0])


def hide_code(text: str) -> str:
    """The message without its six digits."""
    match = _CODE.search(plain_digits(text))
    return text if match is None else text[: match.start()] + "••••••" + text[match.end() :]


def check(*, right: bool, tries: int, expires_at: datetime, now: datetime) -> CodeCheck:
    """What a try means; `tries` counts this one too."""
    if now >= expires_at:
        return CodeCheck.EXPIRED
    if right:
        return CodeCheck.RIGHT
    return CodeCheck.SPENT if tries >= MOST_TRIES else CodeCheck.WRONG


def still_counts(proved_at: datetime, *, fresh: bool, now: datetime) -> bool:
    """Whether a proof does: thirty minutes, or ten before money moves."""
    return now - proved_at < (FRESH_LASTS if fresh else PROOF_LASTS)


def same_surname(given: str, known: Iterable[str]) -> bool:
    """Whether a surname is one of these, whatever its case, accents, spaces or script variant."""
    wanted = _folded(given)
    return bool(wanted) and any(wanted == _folded(name) for name in known if name)


_VARIANTS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی",
        "ё": "е", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip


def _folded(name: str) -> str:
    small = unicodedata.normalize("NFKC", name).casefold().translate(_VARIANTS)
    parts = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in parts if sign.isalnum())
