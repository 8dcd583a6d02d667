"""Finding or bringing in what the set-up needs: uv, Python 3.10, a C compiler, room, ports."""

import os
import shutil
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path

from house.places import BIN, ROOT
from house.problems import Problem

NEEDED_GB = 6
TOOLS = ROOT / "var" / "tools"


def check_python() -> None:
    """Python 3.11 or newer runs the modern world."""
    if tuple(sys.version_info) < (3, 11):
        raise Problem(
            f"Python {sys.version.split()[0]} is too old.",
            "Install Python 3.11 or newer and run: make run PYTHON=python3.11",
        )


def check_compiler() -> str:
    """The embedding engine is compiled on this machine."""
    for compiler in ("cc", "gcc", "clang"):
        if found := shutil.which(compiler):
            return found
    raise Problem(
        "There is no C compiler.",
        "Debian, Ubuntu: apt-get install gcc · Fedora: dnf install gcc · "
        "macOS: xcode-select --install",
    )


def check_room(folder: Path = ROOT, needed_gb: int = NEEDED_GB) -> None:
    """Both worlds, the models and the data need room."""
    free_gb = shutil.disk_usage(folder).free / 1e9
    if free_gb < needed_gb:
        raise Problem(
            f"Only {free_gb:.1f} GB are free at {folder}; the set-up needs {needed_gb} GB.",
            "Free some room, or move the project to a larger disk.",
        )


def check_ports(ports: Mapping[str, int]) -> None:
    """Every port must be free on loopback."""
    for program, port in ports.items():
        if _in_use(port):
            raise Problem(
                f"Port {port}, which `{program}` needs, is in use.",
                f"Stop what uses it (see: ss -ltnp 'sport = :{port}'), or choose others: "
                f"make run PORTS=bot=8001,brain=5006,…",
            )


def find_uv() -> str:
    """uv from PATH or from our own tools; else it is installed there."""
    own = TOOLS / BIN / "uv"
    found = shutil.which("uv") or (str(own) if own.exists() else None)
    if found:
        return found
    print("· uv is not here; installing it into var/tools", flush=True)
    venv.create(TOOLS, with_pip=True)
    run([str(TOOLS / BIN / "python"), "-m", "pip", "install", "--quiet", "uv"], "installing uv")
    return str(own)


def find_python_310(uv: str) -> str:
    """Python 3.10 from HAMSAFAR_PYTHON310, PATH, pyenv or uv; else uv installs one."""
    for candidate in _candidates_310(uv):
        if _is_310(candidate):
            return candidate
    print("· Python 3.10 is not here; uv installs one", flush=True)
    try:
        run([uv, "python", "install", "--quiet", "3.10"], "installing Python 3.10")
    except Problem as failed:
        raise Problem(
            "Python 3.10, which Rasa needs, was not found and could not be installed.",
            "Install it (pyenv install 3.10, or your system's package) and run again, or set "
            "HAMSAFAR_PYTHON310=/path/to/python3.10",
        ) from failed
    return _uv_finds_310(uv) or ""


def run(command: list[str], what: str, *, environment: Mapping[str, str] | None = None) -> None:
    """Run a step with its output shown; a failure is named."""
    done = subprocess.run(command, cwd=ROOT, env=dict(environment or os.environ), check=False)
    if done.returncode:
        raise Problem(
            f"{what.capitalize()} failed (exit {done.returncode}).",
            f"The command was: {' '.join(command)}",
        )


def _candidates_310(uv: str) -> Iterator[str]:
    yield os.environ.get("HAMSAFAR_PYTHON310", "")
    yield shutil.which("python3.10") or ""
    roots = [os.environ.get("PYENV_ROOT", ""), str(Path.home() / ".pyenv"), "/opt/pyenv"]
    for root in filter(None, roots):
        for version in sorted(Path(root, "versions").glob("3.10*"), reverse=True):
            yield str(version / "bin" / "python3.10")
    yield _uv_finds_310(uv) or ""


def _uv_finds_310(uv: str) -> str | None:
    found = subprocess.run(
        [uv, "python", "find", "3.10"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() if found.returncode == 0 else None


def _is_310(python: str) -> bool:
    if not python or not Path(python).exists():
        return False
    asked = [python, "-c", "import sys; print(sys.version_info[:2] == (3, 10))"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == "True"


def _in_use(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
