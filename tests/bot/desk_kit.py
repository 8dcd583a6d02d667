"""A small house for tests of the human side: a database, plain wording, people and talks."""

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.assistant.replies import HandOver, OpenCase
from bot.cases.model import Agent, Case, CaseKind, CaseState, Declared, DeskNow, Role
from bot.conversations.model import (
    AnsweredBy,
    Conversation,
    Json,
    Kind,
    LanguageSource,
    Message,
    Sender,
)
from bot.conversations.values import Fact, Value, value_json
from bot.storage.database import Database
from bot.storage.work import Work
from bot.turns.hand_off import hand_off
from bot.turns.open_case import open_case

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
STAFFED = DeskNow(people=2)
EMPTY = DeskNow(people=0, is_open=False, opens_at=NOON + timedelta(hours=20))
_ids = itertools.count(1)


class PlainWording:
    """Shows the sentence's name and values instead of words."""

    def render(self, sentence: str, values: Mapping[str, Value], *, language: str) -> str:
        """`name value value`."""
        shown = [str(value_json(value)) for _, value in sorted(values.items())]
        return " ".join([sentence, *shown])


WORDING = PlainWording()


def a_database(folder: Path) -> Database:
    """An empty database in a file."""
    (folder / "bot.db").write_bytes(_empty_tables())
    return Database(f"sqlite:///{folder / 'bot.db'}")


@cache
def _empty_tables() -> bytes:
    """A file with empty tables: made once, for making tables takes longer than most tests."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/bot.db")
        database.create_tables()
        database.close()
        return (Path(folder) / "bot.db").read_bytes()


def an_agent(
    work: Work,
    login: str = "ana",
    *,
    role: Role = Role.AGENT,
    is_there: bool = True,
    password_hash: str = "unusable",
) -> Agent:
    """Somebody at the desk."""
    agent = Agent(
        id=f"agent-{login}", login=login, name=login.title(), role=role, languages=("en", "fa")
    )
    work.agents.add(agent, password_hash=password_hash, at=NOON)
    if is_there:
        work.agents.declare(agent.id, Declared.AVAILABLE)
        work.agents.beat(agent.id, NOON)
    return work.agents.get(agent.id)


def a_talk(work: Work, *, language: str = "fa", slots: Json | None = None) -> Conversation:
    """A conversation that the assistant answers."""
    return work.conversations.add(
        Conversation(
            id=f"talk-{next(_ids)}",
            channel="web_chat",
            language=language,
            language_source=LanguageSource.HEARD,
            zone="Asia/Tehran",
            answered_by=AnsweredBy.ASSISTANT,
            opened_at=NOON,
            heard_at=NOON,
            slots=slots or {},
        )
    )


def said(
    work: Work,
    talk: Conversation,
    text: str,
    *,
    intent: str | None = None,
    sender: Sender = Sender.TRAVELLER,
    at: datetime = NOON,
) -> Message:
    """Words in a conversation, perhaps understood."""
    understood = {"understood": {"intent": intent, "confidence": 0.9}} if intent else {}
    return work.messages.append(
        talk.id, sender=sender, kind=Kind.SAID, text=text, payload=understood, language="fa", at=at
    )


def handed_off(
    work: Work,
    talk: Conversation | None = None,
    *,
    typology: str = "refund_request",
    facts: tuple[Fact, ...] = (),
    class_: int | None = None,
    desk: DeskNow = STAFFED,
    now: datetime = NOON,
) -> Case:
    """A talk in the line."""
    talk = work.conversations.get((talk or a_talk(work)).id)
    wanted = HandOver("asked_for_person", typology, class_, facts)
    return hand_off(work, talk, wanted, now=now, desk=desk, wording=WORDING)


def a_matter(work: Work, talk: Conversation | None = None, typology: str = "complaint") -> Case:
    """A case without a talk."""
    talk = work.conversations.get((talk or a_talk(work)).id)
    details = "rf_77" if typology == "refund_approval" else "The hotel had no room."
    return open_case(work, talk, OpenCase(typology, details), now=NOON, wording=WORDING)


def a_case(
    name: str, *, waited_min: int = 0, class_: int = 3, state: CaseState = CaseState.WAITING
) -> Case:
    """A case as the pure rules see it."""
    since = NOON - timedelta(minutes=waited_min)
    return Case(
        id=name,
        number=f"H-{name}",
        conversation_id=f"talk-of-{name}",
        kind=CaseKind.TALK,
        live_talk=True,
        state=state,
        class_=class_,
        reason="asked_for_person",
        typology="refund_request",
        language="en",
        channel="web_chat",
        packet={},
        opened_at=since,
        enqueued_at=since,
    )


def sentences(work: Work, case: Case) -> list[str | None]:
    """The sentences said in a case's conversation, in order."""
    return [message.sentence for message in work.messages.after(case.conversation_id, 0)]
