"""What a message shows of its language: by its script, and for Latin ones by a witness."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

LATIN = frozenset({"en", "tr", "es", "fr", "de"})


class Strength(StrEnum):
    """`sure`: the script alone decides; `likely`: a witness says so of enough words."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A language, how strongly a message shows it, and in how many words."""

    language: str
    strength: Strength
    words: int


_NO_LANGUAGE = re.compile(
    r"https?://\S+|\S+@\S+|\b\S*\d\S*\b|\b[A-Z]{2,8}\b",
)
_PERSIAN_SIGNS = re.compile(r"[پچژگکیۀ]|\u200c")
_ARABIC_SIGNS = re.compile(r"[يكةىأإؤئ]")
_PERSIAN_WORDS = (
    "من را رو است هست می که برای این به از با چرا کنم سلام بلیط بلیت نه بله خوب مرسی ممنون "
    "شما ما آن اون چی چه چطور کجا لطفا دارم ندارم شده شد باید و تا در هم"
)
_ARABIC_WORDS = (
    "في على هذا هذه الى إلى عن ما ماذا هل لا نعم كيف أين اين مرحبا السلام أريد اريد حجزي شكرا "
    "لماذا انا أنا مع كان لم لن و متى عندي"
)
_PERSIAN = frozenset(_PERSIAN_WORDS.split())
_ARABIC = frozenset(_ARABIC_WORDS.split())
_KANA_OR_JAPANESE_ONLY = re.compile(r"[\u3040-\u30ff\uff66-\uff9d]|[込払戻働畑峠枠]")
_CHINESE_ONLY = re.compile(r"[你们吗这么怎没请订单机票务谢钱问题说汉语转账让为从过还时买卖]")


def evidence_by_script(text: str, *, current: str) -> Evidence | None:
    """What the script of a message shows; None for Latin scripts, codes, digits and the like.

    `current` decides where a script serves two languages and the words tell nothing.
    """
    words = re.findall(r"[^\W\d_]+", _NO_LANGUAGE.sub(" ", text))
    written = [(word, script) for word in words if (script := _script_of(word))]
    if not written:
        return None
    # A foreign name or two in Latin letters say little in a message of another script.
    script = Counter(script for _, script in written).most_common(1)[0][0]
    own = [word for word, its in written if its == script]
    signs = sum(map(len, own))
    language = _language_of(script, own, current)
    if language is None:
        return _latin_sure(own)
    return Evidence(language, Strength.SURE, _count(script, own, signs))


def evidence_by_witness(text: str, witness: str | None) -> Evidence | None:
    """What a witness says of a message in a Latin script, if it has words enough to judge."""
    if witness not in LATIN:
        return None
    words = [
        word
        for word in re.findall(r"[^\W\d_]+", _NO_LANGUAGE.sub(" ", text))
        if _script(word[0]) == "LATIN"
    ]
    if len(words) < 2 or sum(map(len, words)) < 6:
        return None
    return Evidence(witness, Strength.LIKELY, len(words))


def _script_of(word: str) -> str | None:
    scripts = Counter(script for sign in word if (script := _script(sign)))
    return scripts.most_common(1)[0][0] if scripts else None


def _script(sign: str) -> str | None:
    if sign.isascii():
        return "LATIN" if sign.isalpha() else None
    name = unicodedata.name(sign, "").split(" ")[0]
    return {
        "CJK": "HAN", "HIRAGANA": "HAN", "KATAKANA": "HAN", "HALFWIDTH": "HAN", "FULLWIDTH": None,
        "ARABIC": "ARABIC", "CYRILLIC": "CYRILLIC", "LATIN": "LATIN",
    }.get(name)  # fmt: skip


def _language_of(script: str, words: list[str], current: str) -> str | None:
    text = " ".join(words)
    match script:
        case "CYRILLIC":
            return "ru"
        case "HAN":
            return _han(text, current)
        case "ARABIC":
            return _arabic(words, text, current)
        case _:
            return None


def _han(text: str, current: str) -> str:
    if _KANA_OR_JAPANESE_ONLY.search(text):
        return "ja"
    if _CHINESE_ONLY.search(text):
        return "zh"
    return "ja" if current == "ja" else "zh"


def _arabic(words: list[str], text: str, current: str) -> str:
    persian = 2 * len(_PERSIAN_SIGNS.findall(text)) + 3 * sum(word in _PERSIAN for word in words)
    arabic = (
        len(_ARABIC_SIGNS.findall(text))
        + 3 * sum(word in _ARABIC for word in words)
        + sum(word.startswith("ال") and len(word) > 3 for word in words)
    )
    if persian == arabic:
        return current if current in ("fa", "ar") else "fa"
    return "fa" if persian > arabic else "ar"


def _latin_sure(words: list[str]) -> Evidence | None:
    """Letters that only one of our Latin languages has, in at least two words."""
    text = " ".join(words)
    for language, letters in (("tr", "ğışİ"), ("de", "ßäẞ"), ("es", "ñ¿¡")):
        if any(letter in text for letter in letters) and len(words) >= 3:
            return Evidence(language, Strength.LIKELY, len(words))
    return None


def _count(script: str, words: list[str], signs: int) -> int:
    """Words, or for scripts without spaces about two signs a word."""
    return max(len(words), signs // 2) if script == "HAN" else len(words)
