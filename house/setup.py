"""`python -m house.setup`: both worlds installed, the assistant trained; again: in a moment."""

import hashlib
import os
import sys
from pathlib import Path

from house import tools
from house.places import MODELS, MODERN_PYTHON, OLD_PYTHON, ROOT, House
from house.problems import Problem


def set_up(*, train: bool = True) -> None:
    """Install what is missing; nothing is done twice."""
    tools.check_python()
    tools.check_compiler()
    worlds = {"modern": (ROOT, MODERN_PYTHON), "old": (ROOT / "brain", OLD_PYTHON)}
    stale = {name: at for name, at in worlds.items() if not _is_fresh(*at)}
    if stale:
        tools.check_room()
        uv = tools.find_uv()
        for name, (folder, python) in stale.items():
            _sync(name, folder, python, uv)
    if train:
        train_if_needed(House())


def train_if_needed(house: House) -> None:
    """Train the assistant when its data, domain, configuration or code have changed."""
    MODELS.mkdir(exist_ok=True)
    tools.run(
        [str(OLD_PYTHON), "-m", "brain.train", "--if-needed"],
        "training the assistant",
        environment=house.environment(),
    )


def _sync(name: str, folder: Path, python: Path, uv: str) -> None:
    interpreter = tools.find_python_310(uv) if name == "old" else sys.executable
    print(f"· installing the {name} world with {interpreter}", flush=True)
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(python.parent.parent)}
    environment.pop("VIRTUAL_ENV", None)
    tools.run(
        [uv, "sync", "--frozen", "--project", str(folder), "--python", interpreter],
        f"installing the {name} world",
        environment=environment,
    )
    _mark(folder, python)


def _is_fresh(folder: Path, python: Path) -> bool:
    mark = python.parent.parent / "hamsafar.lock.sha256"
    return python.exists() and mark.exists() and mark.read_text() == _lock_hash(folder)


def _mark(folder: Path, python: Path) -> None:
    (python.parent.parent / "hamsafar.lock.sha256").write_text(_lock_hash(folder))


def _lock_hash(folder: Path) -> str:
    return hashlib.sha256((folder / "uv.lock").read_bytes()).hexdigest()


def main() -> int:
    """Set up, or say in two lines what stands in the way."""
    try:
        set_up(train="--no-train" not in sys.argv)
    except Problem as problem:
        print(f"✗ {problem.wrong}\n  {problem.mend}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
