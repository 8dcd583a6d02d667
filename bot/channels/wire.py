"""The frames of the web chat: docs/contracts.md section 5."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.conversations.model import Conversation, Message
from bot.language.languages import LANGUAGES

LARGEST_FRAME = 64 * 1024

ClientId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
Token = Annotated[str, Field(min_length=1, max_length=2048)]


class Frame(BaseModel):
    """A frame holds what the contract names and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(Frame):
    """Where on the host's site help is asked, told with the traveller's consent."""

    url: Annotated[str, Field(max_length=500)] = ""
    step: Annotated[str, Field(max_length=100)] | None = None


class Start(Frame):
    """The body of `POST /chat/v1/start`."""

    widget: Annotated[str, Field(max_length=64)] = ""
    language: Annotated[str, Field(max_length=35)] | None = None
    zone: Annotated[str, Field(max_length=60)] = "UTC"
    resume: Token | None = None
    identity: Annotated[str, Field(max_length=4096)] | None = None
    page: Page | None = None


class Hello(Frame):
    """The first frame: who connects, and the last event it has."""

    type: Literal["hello"]
    token: Token
    seen: Annotated[int, Field(ge=0)] = 0


class MessageSent(Frame):
    """Words of the traveller; their length is judged later, to be answered kindly."""

    type: Literal["message"]
    id: ClientId
    text: Annotated[str, Field(min_length=1, max_length=LARGEST_FRAME)]


class Pressed(Frame):
    """A button of an offer."""

    type: Literal["press"]
    id: ClientId
    token: Annotated[str, Field(min_length=1, max_length=64)]


class PersonWanted(Frame):
    """The button that is always there."""

    type: Literal["person"]
    id: ClientId


class LanguageChosen(Frame):
    """The traveller picks a language."""

    type: Literal["language"]
    id: ClientId
    language: Annotated[str, Field(min_length=2, max_length=8)]


class TypingNow(Frame):
    """The traveller is writing."""

    type: Literal["typing"]


class Seen(Frame):
    """The traveller has seen everything up to here."""

    type: Literal["seen"]
    seq: Annotated[int, Field(ge=0)]


class Ping(Frame):
    """Is anybody there."""

    type: Literal["ping"]


ClientFrame = Annotated[
    Hello | MessageSent | Pressed | PersonWanted | LanguageChosen | TypingNow | Seen | Ping,
    Field(discriminator="type"),
]
client_frames: TypeAdapter[
    Hello | MessageSent | Pressed | PersonWanted | LanguageChosen | TypingNow | Seen | Ping
] = TypeAdapter(ClientFrame)


def welcome(conversation: Conversation, seq: int, words: dict[str, str]) -> dict[str, Any]:
    """The answer to `hello`."""
    return {
        "type": "welcome",
        "conversation": conversation.id,
        "seq": seq,
        "language": conversation.language,
        "dir": LANGUAGES[conversation.language].direction,
        "answered_by": str(conversation.answered_by),
        "words": words,
    }


def event(message: Message) -> dict[str, Any]:
    """A numbered event of the talk."""
    return {
        "type": "event",
        "seq": message.seq,
        "at": message.at.isoformat(),
        "kind": str(message.kind),
        "sender": str(message.sender),
        "text": message.text,
        "sentence": message.sentence,
        "choices": message.payload.get("choices", []),
        "client_id": message.client_id,
        "file": message.payload.get("file"),
        "agent": message.payload.get("agent"),
        "language": message.language,
    }


def owner(conversation: Conversation, agent: str | None) -> dict[str, Any]:
    """Who answers from now on."""
    return {"type": "owner", "answered_by": str(conversation.answered_by), "agent": agent}


def language(conversation: Conversation, words: dict[str, str]) -> dict[str, Any]:
    """The talk goes on in another language; `words` are the widget's own."""
    return {
        "type": "language",
        "language": conversation.language,
        "dir": LANGUAGES[conversation.language].direction,
        "words": words,
    }


def refused(client_id: str | None, code: str, text: str) -> dict[str, Any]:
    """Something was not taken; `store_busy` may be sent again, the others not."""
    return {"type": "refused", "id": client_id, "code": code, "text": text}
