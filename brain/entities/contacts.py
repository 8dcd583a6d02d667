"""Phones and e-mail addresses, written or spoken."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

from brain.entities import lexicon
from brain.entities.found import Found, Setting

_COUNTRIES = {
    "en": ("GB", "US"),
    "fa": ("IR",),
    "ru": ("RU", "KZ"),
    "zh": ("CN",),
    "ja": ("JP",),
    "ar": ("SA", "AE"),
    "tr": ("TR",),
    "es": ("ES", "MX"),
    "fr": ("FR",),
    "de": ("DE",),
}
_EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.ASCII)


def find_phones(text: str, setting: Setting) -> list[Found]:
    """Find phone numbers in folded text; national ones by the country of the language."""
    spoken, places = _digits_spoken(text)
    for country in _COUNTRIES.get(setting.language, ("GB",)):
        found = [
            Found(
                "phone",
                phonenumbers.format_number(match.number, PhoneNumberFormat.E164),
                places[match.start],
                places[match.end - 1] + 1,
            )
            for match in PhoneNumberMatcher(spoken, country)
        ]
        if found:
            return found
    return []


def _digits_spoken(text: str) -> tuple[str, list[int]]:
    """Replace digit words by digits; gives the text and where each character comes from."""
    spoken: list[str] = []
    places: list[int] = []
    last = 0
    lower = text.casefold() if len(text.casefold()) == len(text) else text
    for match in _digit_word().finditer(lower):
        spoken += text[last : match.start()]
        places += range(last, match.start())
        if spoken and spoken[-1] == " " and len(spoken) > 1 and spoken[-2].isdigit():
            spoken.pop()
            places.pop()
        spoken.append(str(_digits()[match.group()]))
        places.append(match.end() - 1)
        last = match.end()
    spoken += text[last:]
    places += range(last, len(text))
    return "".join(spoken), places


@lru_cache(maxsize=1)
def _digits() -> dict[str, int]:
    written = {"零": 0, "〇": 0, "幺": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
    return lexicon.words("digits") | written | {"七": 7, "八": 8, "九": 9}


@lru_cache(maxsize=1)
def _digit_word() -> re.Pattern[str]:
    return re.compile(lexicon.any_of(list(_digits())))


def find_emails(text: str, setting: Setting) -> list[Found]:
    """Find addresses in folded lower-case text; "at" and "dot" may be spoken."""
    written = [
        Found("email", match.group().rstrip("."), match.start(), match.end())
        for match in _EMAIL.finditer(text)
    ]
    return written or [
        Found("email", address, match.start(), match.end())
        for match in _spoken_email().finditer(text)
        for address in [_joined(match.group())]
        if _EMAIL.fullmatch(address)
    ]


def _marks(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(lexicon.listed(kind), key=len, reverse=True))


@lru_cache(maxsize=1)
def _spoken_email() -> re.Pattern[str]:
    between = "|".join(_marks(kind) for kind in ("dot", "dash", "underscore"))
    part = rf"[a-z0-9_+-]+(?:(?: ?\. ?| ?(?:{between}) ?)[a-z0-9_+-]+)*"
    domain = rf"[a-z0-9-]+(?:(?: ?\. ?| ?(?:{_marks('dot')}) ?)[a-z0-9-]+)+"
    return re.compile(rf"{part} ?(?:@| (?:{_marks('at')}) |(?:艾特)) ?{domain}")


def _joined(said: str) -> str:
    for kind, sign in (("at", "@"), ("dot", "."), ("dash", "-"), ("underscore", "_")):
        said = re.sub(rf"(?: |\b)(?:{_marks(kind)})(?: |\b)", sign, said)
    return said.replace(" ", "")
