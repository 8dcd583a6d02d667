"""What the letters of a text say about its language."""

import re
import unicodedata

_LANGUAGES = {
    "CYRILLIC": frozenset({"ru"}),
    "ARABIC": frozenset({"fa", "ar"}),
    "CJK": frozenset({"zh", "ja"}),
    "HIRAGANA": frozenset({"ja"}),
    "KATAKANA": frozenset({"ja"}),
    "LATIN": frozenset({"en", "tr", "es", "fr", "de"}),
}
_ONLY_PERSIAN = re.compile("[پچژگ]")
_ONLY_ARABIC = re.compile("[ةإأؤ]|\\bال")
_CODE = re.compile(r"\b(?=\w*\d)\w+\b|\S+@\S+|\b[A-Z]{6}\b")


def possible(text: str) -> frozenset[str]:
    """Give the languages whose script most letters have; empty if none of ours."""
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    if not scripts:
        return frozenset()
    if {"HIRAGANA", "KATAKANA"} & set(scripts):
        return frozenset({"ja"})
    main = max(sorted(set(scripts)), key=scripts.count)
    if main == "ARABIC" and _ONLY_PERSIAN.search(text):
        return frozenset({"fa"})
    if main == "ARABIC" and _ONLY_ARABIC.search(text):
        return frozenset({"ar"})
    return _LANGUAGES.get(main, frozenset())


def has_words(text: str) -> bool:
    """Tell whether anything is left when codes, numbers and addresses are taken away."""
    letters = [letter for letter in _CODE.sub(" ", text) if letter.isalpha()]
    return len(letters) >= 2 or any("CJK" in unicodedata.name(letter, "") for letter in letters)
