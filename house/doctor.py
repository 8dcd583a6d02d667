"""`python -m house.doctor`: what is here, what is missing, how to mend it."""

import shutil
import subprocess
import sys
from collections.abc import Callable

from house import tools
from house.places import DEFAULT_PORTS, MODELS, MODERN_PYTHON, OLD_PYTHON
from house.problems import Problem

SYSTEM_PACKAGES = {
    "chromium": ("chromium", "the browser tests and the screenshots"),
    "postgresql": ("pg_ctlcluster", "the tests on PostgreSQL"),
    "nginx": ("nginx", "the test of the reverse proxy"),
    "redis-server": ("redis-server", "the tests of shared limits"),
}


def checks() -> list[tuple[str, Callable[[], object]]]:
    """Each check by its name; a check that fails raises a `Problem`."""
    return [
        ("Python 3.11 or newer", tools.check_python),
        ("C compiler", tools.check_compiler),
        ("room on the disk", tools.check_room),
        ("free ports", lambda: tools.check_ports(DEFAULT_PORTS)),
        ("modern world", _modern_world),
        ("SQLite without the WAL race", _sqlite),
        ("old world (Rasa)", _old_world),
        ("trained assistant", _trained),
        *((f"system package {name}", _package(name)) for name in SYSTEM_PACKAGES),
    ]


def missing_packages() -> list[str]:
    """Debian packages that the full tests need and that are not here."""
    return [name for name, (program, _) in SYSTEM_PACKAGES.items() if not shutil.which(program)]


def _modern_world() -> None:
    if not MODERN_PYTHON.exists():
        raise Problem("The modern world is not installed.", "Run: make setup")


def _old_world() -> None:
    if not OLD_PYTHON.exists():
        raise Problem("The old world is not installed.", "Run: make setup")


def _sqlite() -> None:
    _modern_world()
    asked = "from pysqlite3 import dbapi2; print(dbapi2.sqlite_version)"
    answer = subprocess.run(
        [str(MODERN_PYTHON), "-c", asked], capture_output=True, text=True, check=False
    )
    version = tuple(int(part) for part in answer.stdout.strip().split(".") if part.isdigit())
    if version < (3, 51, 3):
        raise Problem(
            f"SQLite {answer.stdout.strip() or '?'} can lose data (WAL race before 3.51.3).",
            "Run: make setup (it brings pysqlite3 with a newer one)",
        )


def _trained() -> None:
    if not list(MODELS.glob("*.tar.gz")):
        raise Problem("The assistant is not trained.", "Run: make train")


def _package(name: str) -> Callable[[], None]:
    program, used_for = SYSTEM_PACKAGES[name]

    def check() -> None:
        if not shutil.which(program):
            raise Problem(
                f"{name} is not installed (needed for {used_for}).",
                f"Debian and Ubuntu: apt-get install {name}",
            )

    return check


def main() -> int:
    """Print every check; exit 1 if something that `make run` needs is missing."""
    bad = 0
    for name, check in checks():
        try:
            check()
            print(f"✓ {name}")
        except Problem as problem:
            optional = name.startswith("system package")
            bad += not optional
            print(f"{'·' if optional else '✗'} {name}: {problem.wrong}\n    {problem.mend}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
