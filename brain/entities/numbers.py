"""Numbers in figures and words: "1,250,000", "۲ میلیون و ۵۰۰ هزار", "двести", "三百五十"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from brain.entities import lexicon

HAN = "零〇一二两兩三四五六七八九十百千万萬亿億"
_HAN_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
_HAN_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_HAN_SMALL = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_FIGURES = (
    r"\d{1,3}(?:[ ,.'٬،]\d{3})+(?:[.,٫]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,٫/]\d{1,2})?(?![\d])|\d+"
)
_TOKEN = re.compile(rf"(?P<figures>{_FIGURES})|(?P<han>[{HAN}]+)|(?P<word>[^\W\d_{HAN}]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place; `words` tells that it was written out."""

    value: Decimal
    start: int
    end: int
    words: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def find_numbers(text: str) -> list[Number]:
    """Find numbers in folded lower-case text, from left to right."""
    tokens = _tokens(text)
    numbers: list[Number] = []
    at = 0
    while at < len(tokens):
        number, at = _read(tokens, at, text)
        if number:
            numbers.append(number)
    return numbers


def figures(text: str) -> Decimal:
    """Read a number in figures with any separators."""
    text = text.replace("٬", ",").replace("،", ",").replace("٫", ".").replace("'", ",")
    text = text.replace(" ", ",").replace("/", ".")
    separators = [character for character in text if character in ".,"]
    if not separators:
        return Decimal(text)
    last = separators[-1]
    whole, tail = text.rsplit(last, 1)
    is_fraction = len(tail) != 3 and (separators.count(last) == 1)
    plain = whole.replace(",", "").replace(".", "")
    return Decimal(f"{plain}.{tail}") if is_fraction else Decimal(plain + tail)


def han(text: str) -> int:
    """Read Chinese number characters: units ("三百五十") or digits one by one ("二零二六")."""
    if not any(character in _HAN_SMALL or character in _HAN_LARGE for character in text):
        return int("".join(str(_HAN_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_SMALL:
            section += (digit or 1) * _HAN_SMALL[character]
            digit = 0
        else:
            total += ((section + digit) or 1) * _HAN_LARGE[character]
            section = digit = 0
    return total + section + digit


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.lastgroup or "", match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=1)
def _plain() -> dict[str, Decimal]:
    merged = lexicon.words("numbers") | lexicon.words("digits")
    return {word: Decimal(str(value)) for word, value in merged.items()}


@lru_cache(maxsize=1)
def _half() -> re.Pattern[str]:
    return re.compile(r"[ ]*" + lexicon.any_of(lexicon.listed("half")))


def _read(tokens: list[_Token], at: int, text: str) -> tuple[Number | None, int]:
    """Read the number that begins at token `at`; gives it, if any, and where to go on."""
    sum_ = _Sum()
    begin, end, reach, first = at, -1, -1, tokens[at].start
    while at < len(tokens):
        token = tokens[at]
        if end >= 0 and not _near(text, reach, token.start):
            break
        if not sum_.take(token):
            if end < 0 or token.text not in lexicon.listed("joins") or not _joins(tokens, at):
                break
            reach = token.end
            at += 1
            continue
        end = reach = token.end
        half = _half().match(text, end)
        if half:
            sum_.add_half()
            end = reach = half.end()
            while at + 1 < len(tokens) and tokens[at + 1].start < end:
                at += 1
        at += 1
    if end < 0:
        return None, begin + 1
    at = next((place for place in range(begin, len(tokens)) if tokens[place].start >= end), at)
    return Number(sum_.total(), first, end, sum_.words), max(at, begin + 1)


def _joins(tokens: list[_Token], at: int) -> bool:
    return at + 1 < len(tokens) and _worth(tokens[at + 1]) is not None


def _near(text: str, end: int, start: int) -> bool:
    return text[end:start].strip(" -.") == "" and start - end <= 3


def _worth(token: _Token) -> Decimal | None:
    if token.kind == "figures":
        return figures(token.text)
    if token.kind == "han":
        return Decimal(han(token.text))
    scale = lexicon.words("scales").get(token.text)
    return Decimal(scale) if scale else _plain().get(token.text)


class _Sum:
    """Adds up the words of one number."""

    def __init__(self) -> None:
        self._whole = Decimal(0)
        self._part: Decimal | None = None
        self._last = Decimal(0)
        self._figures = False
        self._persian = False
        self.words = False

    def take(self, token: _Token) -> bool:
        """Take the next word of the number; false if it does not belong to it."""
        worth = _worth(token)
        if worth is None:
            return False
        if token.text in lexicon.words("scales") or token.text in ("万", "萬", "亿", "億"):
            return self._scale(worth if token.kind == "word" else Decimal(han(token.text)))
        if self._part is not None and not self._may_follow(worth, token.kind):
            return False
        self._part = (self._part or Decimal(0)) + worth
        self._last = worth
        self._persian = "\u0600" <= token.text[0] <= "\u06ff"
        self._figures = token.kind == "figures"
        self.words = self.words or token.kind != "figures"
        return True

    def add_half(self) -> None:
        """Add one half of the last unit: "two and a half"."""
        if self._part is None and self._whole:
            self._whole += self._last / 2
            return
        self._part = (self._part or Decimal(0)) + Decimal("0.5")

    def total(self) -> Decimal:
        """Give the sum; in Persian "two million and five hundred" leaves "thousand" out."""
        part = self._part or Decimal(0)
        if self._persian and self._whole and self._whole % 1_000_000 == 0 and 100 <= part < 1000:
            part *= 1000
        return self._whole + part

    def _may_follow(self, worth: Decimal, kind: str) -> bool:
        """Tens follow hundreds, ones follow tens; figures never follow figures."""
        if kind != "word" or self._figures:
            return False
        if self._last % 100 == 0 and self._last >= 100:
            return worth < 100
        return self._last in (20, 30, 40, 50, 60, 70, 80, 90) and 0 < worth < 10

    def _scale(self, scale: Decimal) -> bool:
        if self._part is None and (self._whole or not self._begins(scale)):
            return False
        if scale == 100:
            self._part = (self._part or Decimal(1)) * 100
            self._last = Decimal(100)
            self.words = True
            return True
        self._whole += (self._part if self._part is not None else Decimal(1)) * scale
        self._part, self._last, self._figures = None, scale, False
        return True

    @staticmethod
    def _begins(scale: Decimal) -> bool:
        return scale in (1000, 1000000)
