"""Where things are: folders, ports, and each program's command and environment."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
MODERN_PYTHON = ROOT / ".venv" / BIN / "python"
OLD_PYTHON = ROOT / "brain" / ".venv" / BIN / "python"
MODELS = ROOT / "models"
DEFAULT_PORTS = {"brain": 5005, "actions": 5055, "bookings": 8100, "bot": 8000}
SECRETS = ("BOOKINGS_API_KEY", "GRANT_SECRET", "SESSION_SECRET")


@dataclass(frozen=True, slots=True)
class Program:
    """One program of the house: its command, its environment, where it says that it is ready."""

    name: str
    command: list[str]
    environment: dict[str, str]
    health_url: str


@dataclass(frozen=True, slots=True)
class House:
    """One running house: its data folder, its ports, its mode."""

    var: Path = ROOT / "var"
    ports: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_PORTS))
    demo: bool = True
    extra: dict[str, str] = field(default_factory=dict)

    def url(self, program: str) -> str:
        """A program's address on loopback."""
        return f"http://127.0.0.1:{self.ports[program]}"

    @property
    def log_folder(self) -> Path:
        """Where each program's output goes."""
        return self.var / "log"

    def environment(self) -> dict[str, str]:
        """The environment that all programs and commands of this house share."""
        keys = read_secrets(self.var)
        demo = "true" if self.demo else "false"
        shared = {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "OMP_WAIT_POLICY": "passive",
            "RASA_TELEMETRY_ENABLED": "false",
            "BOOKINGS_API_KEY": keys["BOOKINGS_API_KEY"],
            "BOOKINGS_DATABASE_URL": f"sqlite:///{self.var / 'bookings.db'}",
            "BOOKINGS_PORT": str(self.ports["bookings"]),
            "BOOKINGS_DEMO": demo,
            "ACTIONS_PORT": str(self.ports["actions"]),
            "ACTIONS_BOOKINGS_URL": self.url("bookings"),
            "ACTIONS_BOOKINGS_API_KEY": keys["BOOKINGS_API_KEY"],
            "ACTIONS_GRANT_SECRET": keys["GRANT_SECRET"],
            "BRAIN_PORT": str(self.ports["brain"]),
            "ACTIONS_WEBHOOK_URL": f"{self.url('actions')}/webhook",
            "BRAIN_DB": str(self.var / "brain.db"),
            "BOT_PORT": str(self.ports["bot"]),
            "BOT_DATABASE_URL": f"sqlite:///{self.var / 'bot.db'}",
            "BOT_FILES_DIR": str(self.var / "files"),
            "BOT_BRAIN_URL": self.url("brain"),
            "BOT_BOOKINGS_URL": self.url("bookings"),
            "BOT_BOOKINGS_API_KEY": keys["BOOKINGS_API_KEY"],
            "BOT_GRANT_SECRET": keys["GRANT_SECRET"],
            "BOT_SESSION_SECRET": keys["SESSION_SECRET"],
            "BOT_DEMO": demo,
        }
        return {**os.environ, **shared, **settings_file(self.var), **self.extra}

    def programs(self) -> list[Program]:
        """The programs in the order in which they are started."""
        environment = self.environment()
        commands = {
            "bookings": [str(MODERN_PYTHON), "-m", "bookings", "serve"],
            "actions": [str(MODERN_PYTHON), "-m", "actions"],
            "brain": [str(OLD_PYTHON), "-m", "brain.serve"],
            "bot": [str(MODERN_PYTHON), "-m", "bot", "serve"],
        }
        return [
            Program(name, command, environment, f"{self.url(name)}/health")
            for name, command in commands.items()
        ]


def read_secrets(var: Path) -> dict[str, str]:
    """The house's own secrets, made at the first start, readable by the owner alone."""
    path = var / "secrets.env"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        made = "".join(f"{name}={secrets.token_urlsafe(36)}\n" for name in SECRETS)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(made)
    return _read_env(path)


def settings_file(var: Path) -> dict[str, str]:
    """What the operator wrote into `settings.env` of the data folder; it wins over the defaults."""
    path = var / "settings.env"
    return _read_env(path) if path.exists() else {}


def _read_env(path: Path) -> dict[str, str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}
