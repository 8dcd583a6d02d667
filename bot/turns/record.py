"""Recording what a traveller sent, before anybody thinks about it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.assistant.replies import Say
from bot.conversations.model import AnsweredBy, Conversation, Json, Kind, Message, Sender
from bot.conversations.proof import code_in, hide_code
from bot.conversations.redact import MOST_MESSAGES, Redacted, may_be_part, redact
from bot.errors import Refused
from bot.house import House
from bot.hub import News
from bot.language.choose import Spoken, next_language
from bot.language.evidence import Evidence, evidence_by_script
from bot.storage.work import Work
from bot.turns.batches import LEASE, Batch, first_batch
from bot.turns.desk_now import desk_now
from bot.turns.incoming import MOST_SIGNS, AskPerson, Incoming, Press, Words
from bot.turns.prove import check_code
from bot.turns.speak import say
from bot.turns.wait_in_queue import heard_while_waiting

CONTEXTUAL = frozenset({"affirm", "deny", "inform"})


class TooLong(Refused):
    """More signs than a message may have."""

    code = "too_long"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of it: its number, what to answer now if nobody answers yet, and what is new."""

    seq: int
    batch: Batch | None = None
    desk: bool = False
    duplicate: bool = False
    news: News | None = None


class ButtonExpired(Refused):
    """The button belongs to a question that is no longer asked."""

    code = "expired"


def record(house: House, conversation_id: str, incoming: Incoming, *, now: datetime) -> Recorded:
    """Keep what was sent, in one transaction; a resend changes nothing.

    Raises `TooLong`, `ButtonExpired`, `NotFound` and `StoreBusy`.
    """
    with house.database.work() as work:
        conversation = work.conversations.lock(conversation_id)
        if known := work.messages.by_client_id(conversation_id, incoming.client_id):
            batch = _lead(house, work, conversation, now) if known.pending else None
            return Recorded(known.seq, batch, duplicate=True)
        recorded = _take(house, work, conversation, incoming, now)
        batch = recorded.batch
        after = batch.conversation if batch else work.conversations.get(conversation_id)
        return replace(recorded, news=News(after, tuple(work.messages.appended)))


def _take(
    house: House, work: Work, conversation: Conversation, incoming: Incoming, now: datetime
) -> Recorded:
    match incoming:
        case Words():
            return _words(house, work, conversation, incoming, now)
        case Press():
            return _press(house, work, conversation, incoming, now)
        case AskPerson(client_id):
            label = house.wording.render("choice_person", language=conversation.language)
            pressed = _Pressed(client_id, label, {"intent": "human_handoff", "entities": {}})
            return _command(house, work, conversation, pressed, now)


def hear(work: Work, conversation: Conversation, evidence: Evidence | None,
         available: tuple[str, ...]) -> Conversation:  # fmt: skip
    """Let what was heard decide the talk's language."""
    before = Spoken(
        conversation.language, conversation.language_source, conversation.language_doubt
    )
    asked = conversation.slots.get("requested_slot")
    after = next_language(before, evidence, available=available, asked=asked)
    if after == before:
        return conversation
    return work.conversations.speak(conversation.id, after.language, after.source, after.doubt)


def _words(
    house: House, work: Work, conversation: Conversation, words: Words, now: datetime
) -> Recorded:
    if len(words.text) > MOST_SIGNS:
        raise TooLong
    redacted = _redact(work, conversation, words.text)
    code = None if redacted.found else _code(work, conversation, redacted.text)
    text = hide_code(redacted.text) if code else redacted.text
    if code is None:
        evidence = evidence_by_script(text, current=conversation.language)
        conversation = hear(work, conversation, evidence, house.wording.languages)
    says_more = any(sign.isalpha() for sign in text) or not redacted.found
    for_assistant = conversation.answered_by is AnsweredBy.ASSISTANT and code is None and says_more
    message = _append(work, conversation, words.client_id, text, {}, for_assistant, now)
    if redacted.found:
        say(house, work, conversation, Say("card_redacted"), now=now)
    if code is not None:
        check_code(house, work, conversation, code, now=now)
    return _heard(house, work, conversation, message, now)


def _press(
    house: House, work: Work, conversation: Conversation, press: Press, now: datetime
) -> Recorded:
    offered = work.choices.press(conversation.id, press.token, at=now)
    if offered.command.get("intent") in CONTEXTUAL:
        latest = work.messages.latest_of_kind(conversation.id, Kind.OFFERED)
        shown = [] if latest is None else latest.payload.get("choices", [])
        if all(choice["token"] != press.token for choice in shown):
            raise ButtonExpired
    pressed = _Pressed(press.client_id, offered.label, offered.command)
    return _command(house, work, conversation, pressed, now)


class _Pressed:
    """A button's label and the command behind it."""

    def __init__(self, client_id: str, label: str, command: Json) -> None:
        self.client_id = client_id
        self.label = label
        self.command = command


def _command(
    house: House, work: Work, conversation: Conversation, pressed: _Pressed, now: datetime
) -> Recorded:
    for_assistant = conversation.answered_by is AnsweredBy.ASSISTANT
    message = _append(
        work, conversation, pressed.client_id, pressed.label, {"command": pressed.command},
        for_assistant, now,
    )  # fmt: skip
    return _heard(house, work, conversation, message, now)


def _append(  # noqa: PLR0913 - a message is this wide
    work: Work,
    conversation: Conversation,
    client_id: str,
    text: str,
    payload: Json,
    pending: bool,
    now: datetime,
) -> Message:
    return work.messages.append(
        conversation.id,
        sender=Sender.TRAVELLER,
        kind=Kind.SAID,
        text=text,
        payload=payload,
        language=conversation.language,
        client_id=client_id,
        pending=pending,
        at=now,
    )


def _heard(
    house: House, work: Work, conversation: Conversation, message: Message, now: datetime
) -> Recorded:
    """Say who must act: the assistant, if nobody is answering yet, or the desk."""
    if conversation.answered_by is AnsweredBy.ASSISTANT:
        return Recorded(message.seq, _lead(house, work, conversation, now))
    if conversation.answered_by is AnsweredBy.QUEUE:
        desk = desk_now(work, house.hours, now=now)
        heard_while_waiting(work, conversation, message, now=now, desk=desk, wording=house.wording)
    return Recorded(message.seq, desk=True)


def _lead(house: House, work: Work, conversation: Conversation, now: datetime) -> Batch | None:
    """Become the one who answers, unless another does or there is nothing to answer."""
    waiting = work.messages.pending(conversation.id)
    if not waiting or not (leased := work.conversations.take_lease(conversation.id, now, LEASE)):
        return None
    return first_batch(house, work, leased, waiting, now=now)


def _redact(work: Work, conversation: Conversation, text: str) -> Redacted:
    if not may_be_part(text):
        return redact(text)
    recent = work.messages.latest_of(conversation.id, Sender.TRAVELLER, MOST_MESSAGES - 1)
    redacted = redact(text, [message.text for message in recent])
    for place, hidden in redacted.earlier.items():
        work.messages.rewrite(conversation.id, recent[place].seq, hidden)
    return redacted


def _code(work: Work, conversation: Conversation, text: str) -> str | None:
    code = code_in(text)
    if code is None or work.challenges.open_in(conversation.id) is None:
        return None
    return code
