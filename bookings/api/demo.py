"""Demo mode only: who to play, what became of them, a fresh start, and faults to switch on."""

from enum import StrEnum

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from bookings.api.faults import Faults
from bookings.backend import Backend
from bookings.refunds.cashier import Cashier, CashierFault
from bookings.seed.reseed import reseed
from bookings.seed.travellers import TRAVELLERS
from bookings.storage.bookings import get_booking
from bookings.storage.changes import count_changes
from bookings.storage.quotes import has_quotes
from bookings.storage.refunds import LIVE, refunds_of
from bookings.trips.booking import Booking, BookingStatus
from bookings.trips.refund import RefundState


class RefundSeen(StrEnum):
    """What a demo wants to know of the newest refund."""

    NONE = "none"
    QUOTED = "quoted"
    REQUESTED = "requested"
    PAID = "paid"
    UNKNOWN = "unknown"


class DemoTraveller(BaseModel):
    """Somebody to play; `flight` is the first leg's carrier and number."""

    key: str
    language: str
    reference: str
    surname: str
    email: str | None
    phone: str | None
    flight: str
    what: str


class DemoTravellers(BaseModel):
    """All of them."""

    travellers: list[DemoTraveller]


class DemoState(BaseModel):
    """What became of a booking."""

    status: BookingStatus
    refund: RefundSeen
    refunds: int
    changes: int


class SetFaults(BaseModel):
    """Faults to switch on; what is not named is switched off."""

    model_config = ConfigDict(extra="forbid")

    hang_s: float = Field(default=0.0, ge=0, le=600)
    hang_after: bool = False
    error: bool = False
    cashier: CashierFault = CashierFault.OK


class Seeded(BaseModel):
    """How many bookings there are now."""

    bookings: int


def demo_router(backend: Backend, cashier: Cashier, faults: Faults) -> APIRouter:
    """The endpoints under `/v1/demo`."""
    router = APIRouter(prefix="/demo", tags=["demo"])

    @router.get("/travellers")
    def read_travellers() -> DemoTravellers:
        """The ten named travellers; 404 `booking_not_found` when nothing is seeded."""
        with backend.database.look() as session:
            return DemoTravellers(
                travellers=[
                    _traveller(one.key, one.what, get_booking(session, one.reference))
                    for one in TRAVELLERS
                ]
            )

    @router.get("/state/{reference}")
    def read_state(reference: str) -> DemoState:
        """What became of this booking."""
        with backend.database.look() as session:
            return _state(session, reference.upper())

    @router.post("/reset")
    def reset() -> Seeded:
        """Erase everything and seed again; faults are switched off."""
        _switch(faults, cashier, SetFaults())
        return Seeded(bookings=reseed(backend))

    @router.post("/faults")
    def set_faults(wanted: SetFaults) -> SetFaults:
        """Switch faults on and off."""
        _switch(faults, cashier, wanted)
        return wanted

    return router


def _traveller(key: str, what: str, booking: Booking) -> DemoTraveller:
    first = booking.legs[0]
    contact = booking.contacts[0]
    return DemoTraveller(
        key=key,
        language=booking.language,
        reference=booking.reference,
        surname=booking.surname,
        email=contact.email,
        phone=contact.phone,
        flight=f"{first.carrier}{first.number}",
        what=what,
    )


def _state(session: Session, reference: str) -> DemoState:
    booking = get_booking(session, reference)
    live = [refund for refund in refunds_of(session, reference) if refund.state in LIVE]
    quoted = has_quotes(session, reference)
    return DemoState(
        status=booking.status,
        refund=_seen(live[-1].state if live else None, quoted=quoted),
        refunds=len(live),
        changes=count_changes(session, reference),
    )


def _seen(state: RefundState | None, *, quoted: bool) -> RefundSeen:
    if state is None:
        return RefundSeen.QUOTED if quoted else RefundSeen.NONE
    if state in (RefundState.PAID, RefundState.UNKNOWN):
        return RefundSeen(state)
    return RefundSeen.REQUESTED


def _switch(faults: Faults, cashier: Cashier, wanted: SetFaults) -> None:
    faults.hang_s = wanted.hang_s
    faults.hang_after = wanted.hang_after
    faults.error = wanted.error
    cashier.fault = wanted.cashier
