"""Handing over, taking, answering and giving back, against a real SQLite file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases.hours import always_open
from bot.cases.model import Agent, Case, CaseState, Outcome, Role
from bot.cases.packet import is_intact
from bot.conversations.model import AnsweredBy, Sender
from bot.conversations.values import Code, Fact, Moment
from bot.storage.cases import CaseAlreadyTaken, TalkAlreadyLive
from bot.storage.database import Database
from bot.turns.add_note import add_note
from bot.turns.agent_reply import Words, agent_reply
from bot.turns.approve_refund import NothingToApprove, SamePerson, ask_to_decide, decided
from bot.turns.claim_case import NotASupervisor, claim_case, take_over_case
from bot.turns.desk_now import desk_now
from bot.turns.give_back import give_back, release_case
from bot.turns.held import NotYourCase
from bot.turns.release_lost import release_lost
from bot.turns.resolve_case import Result, resolve_case
from bot.turns.wait_in_queue import heard_while_waiting
from tests.bot.desk_kit import (
    EMPTY,
    NOON,
    STAFFED,
    WORDING,
    a_database,
    a_matter,
    a_talk,
    an_agent,
    handed_off,
    said,
    sentences,
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return a_database(tmp_path)


def claimed(database: Database) -> tuple[Case, Agent]:
    with database.work() as work:
        agent = an_agent(work)
        case = claim_case(work, handed_off(work).id, agent, now=NOON, wording=WORDING)
    return case, agent


def owner(database: Database, case: Case) -> AnsweredBy:
    with database.look() as work:
        return work.conversations.get(case.conversation_id).answered_by


def test_a_hand_over_opens_one_case_and_says_what_comes_next(database: Database) -> None:
    with database.work() as work:
        talk = a_talk(work)
        case = handed_off(work, talk)
        again = handed_off(work, talk)
        told = sentences(work, case)

    assert again == case
    assert owner(database, case) is AnsweredBy.QUEUE
    assert told == ["handing_over_summary", "handed_over_position"]
    assert is_intact(case.packet)


def test_nobody_at_the_desk_is_said_with_the_opening_and_a_contact_is_asked(
    database: Database,
) -> None:
    with database.work() as work:
        case = handed_off(work, desk=EMPTY)
        told = sentences(work, case)

    assert told == ["handing_over_summary", "nobody_at_desk", "ask_contact_for_case"]


def test_a_known_contact_is_not_asked_again(database: Database) -> None:
    contact = Fact("contact", Code("+989120000000"), "said", NOON)

    with database.work() as work:
        case = handed_off(work, desk=EMPTY, facts=(contact,))

        assert "ask_contact_for_case" not in sentences(work, case)


def test_the_contact_somebody_leaves_while_waiting_is_kept(database: Database) -> None:
    with database.work() as work:
        case = handed_off(work, desk=EMPTY)
        talk = work.conversations.get(case.conversation_id)
        message = said(work, talk, "0912 000 0000")
        heard_while_waiting(work, talk, message, now=NOON, desk=EMPTY, wording=WORDING)
        amended = [event for event in work.cases.events_of(case.id) if event.kind == "amended"]

        assert amended[0].values["facts"][0]["value"] == {"type": "code", "value": "09120000000"}
        assert sentences(work, case)[-1] == "contact_noted"


def test_who_waits_is_not_answered_twice_in_a_burst(database: Database) -> None:
    with database.work() as work:
        case = handed_off(work)
        talk = work.conversations.get(case.conversation_id)
        for text in ("hello?", "anybody?", "it is urgent"):
            message = said(work, talk, text)
            heard_while_waiting(work, talk, message, now=NOON, desk=STAFFED, wording=WORDING)

        assert sentences(work, case).count("still_in_queue") == 1


def test_a_departure_today_puts_a_talk_in_front(database: Database) -> None:
    leaving = Fact("departure", Moment(NOON + timedelta(hours=3)), "looked_up", NOON)

    with database.work() as work:
        handed_off(work, now=NOON - timedelta(hours=1))
        urgent = handed_off(work, facts=(leaving,))

        assert work.cases.waiting()[0].id == urgent.id


def test_fifty_agents_claim_and_one_wins(database: Database) -> None:
    with database.work() as work:
        case = handed_off(work)
        agents = [an_agent(work, f"agent{number}") for number in range(50)]

    winners = claim_at_once(database, case, agents)

    assert len(winners) == 1
    with database.look() as work:
        assert work.cases.get(case.id).agent_id == winners[0]
        assert work.conversations.get(case.conversation_id).agent_id == winners[0]
        assert sentences(work, case).count("agent_joined") == 1


def claim_at_once(database: Database, case: Case, agents: list[Agent]) -> list[str]:
    """Who got the case when all reach for it at once."""

    def reach(agent: Agent) -> str | None:
        try:
            with database.work() as work:
                claim_case(work, case.id, agent, now=NOON, wording=WORDING)
        except CaseAlreadyTaken:
            return None
        return agent.id

    with ThreadPoolExecutor(max_workers=len(agents)) as pool:
        return [winner for winner in pool.map(reach, agents) if winner]


def test_only_the_agent_of_a_case_answers_and_a_resend_is_harmless(database: Database) -> None:
    case, ana = claimed(database)
    words = Words("client-1", "Good afternoon")

    with database.work() as work:
        other = an_agent(work, "boris")
        first = agent_reply(work, case.id, ana, words, now=NOON, wording=WORDING)
        again = agent_reply(work, case.id, ana, words, now=NOON, wording=WORDING)
        with pytest.raises(NotYourCase):
            agent_reply(work, case.id, other, Words("client-2", "x"), now=NOON, wording=WORDING)

        assert first == again
        assert first.sender is Sender.AGENT
        assert work.cases.get(case.id).first_answer_at == NOON


def test_a_canned_answer_is_rendered_for_the_traveller(database: Database) -> None:
    case, ana = claimed(database)

    with database.work() as work:
        words = Words("client-1", canned="canned_hello")
        message = agent_reply(work, case.id, ana, words, now=NOON, wording=WORDING)

    assert message.text.startswith("canned_hello")
    assert message.sentence == "canned_hello"


def test_answering_a_matter_makes_it_a_talk_unless_somebody_else_talks(database: Database) -> None:
    with database.work() as work:
        ana, boris = an_agent(work), an_agent(work, "boris")
        talk = a_talk(work)
        matter = a_matter(work, talk)
        claim_case(work, matter.id, ana, now=NOON, wording=WORDING)
        live = handed_off(work, talk)
        claim_case(work, live.id, boris, now=NOON, wording=WORDING)
        with pytest.raises(TalkAlreadyLive):
            agent_reply(work, matter.id, ana, Words("c1", "About it"), now=NOON, wording=WORDING)
        resolve_case(work, live.id, boris, Result(Outcome.SOLVED), now=NOON)

        agent_reply(work, matter.id, ana, Words("c2", "About it"), now=NOON, wording=WORDING)

        assert work.cases.get(matter.id).live_talk
        assert work.conversations.get(talk.id).agent_id == ana.id


def test_a_note_is_read_by_the_desk_only(database: Database) -> None:
    case, ana = claimed(database)

    with database.work() as work:
        add_note(work, case.id, ana, "Called the hotel", now=NOON)
        seen = [message.text for message in work.messages.after(case.conversation_id, 0)]

    assert "Called the hotel" not in seen


def test_a_resolved_talk_goes_back_to_the_assistant_with_its_result(database: Database) -> None:
    case, ana = claimed(database)
    result = Result(Outcome.REFUND_REQUESTED, "sent to the bank")

    with database.work() as work:
        before = work.conversations.get(case.conversation_id).brain_epoch
        resolved = resolve_case(work, case.id, ana, result, now=NOON)
        after = work.conversations.get(case.conversation_id)

    assert resolved.command == {
        "intent": "case_resolved",
        "entities": {"outcome": "outcome_refund_requested", "outcome_note": "sent to the bank"},
    }
    assert after.answered_by is AnsweredBy.ASSISTANT
    assert after.brain_epoch > before
    assert resolved.case.state is CaseState.RESOLVED


def test_giving_back_keeps_the_matter_with_its_agent(database: Database) -> None:
    case, ana = claimed(database)

    with database.work() as work:
        kept = give_back(work, case.id, ana, now=NOON, wording=WORDING)

        assert (kept.state, kept.live_talk, kept.agent_id) == (CaseState.CLAIMED, False, ana.id)
        assert handed_off(work, work.conversations.get(case.conversation_id)).id != case.id


def test_a_released_case_keeps_its_place_in_the_line(database: Database) -> None:
    case, ana = claimed(database)

    with database.work() as work:
        handed_off(work, now=NOON + timedelta(minutes=5))
        release_case(work, case.id, ana, now=NOON + timedelta(hours=1), wording=WORDING)

        assert work.cases.waiting()[0].id == case.id
    assert owner(database, case) is AnsweredBy.QUEUE


def test_the_talks_of_a_lost_agent_come_back_into_the_line(database: Database) -> None:
    case, _ = claimed(database)

    with database.work() as work:
        soon = release_lost(work, now=NOON + timedelta(minutes=2), wording=WORDING)
        late = release_lost(work, now=NOON + timedelta(minutes=4), wording=WORDING)

    assert soon == []
    assert [released.id for released in late] == [case.id]


def test_a_supervisor_may_take_over_and_an_agent_may_not(database: Database) -> None:
    case, _ = claimed(database)

    with database.work() as work:
        boris, chief = an_agent(work, "boris"), an_agent(work, "chief", role=Role.SUPERVISOR)
        with pytest.raises(NotASupervisor):
            take_over_case(work, case.id, boris, now=NOON, wording=WORDING)
        taken = take_over_case(work, case.id, chief, now=NOON, wording=WORDING)

        assert taken.agent_id == chief.id
        assert work.conversations.get(case.conversation_id).agent_id == chief.id


def test_a_refund_is_approved_by_a_second_person_only(database: Database) -> None:
    with database.work() as work:
        chief = an_agent(work, "chief", role=Role.SUPERVISOR)
        deputy = an_agent(work, "deputy", role=Role.SUPERVISOR)
        ana = an_agent(work)
        case = a_matter(work, typology="refund_approval")
        claim_case(work, case.id, chief, now=NOON, wording=WORDING)
        with pytest.raises(SamePerson):
            ask_to_decide(work, case.id, chief, approved=True, now=NOON)
        with pytest.raises(NotASupervisor):
            ask_to_decide(work, case.id, ana, approved=True, now=NOON)

        refund = ask_to_decide(work, case.id, deputy, approved=True, now=NOON)
        resolved = decided(work, case.id, deputy, approved=True, now=NOON)

        assert refund.refund_id == "rf_77"
        assert resolved.case.outcome == "refund_requested"
        with pytest.raises(NothingToApprove):
            ask_to_decide(work, case.id, deputy, approved=True, now=NOON)
        assert work.audit.verify() is None
        assert {entry.action for entry in work.audit.newest()} == {
            "case_claimed",
            "refund_decision_sent",
            "refund_approved",
        }


def test_a_changed_audit_row_is_found(database: Database) -> None:
    with database.work() as work:
        for number in range(3):
            work.audit.append("packet_seen", actor="ana", subject=f"H-{number}", at=NOON)
        assert work.audit.verify() is None

    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'boris' WHERE id = 2")

    with database.look() as work:
        assert work.audit.verify() == 2


def test_the_desk_counts_only_who_is_available_and_whose_screen_answers(
    database: Database,
) -> None:
    with database.work() as work:
        an_agent(work)
        an_agent(work, "away", is_there=False)

        assert desk_now(work, always_open(), now=NOON + timedelta(seconds=40)).people == 1
        assert desk_now(work, always_open(), now=NOON + timedelta(seconds=50)).people == 0
