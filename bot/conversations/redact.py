"""Card numbers never get in: they are hidden before any store, log or assistant sees them.

A number is a card's when its digits (13 to 19, in any script, with spaces, dashes or dots
between) begin like a brand's and pass the check of ISO/IEC 7812 (Luhn).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

HIDDEN = "••••"
MOST_MESSAGES = 4
_SHORTEST, _LONGEST = 13, 19
_BETWEEN = " \t\n\r.,-_/|·•،٫٬、。\u00a0\u2007\u2009\u200a\u202f\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u3000‐‑‒–—―−*"  # noqa: E501
_MOST_BETWEEN = 4
_DATE = re.compile(
    r"(?<!\d)(?:(?:1[34]|19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:1[34]|19|20)\d\d)(?!\d)"
)
_TICKET = re.compile(r"(?<![\d-])\d{3}[- ]?\d{10}(?:[- ]?\d)?(?![\d-])")
_CARD_CUE = re.compile(
    r"card|visa|master|карт|کارت|بطاق|卡|kart|tarjeta|carte|karte|カード", re.IGNORECASE
)
_SECRET_CUE = re.compile(
    r"(?:\bcvv2?|\bcvc2?|\bcid\b|security code|card code|код безопасности|"
    r"سی\s?وی\s?وی|رمز الأمان|رمز التحقق|安全码|验证码|güvenlik kodu|código de seguridad|"
    r"cryptogramme|prüfziffer|prüfnummer|kartenprüf\w*|セキュリティコード)"
    r"[^\d\n]{0,16}?(?P<secret>\d(?:[ .-]?\d){2,3})(?!\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]{2}$")  # an IBAN's country
_AFTER_CARD = re.compile(r"[^\d]{0,12}(?:\d{1,4}[ /.-]{0,3}){1,4}")


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without card numbers; `earlier` are the earlier messages that held a part of one."""

    text: str
    found: bool
    earlier: dict[int, str] = field(default_factory=dict)


def redact(text: str, before: Sequence[str] = ()) -> Redacted:
    """Hide card numbers and their secrets; `before` are the traveller's last messages.

    A number that is spread over up to four messages is found with its last part.
    """
    hidden, found = _hide_cards(text)
    hidden, secret = _hide_secrets(hidden)
    if found or secret:
        return Redacted(hidden, True)
    return _redact_spread(hidden, before)


def may_be_part(text: str) -> bool:
    """Whether a message is little else than digits, so that the ones before it matter."""
    return bool(_lone_digits(text))


def plain_digits(text: str) -> str:
    """The text with the digits of every script as ASCII; no character moves."""
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign
        for sign in text
    )


@dataclass(frozen=True, slots=True)
class _Group:
    begins: int
    ends: int


def _hide_cards(text: str) -> tuple[str, bool]:
    plain = plain_digits(text)
    spans = list(_cards_in(plain))
    for begins, ends in reversed(spans):
        last_four = [sign for sign in plain[begins:ends] if sign.isdigit()][-4:]
        after = _AFTER_CARD.match(plain, ends)
        tail = "" if after is None else re.sub(r"\d", "•", plain[ends : after.end()])
        rest = text[ends:] if after is None else tail + text[after.end() :]
        text = f"{text[:begins]}{HIDDEN} {''.join(last_four)}{rest}"
        plain = plain_digits(text)
    return text, bool(spans)


def _cards_in(plain: str) -> Iterator[tuple[int, int]]:
    """The places of card numbers, from left to right, none inside another."""
    dates = [match.span() for match in _DATE.finditer(plain)]
    tickets = [match.span() for match in _TICKET.finditer(plain)]
    cued = _CARD_CUE.search(plain) is not None
    for run in _runs(plain, dates):
        first = 0
        while first < len(run):
            found = _card_from(plain, run[first:])
            if found is None or (not cued and _is_ticket(found, tickets, plain)):
                first += 1
                continue
            yield found
            first = next(
                (place for place, group in enumerate(run) if group.begins >= found[1]), len(run)
            )


def _runs(plain: str, dates: list[tuple[int, int]]) -> list[list[_Group]]:
    """Groups of digits with only a few separators between them; dates stand apart."""
    runs: list[list[_Group]] = [[]]
    for match in re.finditer(r"\d+", plain):
        group = _Group(*match.span())
        if any(begins <= group.begins < ends for begins, ends in dates):
            runs.append([])
            continue
        if runs[-1] and not _is_gap(plain[runs[-1][-1].ends : group.begins]):
            runs.append([])
        runs[-1].append(group)
    return [run for run in runs if run]


def _is_gap(between: str) -> bool:
    return len(between) <= _MOST_BETWEEN and all(sign in _BETWEEN for sign in between)


def _card_from(plain: str, groups: Sequence[_Group]) -> tuple[int, int] | None:
    """The longest card number that begins with the first group, if there is one."""
    begins = groups[0].begins
    if begins > 0 and plain[begins - 1] == "+":
        return None
    if _ACCOUNT.search(plain[max(begins - 3, 0) : begins]):
        return None
    digits, best = "", None
    for group in groups:
        digits += plain[group.begins : group.ends]
        if len(digits) > _LONGEST:
            break
        if is_card(digits):
            best = (begins, group.ends)
    return best or _card_in_one(plain, groups[0])


def _card_in_one(plain: str, group: _Group) -> tuple[int, int] | None:
    """A card number with its date or secret written on without a gap."""
    digits = plain[group.begins : group.ends]
    if not 19 < len(digits) <= 27:
        return None
    return next(
        ((group.begins, group.begins + length) for length in (16, 15) if is_card(digits[:length])),
        None,
    )


def _is_ticket(found: tuple[int, int], tickets: list[tuple[int, int]], plain: str) -> bool:
    """Whether it is written as an e-ticket number: an airline's three digits and ten more."""
    digits = sum(sign.isdigit() for sign in plain[found[0] : found[1]])
    return digits in (13, 14) and any(
        begins <= found[0] and found[1] <= ends for begins, ends in tickets
    )


def is_card(digits: str) -> bool:
    """Whether ASCII digits are a card's number: length, brand and check digit."""
    return _SHORTEST <= len(digits) <= _LONGEST and _has_brand(digits) and _passes_luhn(digits)


_BRANDS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    # first and last beginning, in four digits; lengths
    (4000, 4999, (13, 16, 19)),
    (5100, 5599, (16,)),
    (2221, 2720, (16,)),
    (3400, 3499, (15,)),
    (3700, 3799, (15,)),
    (3000, 3059, (14, 16, 19)),
    (3095, 3095, (14, 16)),
    (3600, 3699, (14, 16, 19)),
    (3800, 3999, (14, 16, 19)),
    (3528, 3589, (16, 17, 18, 19)),
    (2200, 2204, (16, 17, 18, 19)),
    (6000, 6999, (16, 17, 18, 19)),
    (8100, 8171, (16, 17, 18, 19)),
    (9792, 9792, (16,)),
    (9682, 9682, (16,)),
    (5000, 5099, (16, 17, 18, 19)),
    (5600, 5999, (16, 17, 18, 19)),
    (2071, 2071, (16,)),
    (9364, 9364, (16,)),
)


def _has_brand(digits: str) -> bool:
    beginning = int(digits[:4])
    return any(
        first <= beginning <= last and len(digits) in lengths for first, last, lengths in _BRANDS
    )


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _hide_secrets(text: str) -> tuple[str, bool]:
    plain, found = plain_digits(text), False
    for match in _SECRET_CUE.finditer(plain):
        begins, ends = match.span("secret")
        text = text[:begins] + re.sub(r"\d", "•", plain[begins:ends]) + text[ends:]
        found = True
    return text, found


def _redact_spread(text: str, before: Sequence[str]) -> Redacted:
    """Look for a number whose parts stand in this and up to three earlier messages."""
    last = _lone_digits(text)
    if not last:
        return Redacted(text, False)
    digits = last
    for back in range(1, min(MOST_MESSAGES, len(before) + 1)):
        part = _lone_digits(before[-back])
        if not part:
            break
        digits = part + digits
        if is_card(digits):
            earlier = {len(before) - step: HIDDEN for step in range(1, back + 1)}
            return Redacted(f"{HIDDEN} {digits[-4:]}", True, earlier)
    return Redacted(text, False)


def _lone_digits(text: str) -> str:
    """The digits of a message that is little else than digits."""
    plain = plain_digits(text).strip()
    digits = "".join(sign for sign in plain if sign.isdigit())
    others = sum(sign.isalpha() for sign in plain)
    return digits if 2 <= len(digits) <= 17 and others == 0 else ""
