"""The simulated payment provider: a ledger of its own, and faults that can be switched on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bookings.storage.database import Database
from bookings.storage.tables import TransferRow
from bookings.trips.money import Money


class CashierFault(StrEnum):
    """How the provider fails: `timeout_after` has done the transfer and does not say so."""

    OK = "ok"
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    ERROR = "error"


class CashierTimeout(Exception):
    """No answer: the transfer may or may not have been made."""


class CashierError(Exception):
    """The provider said no; the transfer was not made."""


@dataclass(frozen=True, slots=True)
class Order:
    """Pay this back to the card; `key` makes a repeat harmless."""

    key: str
    amount: Money
    card: str
    pays_at: datetime


class Cashier:
    """Where a real payment provider is put in: `send` money back, `find` what became of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.fault = CashierFault.OK

    def send(self, order: Order, now: datetime) -> None:
        """Make the transfer, once for its key. Raises `CashierTimeout` and `CashierError`."""
        if self.fault is CashierFault.ERROR:
            raise CashierError("the provider refuses")
        if self.fault is CashierFault.TIMEOUT_BEFORE:
            raise CashierTimeout
        self._transfer(order, now)
        if self.fault is CashierFault.TIMEOUT_AFTER:
            raise CashierTimeout

    def find(self, key: str) -> Order | None:
        """The transfer made for this key. Raises `CashierError`."""
        if self.fault is CashierFault.ERROR:
            raise CashierError("the provider refuses")
        with self._database.look() as session:
            row = session.get(TransferRow, key)
            if row is None:
                return None
            return Order(row.key, Money.of(row.amount, row.currency), row.card, row.pays_at)

    def transfers(self) -> int:
        """How many transfers were ever made."""
        with self._database.look() as session:
            return session.scalar(select(func.count()).select_from(TransferRow)) or 0

    def _transfer(self, order: Order, now: datetime) -> None:
        try:
            with self._database.work() as session:
                if session.get(TransferRow, order.key) is None:
                    session.add(transfer_row(order, now))
        except IntegrityError:
            return  # the same transfer came twice at once, and one of them was made


def transfer_row(order: Order, now: datetime) -> TransferRow:
    """The order as a line of the ledger."""
    return TransferRow(
        key=order.key,
        amount=order.amount.amount,
        currency=order.amount.currency,
        card=order.card,
        pays_at=order.pays_at,
        at=now,
    )
