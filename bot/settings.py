"""Settings of the front line, read from `BOT_…`."""

from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the neighbours are, how long we wait for them, and the shared secrets.

    Demonstration mode shows outgoing codes on a page, so it stays on this machine.
    """

    model_config = SettingsConfigDict(env_prefix="BOT_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    public_origins: tuple[str, ...] = ()
    desk_origin: str | None = None
    demo: bool = False

    database_url: str = "sqlite:///var/bot.db"
    redis_url: str | None = None
    data_dir: Path = Path("data")
    files_dir: Path = Path("var/files")
    largest_file_mb: int = 8

    brain_url: str = "http://127.0.0.1:5005"
    bookings_url: str = "http://127.0.0.1:8100"
    bookings_api_key: SecretStr
    bookings_timeout_s: float = 3.0
    grant_secret: SecretStr = Field(min_length=32)
    session_secret: SecretStr = Field(min_length=32)
    widget_identity_secret: SecretStr | None = None

    turn_deadline_s: float = 8.0
    turns_in_epoch: int = 40
    sweep_every_s: float = 2.0
    token_lasts_min: int = 15
    resume_lasts_days: int = 30

    most_starts_per_minute: int = 120
    most_sockets: int = 2000
    most_sockets_per_address: int = 200
    most_frames_per_10_s: int = 60

    desk_zone: str = "UTC"
    desk_hours: dict[str, str] = Field(
        default_factory=lambda: dict.fromkeys(
            ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "08:00-22:00"
        )
    )
    desk_closed_days: tuple[str, ...] = ()

    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = True
    smtp_from: str = "Hamsafar <no-reply@hamsafar.example>"
    smtp_timeout_s: float = 10.0
    twilio_url: str = "https://api.twilio.com"
    twilio_account: str | None = None
    twilio_token: SecretStr | None = None
    twilio_from: str | None = None
    twilio_timeout_s: float = 10.0

    @property
    def allowed_origins(self) -> frozenset[str]:
        """The origins whose pages may open the chat or the desk."""
        return frozenset(self.public_origins) | self.desk_origins

    @property
    def desk_origins(self) -> frozenset[str]:
        """The origins whose pages may talk to the desk: our own, never a host page's."""
        own = {f"http://{host}:{self.port}" for host in ("127.0.0.1", "localhost", "[::1]")}
        named = {self.desk_origin} if self.desk_origin else set()
        return frozenset(named) | (own if is_loopback(self.host) else frozenset())

    @property
    def secure_cookies(self) -> bool:
        """Whether we are reached by https, so that cookies may be bound to it."""
        return any(origin.startswith("https://") for origin in self.public_origins)

    @model_validator(mode="after")
    def _demo_stays_at_home(self) -> Self:
        if not self.demo:
            return self
        if not is_loopback(self.host):
            raise ValueError("demonstration mode listens on a loopback address only")
        if not is_loopback(urlsplit(self.bookings_url).hostname or ""):
            raise ValueError("demonstration mode talks to a booking system on this machine only")
        if not all(is_loopback(urlsplit(origin).hostname or "") for origin in self.public_origins):
            raise ValueError("demonstration mode has no public origin")
        if self.twilio_account or (self.smtp_host and not is_loopback(self.smtp_host)):
            raise ValueError("demonstration mode sends no real messages")
        return self


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
