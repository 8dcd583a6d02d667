"""Codes that are spelt: by letters, alphabet words, doubles, letters of other scripts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from brain.entities import lexicon

LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТХУавекмнорстхуІіЅѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYABEKMHOPCTXYIISSABEZHIKMNOPTYX"
)
_TOKEN = re.compile(r"[^\W_]+(?:-ray|-[юv]|['’](?:s|m|re|ve|ll|d|t)(?![^\W_]))?")
_GAP = re.compile(r"[\s,.\-–—:;/'\"]{0,3}")


@dataclass(frozen=True, slots=True)
class Spelt:
    """Characters that were spelt, and where."""

    code: str
    start: int
    end: int
    parts: int
    alphabet_words: int


def latin(text: str) -> str:
    """Replace letters that look like Latin ones, character for character, in upper case."""
    upper = text.upper() if len(text.upper()) == len(text) else text
    return upper.translate(LOOK_ALIKES)


def find_spelt(text: str, length: int = 6) -> list[Spelt]:
    """Find runs of at most `length` spelt characters in folded text, the longest possible ones."""
    pieces = [
        (piece, match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for piece in [match.group()]
    ]
    runs: list[Spelt] = []
    at = 0
    while at < len(pieces):
        run, after = _run(pieces, at, text)
        while run is not None and len(run.code) > length and run.parts > 1:
            at += 1
            run, after = _run(pieces, at, text)
        if run is not None and run.parts > 1:
            runs.append(run)
        at = max(after, at + 1)
    return runs


def _run(pieces: list[tuple[str, int, int]], at: int, text: str) -> tuple[Spelt | None, int]:
    code, words, parts, begin, end, times = "", 0, 0, at, -1, 1
    while at < len(pieces):
        piece, start, stop = pieces[at]
        if end >= 0 and not _GAP.fullmatch(text[end:start]):
            break
        lower = piece.casefold()
        if lower in lexicon.listed("twice") or lower in lexicon.listed("thrice"):
            times, at = (2 if lower in lexicon.listed("twice") else 3), at + 1
            end = stop if end >= 0 else end
            continue
        example = _example(pieces, at, code)
        if example:
            end, at = pieces[example][2], example + 1
            continue
        spelt, is_word = _characters(piece)
        if not spelt:
            break
        code += spelt * times
        times, parts, words, end, at = 1, parts + 1, words + is_word, stop, at + 1
    if not code:
        return None, begin + 1
    return Spelt(code, pieces[begin][1], end, parts, words), at


def _example(pieces: list[tuple[str, int, int]], at: int, code: str) -> int | None:
    """Give the place of the word that explains the last letter: "K for kilo", "M as in mike"."""
    for length in (1, 2):
        said = " ".join(piece.casefold() for piece, _, _ in pieces[at : at + length])
        if code and said in lexicon.listed("such_as") and at + length < len(pieces):
            word = pieces[at + length][0]
            if code[-1] in (_letter(word.casefold()), latin(word[:1])):
                return at + length
    return None


def _characters(piece: str) -> tuple[str, bool]:
    """Give the characters a token stands for, and whether it is a word for a letter."""
    folded = latin(piece)
    if piece.isdigit():
        return piece, False
    if len(piece) == 1 and re.fullmatch(r"[A-Z0-9]", folded):
        return folded, False
    lower = piece.casefold()
    digit = digit_words().get(lower)
    if digit is not None:
        return str(digit), False
    letter = _letter(lower)
    if letter:
        return letter, True
    if re.fullmatch(r"[A-Z0-9]{2,5}", folded) and (
        any(character.isdigit() for character in piece) or (piece.isupper() and folded.isascii())
    ):
        return folded, False
    return "", False


@lru_cache(maxsize=1)
def digit_words() -> dict[str, int]:
    """Give words and characters for single digits."""
    han = dict(zip("零〇一二三四五六七八九幺", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1), strict=True))
    return lexicon.words("digits") | han


def _letter(word: str) -> str:
    return str(lexicon.words("letters").get(word, ""))
