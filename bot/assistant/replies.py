"""What the assistant wants said and done, read from its JSON: docs/contracts.md section 1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.conversations.values import Fact, Value, read_fact, read_value
from bot.errors import Unavailable

Json: TypeAlias = dict[str, Any]


class UnreadableReply(Unavailable):
    """The assistant answered something that is not in the contract."""

    code = "assistant_unreadable"


@dataclass(frozen=True, slots=True)
class Label:
    """The sentence on a button."""

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button and the wish it stands for; `label` None means the sentence `choice_NAME`.

    `act` names something the front line does itself instead of asking the assistant.
    """

    name: str
    intent: str = ""
    entities: Json = field(default_factory=dict)
    label: Label | None = None
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Say a sentence of the wording, perhaps with buttons."""

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Show an article of the knowledge base, named `faq/TOPIC`."""

    topic: str


@dataclass(frozen=True, slots=True)
class Prove:
    """Have the traveller prove to be on a booking; `fresh`: within the last ten minutes."""

    booking: str
    surname: str
    task: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person takes over."""

    reason: str
    typology: str
    class_: int | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that a person will answer later, without a live talk."""

    typology: str
    details: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchRefund:
    """A refund whose fate is unknown."""

    key: str
    quote: str
    booking: str


@dataclass(frozen=True, slots=True)
class RecordSurvey:
    """What the traveller thinks of us."""

    rating: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A fact for the packet, said to nobody."""

    action: str
    result: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    """The traveller asks to go on in this language; None: in another one, without a name."""

    language: str | None


@dataclass(frozen=True, slots=True)
class TellCases:
    """Tell the state of this traveller's cases."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Show the last message again."""


Reply: TypeAlias = (
    Say
    | ShowArticle
    | Prove
    | HandOver
    | OpenCase
    | WatchRefund
    | RecordSurvey
    | Tried
    | ChangeLanguage
    | Repeat
    | TellCases
)


def read_reply(raw: object) -> Reply:
    """Read one reply; raises `UnreadableReply` on anything outside the contract."""
    reply = _object(raw)
    try:
        for key, reader in _READERS.items():
            if key in reply:
                return reader(reply)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise UnreadableReply(sorted(reply)) from broken
    raise UnreadableReply(sorted(reply))


def read_choice(raw: Json) -> Choice:
    """Read one button."""
    label = raw.get("label")
    return Choice(
        name=str(raw["name"]),
        intent=str(raw["intent"]),
        entities=dict(raw.get("entities") or {}),
        label=None if label is None else Label(str(label["say"]), _values(label.get("with"))),
    )


def _say(reply: Json) -> Say:
    return Say(
        sentence=str(reply["say"]),
        values=_values(reply.get("with")),
        choices=tuple(read_choice(choice) for choice in reply.get("choices") or ()),
    )


def _prove(reply: Json) -> Prove:
    wanted = reply["prove"]
    return Prove(
        booking=str(wanted["booking"]),
        surname=str(wanted["surname"]),
        task=str(wanted["task"]),
        fresh=bool(wanted["fresh"]),
    )


def _hand_over(reply: Json) -> HandOver:
    wanted = reply["hand_over"]
    class_ = wanted.get("class")
    return HandOver(
        reason=str(wanted["reason"]),
        typology=str(wanted["typology"]),
        class_=None if class_ is None else int(class_),
        facts=_facts(wanted),
    )


def _open_case(reply: Json) -> OpenCase:
    wanted = reply["open_case"]
    return OpenCase(str(wanted["typology"]), str(wanted["details"]), _facts(wanted))


def _watch_refund(reply: Json) -> WatchRefund:
    wanted = reply["watch_refund"]
    return WatchRefund(str(wanted["key"]), str(wanted["quote"]), str(wanted["booking"]))


def _record_survey(reply: Json) -> RecordSurvey:
    wanted = reply["record_survey"]
    rating, words = wanted.get("rating"), wanted.get("words")
    return RecordSurvey(
        None if rating is None else int(rating), None if words is None else str(words)
    )


def _tried(reply: Json) -> Tried:
    wanted = reply["tried"]
    return Tried(str(wanted["action"]), str(wanted["result"]), _facts(wanted))


_READERS: dict[str, Callable[[Json], Reply]] = {
    "say": _say,
    "article": lambda reply: ShowArticle(str(reply["article"])),
    "prove": _prove,
    "hand_over": _hand_over,
    "open_case": _open_case,
    "watch_refund": _watch_refund,
    "record_survey": _record_survey,
    "tried": _tried,
    "change_language": lambda reply: ChangeLanguage(_text_or_none(reply["change_language"])),
    "case_status": lambda _reply: TellCases(),
    "repeat": lambda _reply: Repeat(),
}


def _text_or_none(raw: object) -> str | None:
    return None if raw is None else str(raw)


def _object(raw: object) -> Json:
    if not isinstance(raw, dict):
        raise UnreadableReply(type(raw).__name__)
    return raw


def _values(raw: Any) -> dict[str, Value]:
    return {str(name): read_value(value) for name, value in (raw or {}).items()}


def _facts(raw: Json) -> tuple[Fact, ...]:
    return tuple(read_fact(fact) for fact in raw.get("facts") or ())
