"""The only way from the actions to the booking backend: docs/contracts.md section 4."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

import httpx2
import stamina

from actions.answers import Json
from actions.breaker import Breaker
from actions.settings import Settings

QUOTE_NAMESPACE = uuid.UUID("6d1e9a1c-6d0c-5b8e-9d55-2f0e8a4f7c11")


class BookingsError(Exception):
    """The backend could not do what was asked."""


class BookingsUnavailable(BookingsError):
    """No answer, or a broken one; nothing was changed by this call."""


class FateUnknown(BookingsError):
    """A write was sent and no answer came: it may or may not have happened."""


class NotFound(BookingsError):
    """The backend knows no such thing."""


class Refused(BookingsError):
    """The backend said no; `code` says why (docs/contracts.md)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BookingsApi:
    """Reads are asked twice at most; a write is sent once; a broken backend is left alone."""

    def __init__(self, settings: Settings, transport: httpx2.AsyncBaseTransport | None = None):
        self._settings = settings
        self._breaker = Breaker(settings.breaker_failures, settings.breaker_rest_s)
        self._client = httpx2.AsyncClient(
            base_url=settings.bookings_url,
            headers={"Authorization": f"Bearer {settings.bookings_api_key}"},
            timeout=httpx2.Timeout(settings.read_timeout_s, connect=settings.connect_timeout_s),
            transport=transport,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def booking(self, reference: str) -> Json:
        """The booking, or `NotFound`."""
        return await self._read(f"/v1/bookings/{reference}")

    async def payments(self, reference: str) -> list[Json]:
        """The payments of a booking."""
        return _listed(await self._read("/v1/payments", {"booking": reference}), "payments")

    async def refunds(self, reference: str) -> list[Json]:
        """The refunds of a booking, oldest first."""
        return _listed(await self._read("/v1/refunds", {"booking": reference}), "refunds")

    async def refund_by_key(self, key: str) -> Json:
        """What became of the refund with this idempotency key, or `NotFound`."""
        return await self._read(f"/v1/refunds/by-key/{key}")

    async def quote(self, reference: str, coupons: list[str]) -> Json:
        """A binding quote for these coupons; `Refused("nothing_refundable")` if there is none."""
        body = {"booking": reference, "coupons": coupons}
        try:
            return await self._write("/v1/quotes", body)
        except FateUnknown as lost:  # a quote that nobody reads harms nobody
            raise BookingsUnavailable from lost

    async def refund(self, quote: str) -> Json:
        """Execute a quote, once: the key depends on the quote alone. May raise `FateUnknown`."""
        return await self._write(
            "/v1/refunds", {"quote": quote}, {"Idempotency-Key": refund_key(quote)}
        )

    async def _read(self, path: str, params: Mapping[str, str] | None = None) -> Json:
        async for attempt in stamina.retry_context(
            on=BookingsUnavailable, attempts=2, wait_initial=0.05, wait_max=0.2, wait_jitter=0.05
        ):
            with attempt:
                try:
                    response = await self._send(
                        self._client.build_request("GET", path, params=dict(params or {}))
                    )
                except httpx2.TransportError as broken:
                    raise BookingsUnavailable from broken
                return _read_answer(response)
        raise BookingsUnavailable

    async def _write(self, path: str, body: Json, headers: Mapping[str, str] | None = None) -> Json:
        request = self._client.build_request(
            "POST",
            path,
            json=body,
            headers=dict(headers or {}),
            timeout=httpx2.Timeout(
                self._settings.write_timeout_s, connect=self._settings.connect_timeout_s
            ),
        )
        try:
            response = await self._send(request)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as never_sent:
            raise BookingsUnavailable from never_sent
        except httpx2.TransportError as lost:
            raise FateUnknown from lost
        if response.status_code >= 500:
            raise FateUnknown(response.status_code)
        return _read_answer(response)

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        if not self._breaker.may_call(time.monotonic()):
            raise BookingsUnavailable("resting after failures")
        try:
            response = await self._client.send(request)
        except httpx2.TransportError:
            self._breaker.failed(time.monotonic())
            raise
        if response.status_code >= 500:
            self._breaker.failed(time.monotonic())
        else:
            self._breaker.succeeded()
        return response


def refund_key(quote: str) -> str:
    """The idempotency key of a quote's one execution."""
    return str(uuid.uuid5(QUOTE_NAMESPACE, quote))


def _read_answer(response: httpx2.Response) -> Json:
    if response.is_success:
        return _object(response)
    if response.status_code >= 500 or response.status_code in (401, 403, 429):
        raise BookingsUnavailable(response.status_code)
    code = str(_object(response).get("error", {}).get("code", "refused"))
    if response.status_code == 404:
        raise NotFound(code)
    raise Refused(code)


def _object(response: httpx2.Response) -> Json:
    try:
        answer: Any = response.json()
    except ValueError as broken:
        raise BookingsUnavailable("not JSON") from broken
    if not isinstance(answer, dict):
        raise BookingsUnavailable("not an object")
    return answer


def _listed(answer: Json, key: str) -> list[Json]:
    rows = answer.get(key)
    if not isinstance(rows, list):
        raise BookingsUnavailable(f"no {key}")
    return rows
