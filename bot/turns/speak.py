"""Saying things to the traveller: words, buttons, articles, inside one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.assistant.replies import Choice, Label, Say
from bot.conversations.model import Conversation, Json, Kind, Message, Sender
from bot.conversations.values import Day, Texts, Value, value_json
from bot.house import House
from bot.knowledge.articles import Article
from bot.storage.work import Work

PERSON = Choice("person", "human_handoff")
WISHES = (
    Choice("booking_status", "booking_status"),
    Choice("refund_request", "refund_request"),
    Choice("refund_status", "refund_status"),
    PERSON,
)


def say(
    house: House, work: Work, conversation: Conversation, said: Say, *, now: datetime
) -> Message:
    """Say a sentence in the conversation's language, with its buttons."""
    shown = house.wording.render(said.sentence, said.values, language=conversation.language)
    offered = [_offer(house, work, conversation, choice, now) for choice in said.choices]
    values = {name: value_json(value) for name, value in said.values.items()}
    return _append(work, conversation, shown, said.sentence, values, offered, now=now)


def show_article(
    house: House, work: Work, conversation: Conversation, article: Article, *, now: datetime
) -> Message:
    """Show an article with its source and the day of its last review."""
    values: dict[str, Value] = {
        "answer": Texts({article.language: article.answer}),
        "source": article.source,
        "reviewed": Day(article.reviewed_on),
    }
    shown = house.wording.render("article_with_source", values, language=conversation.language)
    kept = {"topic": article.topic}
    return _append(work, conversation, shown, "article_with_source", kept, [], now=now)


def say_again(work: Work, conversation: Conversation, *, now: datetime) -> list[Message]:
    """Show again what was said last, buttons too."""
    return [
        work.messages.append(
            conversation.id,
            sender=earlier.sender,
            kind=earlier.kind,
            text=earlier.text,
            sentence=earlier.sentence,
            payload=earlier.payload,
            language=earlier.language,
            at=now,
        )
        for earlier in work.messages.latest_said(conversation.id)
    ]


def offer_languages(
    house: House,
    work: Work,
    conversation: Conversation,
    names: Iterable[tuple[str, str]],
    *,
    now: datetime,
) -> Message:
    """Ask which language it shall be; each button bears the language's own name."""
    shown = house.wording.render("language_choose", language=conversation.language)
    offered = [
        _kept(work, conversation, f"language_{code}", name, {"act": "language", "language": code},
              now)
        for code, name in names
    ]  # fmt: skip
    return _append(work, conversation, shown, "language_choose", {}, offered, now=now)


def keep_note(
    work: Work, conversation: Conversation, note: Json, *, now: datetime, pending: bool = False
) -> Message:
    """Keep something for the desk or for the next turn, shown to no traveller."""
    return work.messages.append(
        conversation.id,
        sender=Sender.SYSTEM,
        kind=Kind.NOTE,
        audience="desk",
        text="",
        payload=note,
        language=conversation.language,
        pending=pending,
        at=now,
    )


def _offer(
    house: House, work: Work, conversation: Conversation, choice: Choice, now: datetime
) -> Json:
    label = choice.label or Label(f"choice_{choice.name}")
    shown = house.wording.render(label.sentence, label.values, language=conversation.language)
    command: Json = (
        {"act": choice.act}
        if choice.act is not None
        else {"intent": choice.intent, "entities": choice.entities}
    )
    return _kept(work, conversation, choice.name, shown, command, now)


def _kept(  # noqa: PLR0913 - a button is this wide
    work: Work,
    conversation: Conversation,
    name: str,
    label: str,
    command: Json,
    now: datetime,
) -> Json:
    offered = work.choices.offer(conversation.id, name, label, command, at=now)
    return {"token": offered.token, "name": name, "label": label}


def _append(  # noqa: PLR0913 - a message is this wide
    work: Work,
    conversation: Conversation,
    text: str,
    sentence: str,
    values: dict[str, Any],
    offered: list[Json],
    *,
    now: datetime,
) -> Message:
    return work.messages.append(
        conversation.id,
        sender=Sender.ASSISTANT,
        kind=Kind.OFFERED if offered else Kind.SAID,
        text=text,
        sentence=sentence,
        payload={"values": values, "choices": offered} if offered else {"values": values},
        language=conversation.language,
        at=now,
    )
