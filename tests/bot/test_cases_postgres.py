"""The races of the human queue on PostgreSQL, where writers do not wait for one another."""

import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot.cases.model import Agent, Outcome
from bot.conversations.model import AnsweredBy
from bot.errors import HamsafarError
from bot.storage.cases import CaseAlreadyTaken
from bot.storage.database import Database
from bot.turns.agent_reply import Words, agent_reply
from bot.turns.claim_case import claim_case
from bot.turns.give_back import release_case
from bot.turns.resolve_case import Result, resolve_case
from tests.bot.desk_kit import NOON, WORDING, a_talk, an_agent, handed_off, sentences

pytestmark = pytest.mark.postgres


@pytest.fixture
def database() -> Iterator[Database]:
    url = os.environ.get("TEST_POSTGRES_URL")
    if not url:
        pytest.skip("NOT TESTED ON POSTGRESQL: set TEST_POSTGRES_URL to a server's database")
    name = f"cases_{secrets.token_hex(6)}"
    server = make_url(url).set(drivername="postgresql+psycopg")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    database = Database(server.set(database=name).render_as_string(hide_password=False))
    database.create_tables()
    yield database
    database.close()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def people(database: Database, count: int) -> list[Agent]:
    with database.work() as work:
        return [an_agent(work, f"agent{number}") for number in range(count)]


def test_fifty_agents_claim_and_one_wins(database: Database) -> None:
    agents = people(database, 50)
    with database.work() as work:
        case = handed_off(work)

    def reach(agent: Agent) -> str | None:
        try:
            with database.work() as work:
                claim_case(work, case.id, agent, now=NOON, wording=WORDING)
        except CaseAlreadyTaken:
            return None
        return agent.id

    with ThreadPoolExecutor(max_workers=50) as pool:
        winners = [winner for winner in pool.map(reach, agents) if winner]

    assert len(winners) == 1
    with database.look() as work:
        assert work.cases.get(case.id).agent_id == winners[0]
        assert sentences(work, case).count("agent_joined") == 1
        assert work.audit.verify() is None


def test_one_talk_is_handed_over_once_though_asked_twenty_times(database: Database) -> None:
    with database.work() as work:
        talk = a_talk(work)

    def hand(_: int) -> str | None:
        try:
            with database.work() as work:
                work.conversations.lock(talk.id)
                return handed_off(work, talk).id
        except HamsafarError:
            return None

    with ThreadPoolExecutor(max_workers=20) as pool:
        cases = {case for case in pool.map(hand, range(20)) if case}

    assert len(cases) == 1


def test_a_release_a_reply_and_a_result_at_once_leave_one_owner(database: Database) -> None:
    (ana,) = people(database, 1)
    with database.work() as work:
        case = claim_case(work, handed_off(work).id, ana, now=NOON, wording=WORDING)

    def act(number: int) -> None:
        try:
            with database.work() as work:
                if number % 3 == 0:
                    release_case(work, case.id, ana, now=NOON, wording=WORDING)
                elif number % 3 == 1:
                    words = Words(f"c{number}", "x")
                    agent_reply(work, case.id, ana, words, now=NOON, wording=WORDING)
                else:
                    resolve_case(work, case.id, ana, Result(Outcome.SOLVED), now=NOON)
        except HamsafarError:
            return

    with ThreadPoolExecutor(max_workers=15) as pool:
        list(pool.map(act, range(15)))

    with database.look() as work:
        ended = work.cases.get(case.id)
        talk = work.conversations.get(case.conversation_id)
    in_line = (ended.state, talk.answered_by) == ("waiting", AnsweredBy.QUEUE)
    resolved = (ended.state, talk.answered_by) == ("resolved", AnsweredBy.ASSISTANT)
    assert in_line or resolved
    assert ended.live_talk is in_line


def test_the_audit_chain_holds_under_many_writers(database: Database) -> None:
    def write(number: int) -> None:
        with database.work() as work:
            work.audit.append("packet_seen", actor=f"a{number}", subject="H-1", at=NOON)

    with ThreadPoolExecutor(max_workers=16) as pool:
        list(pool.map(write, range(80)))

    with database.look() as work:
        assert len(work.audit.newest(200)) == 80
        assert work.audit.verify() is None
