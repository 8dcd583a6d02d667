"""What crosses the desk's door: requests, answers and socket frames."""

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from bot.cases.model import Declared, Outcome

# PostgreSQL keeps no NUL in a text.
_WITHOUT_NUL = AfterValidator(lambda text: text.replace("\0", ""))

Text: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    _WITHOUT_NUL,
]
Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Language: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Frame(BaseModel):
    """Root of all that enters or leaves: nothing unknown is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LoginRequest(Frame):
    """A login and its password."""

    login: Annotated[str, StringConstraints(max_length=60), _WITHOUT_NUL]
    password: Annotated[str, StringConstraints(max_length=200)]


class StateRequest(Frame):
    """Whether the agent is available."""

    declared: Declared


class LanguageRequest(Frame):
    """The language the desk shall speak."""

    language: Language


class ReplyRequest(Frame):
    """The agent's own words, or a canned sentence; `id` makes a resend harmless."""

    id: Id
    text: Text | None = None
    canned: Annotated[str, StringConstraints(pattern=r"^canned_[a-z_]{1,60}$")] | None = None


class NoteRequest(Frame):
    """A note for the desk."""

    text: Text


class ResolveRequest(Frame):
    """How the case ended."""

    outcome: Outcome
    note: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=2000), _WITHOUT_NUL
    ] = ""


class DecideRequest(Frame):
    """A supervisor's decision on a refund."""

    approved: bool


class LanguageShown(Frame):
    """A language of the desk."""

    code: str
    name: str
    dir: Literal["ltr", "rtl"]


class Me(Frame):
    """Who is signed in, and the code that each of their POSTs must carry."""

    id: str
    login: str
    name: str
    role: str
    declared: str
    language: str
    csrf: str
    languages: list[LanguageShown]


class Words(Frame):
    """Every word of the pages in one language."""

    language: str
    dir: Literal["ltr", "rtl"]
    words: dict[str, str]


class Row(Frame):
    """A case as the queue shows it."""

    id: str
    number: str
    kind: str
    live_talk: bool
    state: str
    class_: int = Field(serialization_alias="class")
    class_word: str
    reason: str
    typology: str
    language: str
    language_word: str
    channel: str
    since: datetime
    agent_id: str | None
    agent: str | None
    booking: str | None
    ask: str
    unanswered: bool
    is_approval: bool


class Queue(Frame):
    """The lists beside the conversation."""

    mine: list[Row]
    waiting: list[Row]
    matters: list[Row]
    others: list[Row]
    done: list[Row]
    people: int


class FactShown(Frame):
    """A fact with its label, value and source in the desk's language, and the value as stored."""

    name: str
    label: str
    text: str
    source: str
    source_name: str
    at: datetime
    raw: Any


class GroupShown(Frame):
    """A group of facts."""

    name: str
    label: str
    facts: list[FactShown]


class ProofShown(Frame):
    """A proof and whether it still counts."""

    booking: str
    how: str
    expires_at: datetime
    lasts: bool


class StepShown(Frame):
    """A wish, a deed, a sign or an event: words, and where in the transcript it stands."""

    text: str
    at: datetime | None = None
    seq: int | None = None
    facts: list[FactShown] = []


class PacketShown(Frame):
    """The packet in the desk's language."""

    intact: bool
    left_out: int
    groups: list[GroupShown]
    proofs: list[ProofShown]
    wishes: list[StepShown]
    done: list[StepShown]
    mood: list[StepShown]
    help: list[StepShown]
    history: list[StepShown]


class FileShown(Frame):
    """A file that a traveller sent."""

    id: str
    name: str
    media_type: str


class MessageShown(Frame):
    """One message of the transcript; `translated` are the house's own words for this reader."""

    seq: int
    at: datetime
    kind: str
    sender: str
    audience: str
    text: str
    language: str
    agent: str | None
    choices: list[str]
    file: FileShown | None
    translated: str | None


class CaseShown(Frame):
    """All that the desk shows of a case."""

    row: Row
    answered_by: str
    packet: PacketShown
    messages: list[MessageShown]


class Canned(Frame):
    """A ready answer: what the agent reads and what the traveller will."""

    name: str
    text: str
    sent: str


class Done(Frame):
    """It was done."""

    ok: bool = True


class Hello(Frame):
    """The client is here; `seen` is the last case event it knows, None at the first time."""

    type: Literal["hello"]
    seen: int | None = None


class Watch(Frame):
    """The client looks at this case, and has its messages up to `seen`."""

    type: Literal["watch"]
    case: Id | None
    seen: int = 0


class Beat(Frame):
    """The screen is alive."""

    type: Literal["beat"]


class Typing(Frame):
    """The agent is writing to the traveller of the case that is watched."""

    type: Literal["typing"]


FromDesk: TypeAlias = Annotated[Hello | Watch | Beat | Typing, Field(discriminator="type")]
FROM_DESK: TypeAdapter[Hello | Watch | Beat | Typing] = TypeAdapter(FromDesk)


class Welcome(Frame):
    """The number of the newest case event."""

    type: Literal["welcome"] = "welcome"
    event: int


class CaseHappened(Frame):
    """A numbered event of a case."""

    type: Literal["case"] = "case"
    id: int
    case: str
    kind: str
    at: datetime


class DeskChanged(Frame):
    """Something the queue shows has changed."""

    type: Literal["desk"] = "desk"


class MessageCame(Frame):
    """A message of the case that is watched."""

    type: Literal["message"] = "message"
    case: str
    message: MessageShown


class SomebodyTypes(Frame):
    """Somebody is writing in the case that is watched."""

    type: Literal["typing"] = "typing"
    case: str
    who: str
