"""Settings of the action server, read from `ACTIONS_…`."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the backend is, how long we wait for it, and the shared secrets."""

    model_config = SettingsConfigDict(env_prefix="ACTIONS_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 5055
    bookings_url: str = "http://127.0.0.1:8100"
    bookings_api_key: str
    grant_secret: str
    connect_timeout_s: float = 1.0
    read_timeout_s: float = 2.5
    write_timeout_s: float = 4.0
    breaker_failures: int = 5
    breaker_rest_s: float = 10.0
