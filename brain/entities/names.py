"""Surnames: after a word that announces one, or because one was asked for."""

import re
from functools import lru_cache

from brain.entities import lexicon
from brain.entities.found import Found, Setting

_MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GAP = re.compile(r"[ ]?")
_WHOLE_NAME = re.compile("^(?!.*(?:sur|last|family)).*name|зовут", re.IGNORECASE)
_LINKED = re.compile(r"(?:\bis|[:=-]) ?$", re.IGNORECASE)
_PARTICLES = frozenset(
    (
        "de",
        "la",
        "del",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "du",
    )
)
_HAN_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭"
    "程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚"
    "廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚"
    "龔文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁"
    "时舒耿牟卜詹关苗凌费纪靳盛童欧歐司上诸諸尉皇慕令佐铃鈴田高山渡伊中小藤木井"
)
_NO_NAME_WORDS = """
on in of than too a an the my your our and or but not as at so it is was has have with wrong
spelt spelled misspelt misspelled missing longer different for from booking please thanks i we what
should must mrs mr ms dr
в на с не и но у я мы мне мой моя что чтобы как где или то бы это по из для от до при без код бронь
пожалуйста хочу девичья новая старая моей указывать писать допускается неправильно изменилась
сменилась ошибка указана написана сказала теперь
رو را تو در یا نداره ندارد چی چه برای که از با لطفا نه هم روی غلط اشتباه دو جا جابجا باشه شوهرم
همسرم مسافر عوض درست نیست توی بلیط بلیت رزرو فرق خودم من و یک یه قبلی جدید ازدواج کد شماره پاسپورت
برعکسه برعکس درج
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())


def find_last_names(text: str, setting: Setting) -> list[Found]:
    """Find a surname in folded text that keeps its case."""
    for match in _announced().finditer(text):
        found = _han_name(text, match) or _named(text, match)
        if found:
            return [found]
    return _alone(text) if setting.expects == "last_name" else []


def _alone(text: str) -> list[Found]:
    bare = text.strip(" .,!?;:\"'()«»。，！")
    words = bare.split()
    if not words or len(words) > _MOST_WORDS or re.search(r"[\d@/?؟？]", bare) or len(bare) > 60:
        return []
    start = text.index(bare)
    return [Found("last_name", bare, start, start + len(bare))]


def _han_name(text: str, cue: re.Match[str]) -> Found | None:
    match = re.compile(r"([\u3400-\u9fff]{1,3})(?=$|[^\u3400-\u9fff])").match(text, cue.end())
    if not match or match[1][0] not in _HAN_SURNAMES:
        return None
    return Found("last_name", match[1], match.start(), match.end())


def _named(text: str, cue: re.Match[str]) -> Found | None:
    words = _words(text, cue.end())
    if not words or re.match("[\u3400-\u9fff]", words[0][0]):
        return None
    has_case = words[0][0] != words[0][0].swapcase()
    if has_case and words[0][0][0].isupper():
        words = [word for at, word in enumerate(words) if _keeps_name(words, at)]
    elif not _is_likely(text, cue, words, has_case):
        return None
    if _WHOLE_NAME.search(cue[0]):
        words = words[-1:]
    start, end = words[0][1], words[-1][2]
    name = text[start:end]
    if name.endswith("یه"):
        end, name = end - 1, name[:-1]
    return Found("last_name", name, start, end)


def _is_likely(
    text: str, cue: re.Match[str], words: list[tuple[str, int, int]], has_case: bool
) -> bool:
    """Judge a name in small letters: in alphabets that have capitals it must be the last word."""
    if not has_case:
        return len(words) <= 2
    is_linked = _LINKED.search(cue[0]) or "фамил" in cue[0].casefold()
    return bool(is_linked and len(words) == 1 and not re.match(r" ?\w", text[words[0][2] :]))


def _words(text: str, at: int) -> list[tuple[str, int, int]]:
    """Give the words from `at` up to a sign or a word that no name holds."""
    words: list[tuple[str, int, int]] = []
    while match := _WORD.match(text, _GAP.match(text, at).end()):
        if match[0].casefold() in _NO_NAMES or match[0] in lexicon.listed("surname_end"):
            break
        words.append((match[0], match.start(), match.end()))
        at = match.end()
    return words


def _keeps_name(words: list[tuple[str, int, int]], at: int) -> bool:
    """Keep capitals and particles from the beginning on."""
    return all(
        word[0].isupper() or (word in _PARTICLES and place + 1 < len(words))
        for place, (word, _, _) in enumerate(words[: at + 1])
    )


@lru_cache(maxsize=1)
def _announced() -> re.Pattern[str]:
    cues = lexicon.listed("surname")
    han = [cue for cue in cues if re.search("[\u3400-\u9fff]", cue)]
    others = [cue for cue in cues if cue not in han]
    return re.compile(rf"(?<!\w)(?:{'|'.join(others)})|{'|'.join(han)}", re.IGNORECASE)
