"""The commands: what they do, and one clear sentence when they cannot."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bookings.__main__ import main
from bookings.errors import SetUpError
from bookings.storage.database import Database
from tests.bookings.conftest import KEY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("BOOKINGS_API_KEY", KEY)
    monkeypatch.setenv("BOOKINGS_DATABASE_URL", f"sqlite:///{tmp_path}/var/bookings.db")

    def run_(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run_


def test_a_database_is_made_seeded_and_changed_by_commands(run: Run) -> None:
    assert run("migrate")[0] == 0
    assert "20 bookings" in run("seed", "--today", "2026-11-25", "--count", "10")[1]
    times = ("--departs", "2026-11-28T20:30+03:30", "--arrives", "2026-11-28T22:00+03:30")
    assert "moved" in run("move-leg", "k4rm7n", "l1", *times)[1]
    assert "cancelled" in run("cancel-leg", "K4RM7N", "l1")[1]
    assert run("settle")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("cancel-leg", "ZZZZZ9", "l1"), "no booking has this reference"),
        (("cancel-leg", "K4RM7N", "l9"), "no such leg"),
        (
            (
                "move-leg",
                "K4RM7N",
                "l1",
                "--departs",
                "2026-11-28T20:30",
                "--arrives",
                "2026-11-29",
            ),
            "need an offset",
        ),
        (("seed", "--count", "-1"), "--count"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    run("migrate")
    run("seed", "--count", "0")

    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("dance",), ("seed", "--today", "tomorrow")])
def test_an_unknown_command_shows_the_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)

    assert "usage: python -m bookings" in capsys.readouterr().err


def test_without_tables_the_remedy_is_named(run: Run) -> None:
    for command in ("seed", "serve", "settle"):
        code, _, err = run(command)
        assert code == 2
        assert "python -m bookings migrate" in err


def test_a_missing_key_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOOKINGS_API_KEY")

    code, _, err = run("migrate")

    assert code == 2
    assert "BOOKINGS_API_KEY" in err


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_cannot_serve_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BOOKINGS_DATABASE_URL", url)

    code, _, err = run("migrate")

    assert code == 2
    assert "BOOKINGS_DATABASE_URL" in err


def test_a_port_in_use_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("BOOKINGS_PORT", str(taken.getsockname()[1]))

        code, _, err = run("serve")

    assert code == 2
    assert "BOOKINGS_PORT" in err


def test_the_demo_is_never_served_to_the_world(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    monkeypatch.setenv("BOOKINGS_DEMO", "true")
    monkeypatch.setenv("BOOKINGS_HOST", "0.0.0.0")

    code, _, err = run("serve")

    assert code == 2
    assert "loopback" in err


def test_an_sqlite_that_loses_data_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pysqlite3.dbapi2.sqlite_version_info", (3, 46, 1))

    with pytest.raises(SetUpError, match=r"3\.46\.1.*3\.51\.3"):
        Database(f"sqlite:///{tmp_path}/old.db")
