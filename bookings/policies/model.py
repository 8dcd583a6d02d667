"""What a refund rule is: terms with steps by time, and cases in which everything is returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from bookings.trips.booking import Booking, Fare, Leg, LegKind
from bookings.trips.money import Money

Texts = Mapping[str, str]


class UnknownPolicy(LookupError):
    """A leg names terms that no rule file holds."""


class Basis(StrEnum):
    """What a penalty is a share of: the fare without taxes, or all that was paid."""

    FARE = "fare"
    PAID = "paid"


class Cause(StrEnum):
    """Why everything is returned, whatever the terms say."""

    CARRIER_CANCELLED = "carrier_cancelled"
    MOVED = "moved"
    NOT_TICKETED = "not_ticketed"
    INFANT = "infant"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that was applied, as it is cited to the traveller."""

    id: str
    version: int
    text: Texts


@dataclass(frozen=True, slots=True)
class Step:
    """Until when which penalty holds; a step without an end holds from then on.

    The end is `hours_before` the departure, or at the local time `at`, `days_before` its day.
    The penalty is `percent` of the basis, or the price of so many `nights` of a stay.
    """

    text: Texts
    percent: Decimal | None = None
    nights: int | None = None
    hours_before: Decimal | None = None
    days_before: int | None = None
    at: time | None = None

    def holds(self, start: datetime, now: datetime) -> bool:
        """Whether this step still holds `now` for a leg that starts at `start` (local time)."""
        end = self._end(start)
        return end is None or now <= end

    def _end(self, start: datetime) -> datetime | None:
        if self.hours_before is not None:
            return start.astimezone(UTC) - timedelta(hours=float(self.hours_before))
        if self.days_before is not None and self.at is not None:
            day = start.date() - timedelta(days=self.days_before)
            return min(datetime.combine(day, self.at, start.tzinfo), start)
        return None

    def penalty(self, paid: Money, taxes: Money, basis: Basis, nights: int) -> Money:
        """What is kept, never more than the basis."""
        most = paid - taxes if basis is Basis.FARE else paid
        if self.nights is not None:
            wanted = Money.of(paid.amount * self.nights / nights, paid.currency)
        else:
            wanted = most.share(self.percent or 0)
        return min(wanted, most)


@dataclass(frozen=True, slots=True)
class Terms:
    """The refund terms that a leg was sold under; `steps` go from early to late."""

    id: str
    version: int
    valid_from: date
    kind: LegKind
    fare: Fare
    basis: Basis
    steps: tuple[Step, ...]

    def step_at(self, leg: Leg, now: datetime) -> Step:
        """The first step that still holds; the last one has no end."""
        start = leg.counts_from()
        return next(step for step in self.steps if step.holds(start, now))


@dataclass(frozen=True, slots=True)
class FullRefund:
    """A cause that returns everything for legs of some kinds and fares; `hours` of a move."""

    id: str
    version: int
    valid_from: date
    cause: Cause
    kinds: frozenset[LegKind]
    fares: frozenset[Fare]
    text: Texts
    hours: Decimal | None = None

    def covers(self, leg: Leg) -> bool:
        """Whether it is about such a leg."""
        return leg.kind in self.kinds and leg.fare in self.fares


class Policies:
    """All rules of all versions: old tickets keep the rule that they were sold under."""

    def __init__(self, terms: Sequence[Terms], full_refunds: Sequence[FullRefund]) -> None:
        self._terms = {f"{one.id}@{one.version}": one for one in terms}
        self._full = sorted(full_refunds, key=lambda one: one.version, reverse=True)

    def all_terms(self) -> Sequence[Terms]:
        """Every version of all terms."""
        return tuple(self._terms.values())

    def terms(self, policy: str) -> Terms:
        """The terms `ID@VERSION`. Raises `UnknownPolicy`."""
        try:
            return self._terms[policy]
        except KeyError:
            raise UnknownPolicy(policy) from None

    def sold_on(self, terms_id: str, day: date) -> str:
        """`ID@VERSION` of these terms for a ticket sold on this day. Raises `UnknownPolicy`."""
        fitting = [
            one for one in self._terms.values() if one.id == terms_id and one.valid_from <= day
        ]
        if not fitting:
            raise UnknownPolicy(f"{terms_id} on {day}")
        newest = max(fitting, key=lambda one: one.version)
        return f"{newest.id}@{newest.version}"

    def full_refund(self, cause: Cause, leg: Leg, booking: Booking) -> FullRefund | None:
        """The newest rule for this cause that was valid when the booking was made."""
        day = booking.created_at.astimezone(ZoneInfo(booking.zone)).date()
        return next(
            (
                one
                for one in self._full
                if one.cause is cause and one.covers(leg) and one.valid_from <= day
            ),
            None,
        )
