"""Settings of the booking backend, read from `BOOKINGS_…`."""

from decimal import Decimal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bookings.trips.money import Money


def _about_2000_euros() -> dict[str, Decimal]:
    return {
        "EUR": Decimal(2000),
        "USD": Decimal(2200),
        "GBP": Decimal(1700),
        "RUB": Decimal(200_000),
        "CNY": Decimal(16_000),
        "TRY": Decimal(90_000),
        "SAR": Decimal(8_000),
        "AED": Decimal(8_000),
        "JPY": Decimal(320_000),
        "IRR": Decimal(2_000_000_000),
    }


class Settings(BaseSettings):
    """Where the data is, who may call, and how refunds are handled."""

    model_config = SettingsConfigDict(env_prefix="BOOKINGS_", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8100, ge=1, le=65535)
    database_url: str = "sqlite:///var/bookings.db"
    api_key: str = Field(min_length=8)
    demo: bool = False
    quote_lifetime_s: int = Field(default=900, gt=0)
    refund_approval_limit: dict[str, Decimal] = Field(default_factory=_about_2000_euros)
    refund_days: int = Field(default=10, gt=0)
    in_flight_s: float = 30.0
    sending_s: float = 30.0
    retry_after_s: float = 5.0
    worker_every_s: float = Field(default=2.0, gt=0)

    def needs_approval(self, amount: Money) -> bool:
        """Whether a second person must agree; always so in a currency without a limit."""
        return amount.amount > self.refund_approval_limit.get(amount.currency, Decimal(0))
