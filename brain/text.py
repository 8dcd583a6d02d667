"""What a traveller wrote, made even: one spelling of digits, letters and spaces."""

import re
import unicodedata

MAX_CHARACTERS = 400
"""More than the embedder's window holds; what follows would only cost time."""

_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ۀ": "ه",
    "ة": "ه",
    "\u200c": " ",
    "\u200b": " ",
    "\u00a0": " ",
    "\u3000": " ",
    "\t": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "–": "-",
    "—": "-",
    "−": "-",
    "‐": "-",
    "‑": "-",
}
_MARKS = re.compile("[\u0640\u064b-\u0652\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufe0f]")
_STRETCHED = re.compile(r"(\D)\1{2,}")
_SPACES = re.compile(r"\s+")
_COMMAND = re.compile(r"^(\s*)/")
_STANDS_FOR_SLASH = "\u2044"


def fold(text: str) -> str:
    """Give digits and letters one spelling, character for character: places stay true."""
    return "".join(_fold_character(character) for character in text)


def even(text: str) -> str:
    """Give the spelling the embedder reads: folded, lower case, nothing stretched or doubled."""
    text = unicodedata.normalize("NFKC", text[: MAX_CHARACTERS * 2])
    text = _MARKS.sub("", fold(text)).casefold()
    text = _STRETCHED.sub(r"\1\1", text)
    text = _SPACES.sub(" ", text).strip(" /" + _STANDS_FOR_SLASH)
    return text[:MAX_CHARACTERS]


def disarm(text: str) -> str:
    """Replace a leading slash, which Rasa would take as a command; places stay true."""
    return _COMMAND.sub(r"\g<1>" + _STANDS_FOR_SLASH, text)


def script_shares(text: str) -> dict[str, float]:
    """Tell which share of the letters each script has."""
    names = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    return {name: names.count(name) / len(names) for name in set(names)}


def _fold_character(character: str) -> str:
    if character < "\x7f":
        return " " if character == "\t" else character
    if character in _LETTERS:
        return _LETTERS[character]
    if character.isdigit():
        return str(unicodedata.digit(character, character))
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
