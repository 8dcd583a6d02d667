"""Beginning a talk, or coming back to one."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.assistant.replies import Say
from bot.conversations.model import AnsweredBy, Conversation, Json, LanguageSource
from bot.errors import NotFound
from bot.house import House
from bot.language.languages import nearest
from bot.turns.speak import WISHES, say


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a door knows of somebody who comes in; identity and page are hints."""

    channel: str
    language: str | None
    zone: str
    address: str | None = None
    identity: Json | None = None
    page: Json | None = None


def begin_talk(
    house: House, arrival: Arrival, *, resume: str | None, now: datetime
) -> Conversation:
    """Go on with the talk `resume`, or begin one: first of all we say that a machine answers."""
    with house.database.work() as work:
        if resume is not None:
            try:
                known = work.conversations.get(resume)
            except NotFound:
                known = None
            if known is not None:
                if arrival.page or arrival.identity:
                    work.conversations.on_page(known.id, arrival.page, arrival.identity)
                return known
        language = nearest(arrival.language, house.wording.languages)
        conversation = work.conversations.add(
            Conversation(
                id=secrets.token_hex(16),
                channel=arrival.channel,
                address=arrival.address,
                language=language,
                language_source=LanguageSource.PAGE,
                zone=arrival.zone,
                answered_by=AnsweredBy.ASSISTANT,
                host_identity=arrival.identity,
                page=arrival.page,
                opened_at=now,
                heard_at=now,
                disclosed_at=now,
                disclosed_in=language,
            )
        )
        say(house, work, conversation, Say("greeting_disclosure", choices=WISHES), now=now)
        return conversation


def choose_language(
    house: House, conversation_id: str, language: str, *, now: datetime
) -> Conversation:
    """The traveller picks a language with the widget; one we do not speak changes nothing."""
    with house.database.work() as work:
        conversation = work.conversations.lock(conversation_id)
        if language not in house.wording.languages or language == conversation.language:
            return conversation
        conversation = work.conversations.speak(conversation_id, language, LanguageSource.CHOSEN)
        say(house, work, conversation, Say("language_changed"), now=now)
        if conversation.disclosed_in != language:
            say(house, work, conversation, Say("greeting_disclosure", choices=WISHES), now=now)
            work.conversations.disclosed(conversation_id, now, language)
        return conversation
