"""Cases, packets and transcripts as an agent reads them, in the desk's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.agent_desk.frames import (
    Canned,
    CaseShown,
    FactShown,
    FileShown,
    GroupShown,
    MessageShown,
    PacketShown,
    ProofShown,
    Queue,
    Row,
    StepShown,
)
from bot.agent_desk.words import DeskWords
from bot.cases.model import Agent, Case, CaseEvent, CaseState, EventKind, Json
from bot.cases.packet import GROUPS, booking_in, group_of, is_intact, typology_word
from bot.conversations.model import Conversation, Message
from bot.conversations.values import Name, Value, read_value
from bot.house import House
from bot.storage.work import Work
from bot.turns.agent_reply import CANNED
from bot.turns.approve_refund import TYPOLOGY

ASK_SHOWN = 160
ARTICLE = "article_with_source"
USUAL_ORDER = (
    "hello",
    "one_moment",
    "checking_booking",
    "need_time",
    "sorry",
    "refund_rules",
    "same_card",
    "asking_supplier",
    "send_document",
    "done",
    "anything_else",
    "goodbye",
)


class Views:
    """Shows things to one reader."""

    def __init__(self, house: House, words: DeskWords, language: str, now: datetime) -> None:
        self._house = house
        self._words = words
        self._language = language
        self._now = now

    def queue(self, work: Work, agent: Agent) -> Queue:
        """The lists of this agent; only a supervisor sees what others hold."""
        names = {other.id: other.name for other in work.agents.listed()}
        waiting = work.cases.waiting()
        others = work.cases.held_by_others(agent.id) if agent.is_supervisor else []
        return Queue(
            mine=self._rows(work, work.cases.held_by(agent.id), names),
            waiting=self._rows(work, [case for case in waiting if case.live_talk], names),
            matters=self._rows(work, [case for case in waiting if not case.live_talk], names),
            others=self._rows(work, others, names),
            done=self._rows(work, work.cases.done(), names),
            people=work.agents.count_there(self._now),
        )

    def case(self, work: Work, case_id: str) -> CaseShown:
        """A case with its packet, its transcript and its history."""
        case = work.cases.get(case_id)
        conversation = work.conversations.get(case.conversation_id)
        events = work.cases.events_of(case.id)
        names = {agent.id: agent.name for agent in work.agents.listed()}
        return CaseShown(
            row=self.row(work, case, names),
            answered_by=str(conversation.answered_by),
            packet=self._packet(case, events, names),
            messages=self.messages(work, case.conversation_id, 0),
        )

    def row(self, work: Work, case: Case, names: dict[str, str]) -> Row:
        """A case as a line of the queue."""
        asks = [fact for fact in case.packet.get("ask", ()) if fact["name"] == "ask"]
        return Row(
            id=case.id,
            number=case.number,
            kind=self._word(f"kind_of_{'talk' if case.live_talk else 'matter'}"),
            live_talk=case.live_talk,
            state=str(case.state),
            class_=case.class_,
            class_word=self._word(f"class_{case.class_}"),
            reason=self._word(f"reason_{case.reason}"),
            typology=self._word(typology_word(case.typology)),
            language=case.language,
            language_word=self._word(f"language_{case.language}"),
            channel=self._word(f"channel_{case.channel}"),
            since=case.resolved_at or case.enqueued_at,
            agent_id=case.agent_id,
            agent=names.get(case.agent_id or ""),
            booking=booking_in(case.packet),
            ask=str(asks[-1]["value"])[:ASK_SHOWN] if asks else "",
            unanswered=_is_unanswered(work, case),
            is_approval=case.typology == TYPOLOGY,
        )

    def messages(self, work: Work, conversation_id: str, seen: int) -> list[MessageShown]:
        """The transcript after a number, without what only the packet shows."""
        return [
            self.message(message)
            for message in work.messages.after(conversation_id, seen, audience=None)
            if message.text or message.payload.get("file")
        ]

    def canned(self, conversation: Conversation, agent: Agent) -> list[Canned]:
        """The ready answers, for the agent and as the traveller will read them."""
        wording = self._house.wording
        values: dict[str, Value] = {"agent": Name(agent.name)}
        return [
            Canned(
                name=name,
                text=wording.render(name, values, language=self._language),
                sent=wording.render(name, values, language=conversation.language),
            )
            for name in sorted(wording.sentences(), key=_usual_order)
            if name.startswith(CANNED)
        ]

    def _rows(self, work: Work, cases: Iterable[Case], names: dict[str, str]) -> list[Row]:
        return [self.row(work, case, names) for case in cases]

    def _packet(self, case: Case, events: list[CaseEvent], names: dict[str, str]) -> PacketShown:
        packet = case.packet
        added = [
            fact
            for event in events
            if event.kind is EventKind.AMENDED
            for fact in event.values.get("facts") or ()
        ]
        return PacketShown(
            intact=is_intact(packet),
            left_out=packet["control"]["left_out"],
            groups=[self._group(name, packet[name], added) for name in GROUPS],
            proofs=[self._proof(proof) for proof in packet["proofs"]],
            wishes=[self._wish(wish) for wish in packet["intent_path"]],
            done=[self._deed(deed) for deed in packet["done_so_far"]],
            mood=[
                StepShown(text=self._word(f"mood_{sign['name']}"), seq=sign["seq"])
                for sign in packet["mood"]
            ],
            help=[StepShown(text=self._word(f"step_{step}")) for step in packet["help"]],
            history=[self._event(event, names) for event in events],
        )

    def _group(self, name: str, facts: list[Json], added: list[Json]) -> GroupShown:
        everything = [*facts, *(fact for fact in added if group_of(fact["name"]) == name)]
        return GroupShown(
            name=name,
            label=self._word(f"group_{name}"),
            facts=[self._fact(fact) for fact in everything],
        )

    def _fact(self, raw: Json) -> FactShown:
        return FactShown(**self._words.fact(raw, self._language))

    def _proof(self, proof: Json) -> ProofShown:
        expires_at = datetime.fromisoformat(proof["expires_at"])
        return ProofShown(
            booking=proof["booking"],
            how=self._word(f"how_{proof['how']}"),
            expires_at=expires_at,
            lasts=expires_at > self._now,
        )

    def _wish(self, wish: Json) -> StepShown:
        return StepShown(
            text=self._word(typology_word(wish["intent"])), at=wish["at"], seq=wish["seq"]
        )

    def _deed(self, deed: Json) -> StepShown:
        action, result = f"tried_{deed['action']}", f"result_{deed['result']}"
        return StepShown(
            text=f"{self._word(action)}: {self._word(result)}",
            at=deed["at"],
            seq=deed["seq"],
            facts=[self._fact(fact) for fact in deed["facts"]],
        )

    def _event(self, event: CaseEvent, names: dict[str, str]) -> StepShown:
        who = names.get(event.actor)
        told = self._word(f"event_{event.kind}")
        return StepShown(text=f"{told} · {who}" if who else told, at=event.at)

    def message(self, message: Message) -> MessageShown:
        """One message of the transcript."""
        payload = message.payload
        attached = payload.get("file")
        return MessageShown(
            seq=message.seq,
            at=message.at,
            kind=str(message.kind),
            sender=str(message.sender),
            audience=str(message.audience),
            text=message.text,
            language=message.language,
            agent=payload.get("agent"),
            choices=[str(choice["label"]) for choice in payload.get("choices") or ()],
            file=_file(attached) if attached else None,
            translated=self._translated(message),
        )

    def _translated(self, message: Message) -> str | None:
        """The house's own sentence in the reader's language; nobody's words are translated."""
        if message.sentence is None or message.language == self._language:
            return None
        values = message.payload.get("values") or {}
        if message.sentence == ARTICLE:
            article = self._house.articles.find(str(values.get("topic")), self._language)
            return None if article is None else article.answer
        if message.sentence.startswith(CANNED):
            values = {"agent": {"type": "name", "value": message.payload.get("agent") or ""}}
        return self._house.wording.render(
            message.sentence,
            {name: read_value(value) for name, value in values.items()},
            language=self._language,
        )

    def _word(self, name: str) -> str:
        return self._words.word(name, self._language)


def _usual_order(name: str) -> tuple[int, str]:
    """In the order in which a talk usually needs them."""
    bare = name.removeprefix(CANNED)
    return (USUAL_ORDER.index(bare) if bare in USUAL_ORDER else len(USUAL_ORDER), bare)


def _is_unanswered(work: Work, case: Case) -> bool:
    """Whether the traveller had the last word with their agent."""
    if not case.live_talk or case.state is not CaseState.CLAIMED:
        return False
    return not work.messages.latest_said(case.conversation_id)


def _file(attached: dict[str, Any]) -> FileShown:
    return FileShown(
        id=str(attached["id"]),
        name=str(attached.get("name", "")),
        media_type=str(attached.get("media_type", "")),
    )
