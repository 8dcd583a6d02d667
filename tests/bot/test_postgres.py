"""The same turn on PostgreSQL."""

import asyncio
import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.assistant.replies import HandOver, Prove, Say
from bot.conversations.model import AnsweredBy
from bot.house import House
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.turns.begin_talk import Arrival, begin_talk
from bot.turns.incoming import Words
from bot.turns.record import record
from bot.turns.send_codes import send_codes
from bot.turns.send_notices import send_due
from bot.turns.take_turn import pick_up, take_turn
from bot.turns.watch_refunds import watch_refunds
from tests.bot.fakes import NOON, FakeAssistant, a_house

URL = os.environ.get("TEST_POSTGRES_URL", "")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not URL, reason="TEST_POSTGRES_URL is not set: PostgreSQL is NOT tested"),
]


@pytest.fixture
def url() -> Iterator[str]:
    """A database of our own."""
    name = f"bot_{secrets.token_hex(6)}"
    server = Database(URL)
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    own = make_url(URL).set(database=name).render_as_string(hide_password=False)
    migrate(own)
    yield own
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def house(tmp_path: Path, url: str, assistant: FakeAssistant) -> Iterator[House]:
    house = a_house(tmp_path, assistant=assistant, database_url=url)
    yield house
    house.database.close()


def test_a_turn_a_proof_and_a_hand_over(house: House, assistant: FakeAssistant) -> None:
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    assistant.will(
        [Say("greet")],
        [Prove("AB12CD", "Muller", "booking_status", fresh=False)],
        [HandOver("asked_for_person", "human_handoff")],
    )

    async def play() -> None:
        await take_turn(house, talk, Words("1", "hello"))
        await take_turn(house, talk, Words("2", "my booking"))
        await send_codes(house)
        await send_due(house, {})
        await watch_refunds(house)
        await pick_up(house, older_than_s=0)
        await take_turn(house, talk, Words("3", "a person"))

    asyncio.run(play())

    with house.database.look() as work:
        assert work.conversations.get(talk).answered_by is AnsweredBy.QUEUE
        assert work.outbox.newest()[0].to == "+4915550001"
        assert [m.seq for m in work.messages.after(talk, 0, audience=None)][:3] == [1, 2, 3]


def test_messages_sent_at_once_are_numbered_without_gaps_and_led_once(house: House) -> None:
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    leaders: list[int] = []

    def send(number: int) -> None:
        recorded = record(house, talk, Words(f"m{number}", "hello"), now=NOON)
        if recorded.batch is not None:
            leaders.append(number)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with house.database.look() as work:
        seqs = [message.seq for message in work.messages.after(talk, 0)]
    assert seqs == list(range(1, 22))
    assert len(leaders) == 1
