"""Gathering what the packet of a case is built from, out of what was recorded."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cases.model import Case, CaseKind, CaseState
from bot.cases.order import Urgency, place
from bot.cases.packet import Known, Proved, Spoken, build_packet
from bot.conversations.model import Conversation, Message, Sender
from bot.conversations.values import Fact, Moment, read_fact

if TYPE_CHECKING:
    from bot.storage.work import Work


@dataclass(frozen=True, slots=True)
class Wish:
    """Why a person is wanted, and what is known of it."""

    kind: CaseKind
    reason: str
    typology: str
    details: str = ""
    wanted_class: int | None = None
    facts: tuple[Fact, ...] = ()


def new_case(work: "Work", conversation: Conversation, wish: Wish, *, now: datetime) -> Case:
    """A waiting case with its number, class and packet; not stored yet."""
    known = _known(work, conversation, wish, now)
    return Case(
        id=known.case_id,
        number=known.number,
        conversation_id=conversation.id,
        kind=wish.kind,
        live_talk=wish.kind is CaseKind.TALK,
        state=CaseState.WAITING,
        class_=int(known.placed.class_),
        reason=wish.reason,
        typology=wish.typology,
        language=conversation.language,
        channel=conversation.channel,
        packet=build_packet(known),
        opened_at=now,
        enqueued_at=now,
    )


def _known(work: "Work", conversation: Conversation, wish: Wish, now: datetime) -> Known:
    said = tuple(map(_spoken, work.messages.after(conversation.id, 0, audience=None)))
    return Known(
        case_id=secrets.token_hex(16),
        number=work.cases.free_number(),
        conversation_id=conversation.id,
        channel=conversation.channel,
        language=conversation.language,
        zone=conversation.zone,
        reason=wish.reason,
        typology=wish.typology,
        placed=place(_urgency(wish, wish.facts + _tried_facts(said)), now),
        owner_epoch=conversation.owner_epoch,
        at=now,
        details=wish.details,
        address=conversation.address,
        page=conversation.page,
        slots=conversation.slots,
        host_identity=conversation.host_identity,
        facts=wish.facts,
        proofs=tuple(
            Proved(proof.booking, proof.how, proof.proved_at, proof.expires_at)
            for proof in reversed(work.proofs.of(conversation.id))
        ),
        spoken=said,
        related=tuple(other.number for other in work.cases.of_conversation(conversation.id)[:10]),
    )


def _spoken(message: Message) -> Spoken:
    return Spoken(
        seq=message.seq,
        by_traveller=message.sender is Sender.TRAVELLER,
        text=message.text,
        at=message.at,
        understood=message.payload.get("understood"),
        tried=message.payload.get("tried"),
    )


def _tried_facts(said: tuple[Spoken, ...]) -> tuple[Fact, ...]:
    tried = (one.tried for one in said if one.tried)
    return tuple(read_fact(raw) for deed in tried for raw in deed.get("facts") or ())


def _urgency(wish: Wish, facts: tuple[Fact, ...]) -> Urgency:
    names = {fact.name for fact in facts}
    departures = [
        fact.value.at
        for fact in facts
        if fact.name == "departure" and isinstance(fact.value, Moment)
    ]
    return Urgency(
        typology=wish.typology,
        wanted=wish.wanted_class,
        departs_at=min(departures, default=None),
        is_vip="vip" in names,
        is_elderly="elderly" in names,
    )
