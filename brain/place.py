"""Where the assistant's files are, and what its neighbours are called."""

import os
from dataclasses import dataclass
from pathlib import Path

from brain import hollow

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """The folders and files of one assistant; a test may have one of its own."""

    root: Path = ROOT

    @property
    def config(self) -> Path:
        """Rasa's pipeline and policies."""
        return self.root / "config.yml"

    @property
    def domain(self) -> Path:
        """Intents, slots, answers."""
        return self.root / "domain.yml"

    @property
    def models(self) -> Path:
        """Trained archives."""
        return self.root / "models"

    @property
    def lessons(self) -> list[Path]:
        """The folders to learn from."""
        names = ("nlu", "rules", "stories")
        return [folder for name in names if (folder := self.root / "data" / name).is_dir()]

    def newest_model(self) -> Path | None:
        """Give the archive that was trained last."""
        archives = sorted(
            self.models.glob("hamsafar-*.tar.gz"), key=lambda file: file.stat().st_mtime
        )
        return archives[-1] if archives else None


def settle() -> None:
    """Set what the libraries must find in the environment before they are loaded."""
    os.environ["OMP_WAIT_POLICY"] = "passive"
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("ACTIONS_WEBHOOK_URL", "http://127.0.0.1:5055/webhook")
    os.environ.setdefault("BRAIN_DB", "var/brain.db")
    os.environ.setdefault("BRAIN_CACHE_DIR", str(ROOT / "models" / "cache"))
    hollow.install()


def quieten() -> None:
    """Let Rasa, which prints every thought, speak of warnings only."""
    import logging
    import warnings

    from rasa.utils.log_utils import configure_structlog

    warnings.filterwarnings("ignore")
    configure_structlog(logging.WARNING)
