"""Settings that keep the demonstration at home, the database's gates, the knowledge base."""

import threading
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from pydantic import ValidationError
from sqlalchemy import inspect, text

import bot.storage.database as storage
from bot.conversations.model import AnsweredBy
from bot.errors import StoreBusy
from bot.knowledge.articles import Article, ArticleMalformed, Articles, load_articles
from bot.storage.conversations import OwnerChanged
from bot.storage.database import Database, SqliteTooOld
from bot.storage.migrate import migrate
from bot.storage.tables import Table
from bot.turns.begin_talk import Arrival, begin_talk
from bot.turns.incoming import Words
from bot.turns.record import record
from tests.bot.fakes import NOON, ROOT, a_house, settings_for


@pytest.mark.parametrize(
    "changed",
    [
        {"host": "0.0.0.0"},
        {"bookings_url": "https://bookings.example"},
        {"public_origins": ("https://travel.example",)},
        {"twilio_account": "AC1"},
        {"smtp_host": "mail.example"},
    ],
)
def test_the_demonstration_stays_on_this_machine(tmp_path: Path, changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="demonstration"):
        settings_for(tmp_path, **changed)
    settings_for(tmp_path, demo=False, **changed)


def test_secrets_have_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOOKINGS_API_KEY", "GRANT_SECRET", "SESSION_SECRET"):
        monkeypatch.delenv(f"BOT_{name}", raising=False)

    with pytest.raises(ValidationError, match="grant_secret"):
        type(settings_for(Path())).model_validate({})


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 40, 0))

    with pytest.raises(SqliteTooOld):
        Database("sqlite://")


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/bot.db"

    migrate(url)
    migrate(url)

    database = Database(url)
    found = inspect(database.engine)
    for table in Table.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == set(table.columns.keys())
    assert any(i["name"] == "uq_cases_live_talk" for i in found.get_indexes("cases"))
    database.close()


def test_a_database_that_stays_locked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_WAIT_S", 0.05)
    house = a_house(tmp_path)
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    other = Database(house.settings.database_url)

    with other.engine.begin() as blocking:
        blocking.execute(text("select 1"))
        with pytest.raises(StoreBusy):
            record(house, talk, Words("1", "hello"), now=NOON)
    recorded = record(house, talk, Words("1", "hello"), now=NOON)

    assert not recorded.duplicate
    other.close()


def test_of_many_who_take_a_talk_one_wins(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    talk = begin_talk(house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
    results: list[str] = []

    def take() -> None:
        try:
            with house.database.work() as work:
                work.conversations.set_owner(talk, AnsweredBy.QUEUE, None, 0)
            results.append("won")
        except OwnerChanged:
            results.append("lost")

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["lost"] * 7 + ["won"]


def an_article(topic: str, answer: str, language: str = "en") -> Article:
    return Article(topic, language, "before", f"About {topic}?", answer, "Handbook", NOON.date())


def test_the_search_finds_the_article_with_the_words() -> None:
    articles = Articles(
        [
            an_article("baggage", "You may take one bag of 23 kg."),
            an_article("visa", "Ask the embassy."),
            an_article("行李", "每位旅客可携带一件行李。", "zh"),
        ]
    )

    assert [one.topic for one in articles.search("a bag of kg", "en")] == ["baggage"]
    assert [one.topic for one in articles.search("行李", "zh")] == ["行李"]
    assert articles.search("nothing", "en") == []


def test_english_stands_in_for_an_article_that_a_language_lacks() -> None:
    articles = Articles([an_article("visa", "Ask."), an_article("visa", "بپرسید", "fa")])

    assert articles.find("faq/visa", "fa") == an_article("visa", "بپرسید", "fa")
    assert articles.find("faq/visa", "ru") == an_article("visa", "Ask.")
    assert articles.find("faq/none", "ru") is None


def test_the_articles_of_this_house_can_be_read() -> None:
    load_articles(ROOT / "data/faq")


def test_a_malformed_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "visa.yml").write_text("topic: visa\n")

    with pytest.raises(ArticleMalformed, match=r"visa\.yml"):
        load_articles(tmp_path)
