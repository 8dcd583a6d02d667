"""Booking references, flight and train numbers, one-time codes."""

import re
from collections.abc import Iterator

from brain.entities import lexicon
from brain.entities.carriers import CARRIERS, SPELT_IN_CYRILLIC
from brain.entities.found import Found, Setting
from brain.entities.spelling import Spelt, find_spelt, latin

_CODE_LETTER = "[0-9A-Za-z\u0370-\u04ff]"
_SIX = re.compile(rf"(?<!{_CODE_LETTER}){_CODE_LETTER}{{6}}(?!{_CODE_LETTER})")
_REFERENCE = re.compile(r"[A-Z0-9]{6}")
_FLIGHT = re.compile(r"(?<![^\W_])([A-Z]{2}|[A-Z]\d|\d[A-Z])( ?-? ?)(\d{1,4})(?![^\W_])")
_FLIGHT_HAN = re.compile(r"(?<![A-Z0-9])([A-Z]{2}|[A-Z]\d|\d[A-Z])( ?-?)(\d{3,4})(?![A-Z0-9])")
_NEAR = 24
_NO_FLIGHTS = frozenset({"EU261", "EC261", "A320", "A330", "A350", "A380"})
_TRAIN = re.compile(
    r"(?:(?<!\w)(?:train(?: number| no\.?)?|поезд(?:а|у|ом|е)?(?: номер| №)?"
    r"|قطار(?: شماره(?: ?ی)?)?|ice|tgv|ave|yht)|高铁|动车|火车|列车|车次)[ :#№是]*"
    r"(?P<number>[a-zа-я]{0,2}\d{1,5}[a-zа-я]?)(?![^\W_])(?! ?(?:تخته|نفر|:|час|days|people))"
)
_TRAIN_HAN = re.compile(
    r"(?<![a-z0-9])(?P<number>[gdcztkyls]\d{1,4})(?= ?次|的?(?:高铁|动车|火车|列车))"
)
_OWN_TRAIN = re.compile(r"(?<![^\W_])(?P<number>(?:ice|tgv|yht) ?\d{2,5})(?![^\W_])")
_SIX_DIGITS = re.compile(r"(?<![\d+.,/:-])(\d{6}|\d{3}[ -]\d{3})(?![\d.,/:-]?\d)")


def find_references(text: str, setting: Setting) -> list[Found]:
    """Find booking references in folded text that keeps its case."""
    expected = setting.expects == "booking_reference"
    written = list(_written_references(text, expected))
    if written:
        return written
    return [
        Found("booking_reference", spelt.code, spelt.start, spelt.end)
        for spelt in find_spelt(text)
        if _is_spelt_reference(spelt, text, expected)
    ]


def _written_references(text: str, expected: bool) -> Iterator[Found]:
    folded = latin(text)
    for match in _SIX.finditer(text):
        code = folded[match.start() : match.end()]
        if not _REFERENCE.fullmatch(code) or not _is_latin_enough(match.group()):
            continue
        cued = expected or bool(_cue_before("booking", text, match.start()))
        if _is_reference(match.group(), code, text, match.start(), cued):
            yield Found("booking_reference", code, match.start(), match.end())


def _is_latin_enough(word: str) -> bool:
    """A word of Cyrillic letters alone is a word; with digits it is a code."""
    return word.isascii() or any(character.isdigit() for character in word) or word.isupper()


def _is_reference(word: str, code: str, text: str, start: int, cued: bool) -> bool:
    digits = sum(character.isdigit() for character in code)
    if digits == 6:
        return cued and not _cue_before("code", text, start, near=12)
    if digits:
        return cued or not _is_flight(code, text, start)
    if not word.isupper():
        return False
    return cued or not _shouts(text)


def _shouts(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.6 * len(letters) and " " in text.strip()


def _is_flight(code: str, text: str, start: int) -> bool:
    if not re.fullmatch(r"(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{4}", code):
        return False
    return code[:2] in CARRIERS or bool(_cue_before("flight", text, start))


def _is_spelt_reference(spelt: Spelt, text: str, expected: bool) -> bool:
    if not _REFERENCE.fullmatch(spelt.code):
        return False
    digits = sum(character.isdigit() for character in spelt.code)
    if digits == 6:
        return expected or bool(_cue_before("booking", text, spelt.start))
    cued = expected or bool(_cue_before("booking", text, spelt.start))
    if spelt.alphabet_words and spelt.parts < 5 and not cued:
        return False
    if not cued and _is_flight(spelt.code, text, spelt.start):
        return False
    return cued or digits > 0 or spelt.parts == 6


def _cue_before(kind: str, text: str, start: int, near: int = _NEAR) -> re.Match[str] | None:
    return lexicon.cue(kind).search(text[max(0, start - near) : start].casefold())


def find_flights(text: str, setting: Setting) -> list[Found]:
    """Find flight numbers in folded text that keeps its case."""
    upper = text.upper() if len(text.upper()) == len(text) else text
    cued = bool(lexicon.cue("flight").search(text.casefold()))
    found = [
        Found("flight_number", carrier + match[3], match.start(), match.end())
        for pattern in (_FLIGHT, _FLIGHT_HAN)
        for match in pattern.finditer(_carrier_letters(upper))
        for carrier in [match[1]]
        if _is_carrier(carrier, match, text, cued)
    ]
    return (
        found[:1] if len({one.value for one in found}) == 1 else found or _spelt_flights(text, cued)
    )


def _is_carrier(carrier: str, match: re.Match[str], text: str, cued: bool) -> bool:
    as_written, digits = text[match.start(1) : match.end(1)], len(match[3])
    if carrier + match[3] in _NO_FLIGHTS:
        return False
    if as_written.upper() != as_written:
        return carrier in CARRIERS and digits >= 3 and (cued or not match[2])
    if carrier in CARRIERS:
        return digits >= (1 if cued and carrier.isalpha() else 2)
    return cued and digits >= 2


def _carrier_letters(text: str) -> str:
    """Read two Cyrillic letters before a number as a carrier: by sound first, else by look."""

    def replace(match: re.Match[str]) -> str:
        return SPELT_IN_CYRILLIC.get(match[1]) or latin(match[1])

    return re.sub(r"(?<![^\W_])(?!НА|ОТ|ТО|НЕ|ВО|СО|ДО|ЗА)([А-ЯЁ]{2})(?= ?-? ?\d)", replace, text)


def _spelt_flights(text: str, cued: bool) -> list[Found]:
    return [
        Found("flight_number", spelt.code, spelt.start, spelt.end)
        for spelt in find_spelt(text)
        if re.fullmatch(r"(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d{2,4}", spelt.code)
        and (cued or (spelt.code[:2] in CARRIERS and spelt.parts >= 3))
    ]


def find_trains(text: str, setting: Setting) -> list[Found]:
    """Find train numbers in folded lower-case text."""
    for pattern in (_OWN_TRAIN, _TRAIN_HAN, _TRAIN):
        found = [
            Found("train_number", match["number"].replace(" ", "").upper(), *match.span("number"))
            for match in pattern.finditer(text)
        ]
        if found:
            return found
    return []


def find_one_time_codes(text: str, setting: Setting) -> list[Found]:
    """Find codes of six digits, alone or after a word for a code."""
    lower = text.casefold()
    cued = bool(lexicon.cue("code").search(lower)) and not lexicon.cue("booking").search(lower)
    expected = setting.expects == "one_time_code"
    for match in _SIX_DIGITS.finditer(text):
        if cued or expected or _is_all(text, match.start(), match.end()):
            code = match[1].replace(" ", "").replace("-", "")
            return [Found("one_time_code", code, match.start(), match.end())]
    return [
        Found("one_time_code", spelt.code, spelt.start, spelt.end)
        for spelt in find_spelt(text)
        if re.fullmatch(r"\d{6}", spelt.code)
        and (cued or expected or _is_all(text, spelt.start, spelt.end))
    ]


def _is_all(text: str, start: int, end: int) -> bool:
    return not re.search(r"\w", text[:start] + text[end:])
