"""A booking backend in memory, answering as docs/contracts.md says, with faults on demand."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

Json = dict[str, Any]


def a_coupon(number: int, passenger: str, leg: str, state: str = "open") -> Json:
    """A coupon of 100 euros."""
    return {
        "id": f"c{number}", "passenger": passenger, "leg": leg, "state": state, "ticket": None,
        "paid": {"amount": "100.00", "currency": "EUR"},
        "taxes": {"amount": "20.00", "currency": "EUR"},
    }  # fmt: skip


def a_leg(number: int = 1, **changes: Any) -> Json:
    """A flight from Vienna to Tehran."""
    leg = {
        "id": f"l{number}", "kind": "flight", "carrier": "OS", "number": f"87{number}",
        "from": {"code": "VIE", "city": "VIE", "name": "Wien", "zone": "Europe/Vienna"},
        "to": {"code": "IKA", "city": "THR", "name": "IKA", "zone": "Asia/Tehran"},
        "departs_at": "2026-12-24T10:00:00+01:00", "arrives_at": "2026-12-24T17:00:00+03:30",
        "status": "scheduled", "moved_from": None, "told": False,
        "fare": "regular", "policy": "regular@1",
    }  # fmt: skip
    return {**leg, **changes}


def a_booking(**changes: Any) -> Json:
    """Two adults and a child on one flight."""
    booking = {
        "reference": "FAM123", "status": "confirmed", "surname": "Walker", "language": "en",
        "vip": False, "care": [], "currency": "EUR",
        "passengers": [
            {"id": "p1", "given_name": "John", "surname": "Walker", "kind": "adult"},
            {"id": "p2", "given_name": "Ann", "surname": "Walker", "kind": "adult"},
            {"id": "p3", "given_name": "Lily", "surname": "Walker", "kind": "child"},
        ],
        "legs": [a_leg()],
        "coupons": [a_coupon(1, "p1", "l1"), a_coupon(2, "p2", "l1"), a_coupon(3, "p3", "l1")],
        "payments": [], "contacts": [],
    }  # fmt: skip
    return {**booking, **changes}


@dataclass
class Backend:
    """Bookings, payments, quotes and refunds; `fault` may answer or raise before anything else."""

    bookings: dict[str, Json] = field(default_factory=lambda: {"FAM123": a_booking()})
    payments: list[Json] = field(default_factory=list)
    refunds: list[Json] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    fault: Callable[[httpx2.Request], httpx2.Response | None] = lambda request: None
    refund_state: str = "requested"

    def transport(self) -> httpx2.AsyncBaseTransport:
        """The network in whose place this backend stands."""
        return httpx2.MockTransport(self._answer)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        if (faulty := self.fault(request)) is not None:
            return faulty
        path = request.url.path
        if path.startswith("/v1/bookings/"):
            booking = self.bookings.get(path.rsplit("/", 1)[1])
            return _ok(booking) if booking else _error(404, "booking_not_found")
        if path == "/v1/payments":
            return _ok({"payments": self.payments})
        if path == "/v1/quotes":
            return _ok(self._quote(json.loads(request.content)), 201)
        if path == "/v1/refunds" and request.method == "POST":
            return self._refund(json.loads(request.content), request.headers["Idempotency-Key"])
        if path == "/v1/refunds":
            return _ok({"refunds": self.refunds})
        key = path.rsplit("/", 1)[1]
        found = next((refund for refund in self.refunds if refund["key"] == key), None)
        return _ok(found) if found else _error(404, "refund_not_found")

    def _quote(self, wanted: Json) -> Json:
        count = len(wanted["coupons"])
        return {
            "id": f"q_{'_'.join(wanted['coupons'])}", **wanted,
            "paid": _eur(100 * count), "penalty": _eur(30 * count), "refund": _eur(70 * count),
            "rule": {"id": "regular", "version": 1, "text": {"en": "30 % until departure."}},
            "lines": [], "to_card": "4000 00•• •••• 1234",
            "expires_at": "2026-11-25T12:15:00+00:00", "needs_approval": False,
        }  # fmt: skip

    def _refund(self, wanted: Json, key: str) -> httpx2.Response:
        refund = {
            "id": "r_1", "key": key, "quote": wanted["quote"], "booking": "FAM123",
            "coupons": [], "amount": _eur(70), "to_card": "4000 00•• •••• 1234",
            "state": self.refund_state, "requested_at": "2026-11-25T12:00:00+00:00",
            "expected_on": "2026-12-05", "history": [],
        }  # fmt: skip
        if all(known["key"] != key for known in self.refunds):
            self.refunds.append(refund)
        return _ok(refund, 201)


def _eur(amount: int) -> Json:
    return {"amount": f"{amount}.00", "currency": "EUR"}


def _ok(body: Any, status: int = 200) -> httpx2.Response:
    return httpx2.Response(status, json=body)


def _error(status: int, code: str) -> httpx2.Response:
    return httpx2.Response(status, json={"error": {"code": code, "message": code}})
