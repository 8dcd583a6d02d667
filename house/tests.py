"""`python -m house.tests`: set up, start what the tests need, run all, say what did not run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from house.doctor import missing_packages
from house.places import MODERN_PYTHON, OLD_PYTHON, ROOT, House
from house.problems import Problem
from house.setup import set_up


def install_system_packages() -> list[str]:
    """Install what is missing, as root on Debian; return what stays missing."""
    missing = missing_packages()
    if not missing:
        return []
    command = ["apt-get", "install", "-y", "-qq", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"· Not here: {', '.join(missing)}. To run all tests: {' '.join(command)}")
        return missing
    print(f"· Installing system packages for the tests: {', '.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
    return missing_packages()


@contextmanager
def postgres(folder: Path) -> Iterator[str | None]:
    """A PostgreSQL server of our own on a Unix socket; None where it is not installed."""
    binaries = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    if binaries is None:
        yield None
        return
    data = folder / "postgres"
    data.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        folder.chmod(0o755)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    settings = f"-c listen_addresses='' -c unix_socket_directories={data} -c fsync=off"
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data / "db"), "-w"]
    init = [*as_user, str(binaries / "initdb"), "-D", str(data / "db"), "-A", "trust", "-E", "UTF8"]
    subprocess.run([*init, "-U", "postgres"], stdout=subprocess.DEVNULL, check=True, cwd=data)
    subprocess.run(
        [*control, "-l", str(data / "log"), "-o", settings, "start"],
        stdout=subprocess.DEVNULL,
        check=True,
        cwd=data,
    )
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={data}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, cwd=data)


def run_tests() -> int:
    """Both worlds' tests; the exit code of the first that fails."""
    set_up()
    missing = install_system_packages()
    with TemporaryDirectory(prefix="hamsafar-tests-") as folder, postgres(Path(folder)) as url:
        environment = {**House(var=Path(folder) / "var").environment()}
        if url:
            environment["TEST_POSTGRES_URL"] = url
        failed = [
            subprocess.call([str(python), "-m", "pytest", *what], cwd=ROOT, env=environment)
            for python, what in (
                (OLD_PYTHON, ["-c", "brain/pytest.ini", "tests/brain"]),
                (MODERN_PYTHON, ["--durations=10", "-rs"]),
            )
        ]
    for name in missing:
        print(f"!! NOT RUN: what needs {name}, which is not installed here.", flush=True)
    return max(failed)


def main() -> int:
    """Run, or say what stands in the way."""
    try:
        return run_tests()
    except Problem as problem:
        print(f"✗ {problem.wrong}\n  {problem.mend}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
