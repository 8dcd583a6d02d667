"""Recording what the assistant answered, with all that follows from it, in one commit."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.assistant.client import Answer
from bot.assistant.replies import (
    ChangeLanguage,
    HandOver,
    OpenCase,
    Prove,
    RecordSurvey,
    Repeat,
    Reply,
    Say,
    ShowArticle,
    TellCases,
    Tried,
    WatchRefund,
)
from bot.cases.status import tell_cases
from bot.conversations.model import AnsweredBy, Conversation, Json, LanguageSource
from bot.house import House
from bot.hub import News
from bot.language.evidence import evidence_by_script, evidence_by_witness
from bot.language.languages import LANGUAGES
from bot.storage.refund_watches import Watch, WatchState
from bot.storage.work import Work
from bot.turns.batches import Batch, next_batch
from bot.turns.desk_now import desk_now
from bot.turns.hand_off import hand_off
from bot.turns.open_case import open_case
from bot.turns.prove import PROOF_ACTS, ask_again, ask_for_proof, still_needed
from bot.turns.record import hear
from bot.turns.speak import PERSON, WISHES, keep_note, offer_languages, say, say_again, show_article

WATCH_FIRST = timedelta(seconds=5)
MOST_TURNS_MID_TASK = 60


@dataclass(slots=True)
class Outcome:
    """What must happen after the commit."""

    next: Batch | None = None
    news: News | None = None
    code_wanted: bool = False
    case_ids: list[str] = field(default_factory=list)


def record_answer(house: House, batch: Batch, answer: Answer, *, now: datetime) -> Outcome:
    """Keep the answer, unless somebody else answers by now; then nothing is said."""
    with house.database.work() as work:
        conversation = work.conversations.lock(batch.conversation.id)
        if conversation.turn_until != batch.conversation.turn_until:
            return Outcome()
        if (
            conversation.answered_by is not AnsweredBy.ASSISTANT
            or conversation.owner_epoch != batch.conversation.owner_epoch
        ):
            work.messages.settle(conversation.id, [m.seq for m in batch.messages])
            work.conversations.end_lease(conversation.id)
            return Outcome()
        scribe = _Scribe(house, work, conversation, batch, now)
        if batch.act is not None:
            scribe.act(batch.act)
        else:
            scribe.answer(answer)
        outcome = scribe.outcome
        after, outcome.next = next_batch(house, work, conversation.id, now=now)
        outcome.news = News(after, tuple(work.messages.appended))
        return outcome


class _Scribe:
    """Writes down one answer; `conversation` follows what the answer changes."""

    def __init__(
        self, house: House, work: Work, conversation: Conversation, batch: Batch, now: datetime
    ) -> None:
        self.house = house
        self.work = work
        self.conversation = conversation
        self.batch = batch
        self.now = now
        self.outcome = Outcome()
        self._asked_for_proof = False

    def answer(self, answer: Answer) -> None:
        """All replies in order; a hand-over ends them."""
        self._remember(answer)
        self._hear(answer.understood)
        for reply in answer.replies:
            self._write(reply)
            if isinstance(reply, HandOver):
                return
        if self.batch.is_traveller and not self._asked_for_proof:
            still_needed(self.house, self.work, self.conversation, now=self.now)
        self._begin_anew_in_time()

    def act(self, act: Json) -> None:
        """What the front line does itself when one of its own buttons is pressed."""
        self._settle()
        if act["act"] == "language":
            self._change_language(str(act["language"]))
        elif act["act"] in PROOF_ACTS:
            wanted = ask_again(
                self.house, self.work, self.conversation, str(act["act"]), now=self.now
            )
            self.outcome.code_wanted = True
            if wanted is not None:
                self._hand_off(wanted)

    def say(self, sentence: Say) -> None:
        """Say a sentence."""
        say(self.house, self.work, self.conversation, sentence, now=self.now)

    def _write(self, reply: Reply) -> None:
        match reply:
            case Say():
                self.say(reply)
            case ShowArticle(topic):
                self._article(topic)
            case Prove():
                self._prove(reply)
            case HandOver():
                self._hand_off(reply)
            case OpenCase():
                case = open_case(
                    self.work, self.conversation, reply, now=self.now, wording=self.house.wording
                )
                self.outcome.case_ids.append(case.id)
            case _:
                self._write_quietly(reply)

    def _write_quietly(
        self, reply: WatchRefund | RecordSurvey | Tried | ChangeLanguage | Repeat | TellCases
    ) -> None:
        match reply:
            case WatchRefund():
                self._watch(reply)
            case RecordSurvey():
                self._survey(reply)
            case Tried():
                self._tried(reply)
            case ChangeLanguage(language):
                self._change_language(language)
            case Repeat():
                self._repeat()
            case TellCases():
                self._tell_cases()

    def _settle(self) -> None:
        seqs = [message.seq for message in self.batch.messages]
        self.work.messages.settle(self.conversation.id, seqs)

    def _repeat(self) -> None:
        if not say_again(self.work, self.conversation, now=self.now):
            self.say(Say("ask_wish", choices=WISHES))

    def _tell_cases(self) -> None:
        for told in tell_cases(self.work.cases.of_conversation(self.conversation.id)):
            self.say(Say(told.sentence, told.values))

    def _remember(self, answer: Answer) -> None:
        if answer.understood and self.batch.is_traveller:
            kept = {
                name: answer.understood.get(name) for name in ("intent", "confidence", "entities")
            }
            for message in self.batch.messages:
                self.work.messages.settle_understood(message, kept)
        else:
            self._settle()
        slots = {name: value for name, value in answer.slots.items() if name not in _NOT_KEPT}
        self.conversation = self.work.conversations.remember(self.conversation.id, slots)

    def _hear(self, understood: Json) -> None:
        """Let the words of a Latin script decide the language: only the assistant can tell them."""
        if self.batch.text is None:
            return
        before = self.conversation
        if evidence_by_script(self.batch.text, current=before.language) is None:
            witness = evidence_by_witness(self.batch.text, understood.get("language"))
            self.conversation = hear(self.work, before, witness, self.house.wording.languages)
        self._disclose()

    def _disclose(self) -> None:
        """Tell in the talk's language, once, that a machine answers."""
        if self.conversation.disclosed_in == self.conversation.language:
            return
        self.say(Say("greeting_disclosure"))
        self.conversation = self.work.conversations.disclosed(
            self.conversation.id, self.now, self.conversation.language
        )

    def _article(self, topic: str) -> None:
        article = self.house.articles.find(topic, self.conversation.language)
        if article is None:
            self.say(Say("not_understood_person", choices=(PERSON,)))
            return
        show_article(self.house, self.work, self.conversation, article, now=self.now)

    def _prove(self, wanted: Prove) -> None:
        self._asked_for_proof = True
        self.outcome.code_wanted = True
        if self._proved_in_vain(wanted):
            self._hand_off(HandOver("assistant_unavailable", wanted.task))
            return
        ask_for_proof(self.house, self.work, self.conversation, wanted, now=self.now)

    def _proved_in_vain(self, wanted: Prove) -> bool:
        """Whether the assistant asks again for what it was just told, which would never end."""
        told = (self.batch.command or {}).get("intent") == "proof_given"
        booking = wanted.booking.upper()
        return told and bool(self.work.proofs.lasting(self.conversation.id, booking, self.now))

    def _hand_off(self, wanted: HandOver) -> None:
        case = hand_off(
            self.work,
            self.conversation,
            wanted,
            now=self.now,
            desk=desk_now(self.work, self.house.hours, now=self.now),
            wording=self.house.wording,
        )
        self.outcome.case_ids.append(case.id)

    def _watch(self, wanted: WatchRefund) -> None:
        self.work.refund_watches.add(
            Watch(
                key=wanted.key,
                conversation_id=self.conversation.id,
                booking=wanted.booking,
                quote=wanted.quote,
                state=WatchState.WATCHING,
                tries=0,
                due_at=self.now + WATCH_FIRST,
                at=self.now,
            )
        )

    def _survey(self, given: RecordSurvey) -> None:
        cases = self.work.cases.of_conversation(self.conversation.id)
        self.work.surveys.add(
            conversation_id=self.conversation.id,
            rating=given.rating,
            words=given.words,
            language=self.conversation.language,
            at=self.now,
            case_id=cases[0].id if cases else None,
            agent_id=cases[0].agent_id if cases else None,
        )

    def _tried(self, deed: Tried) -> None:
        note = {
            "action": deed.action,
            "result": deed.result,
            "facts": [fact.as_json() for fact in deed.facts],
        }
        keep_note(self.work, self.conversation, {"tried": note}, now=self.now)

    def _change_language(self, language: str | None) -> None:
        available = self.house.wording.languages
        if language is None:
            names = [(code, LANGUAGES[code].name) for code in available]
            offer_languages(self.house, self.work, self.conversation, names, now=self.now)
        elif language not in available:
            self.say(Say("language_other", choices=(PERSON,)))
        else:
            self.conversation = self.work.conversations.speak(
                self.conversation.id, language, LanguageSource.CHOSEN
            )
            self.say(Say("language_changed"))
            self._disclose()

    def _begin_anew_in_time(self) -> None:
        """The assistant's cost grows with its memory: let it begin anew between two tasks."""
        busy = self.conversation.slots.get("task") or self.conversation.slots.get("requested_slot")
        most = MOST_TURNS_MID_TASK if busy else self.house.settings.turns_in_epoch
        if self.conversation.turns_in_epoch >= most:
            self.work.conversations.new_brain_epoch(self.conversation.id)


# Given anew with each turn, so never kept; a grant is a key.
_NOT_KEPT = frozenset({"grant", "deadline", "today", "zone", "channel", "language"})
