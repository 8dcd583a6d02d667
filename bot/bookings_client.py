"""The booking system, as far as the front line itself needs it: contacts, demo and approvals."""

from typing import Any

import httpx2

from bot.errors import Conflict, NotFound, Refused, Unavailable

Json = dict[str, Any]


class BookingsUnavailable(Unavailable):
    """The booking system does not answer."""

    code = "bookings_unavailable"


class BookingsClient:
    """Calls of docs/contracts.md section 4; `timeout_s` bounds each of them."""

    def __init__(
        self,
        url: str,
        api_key: str,
        *,
        timeout_s: float = 3.0,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._client = httpx2.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=httpx2.Timeout(timeout_s, connect=1.0),
            transport=transport,
        )

    async def get_booking(self, reference: str) -> Json:
        """The booking, or `NotFound`."""
        return await self._call("GET", f"/v1/bookings/{_segment(reference)}")

    async def refunds_of(self, reference: str) -> list[Json]:
        """The refunds of a booking, oldest first."""
        answer = await self._call("GET", "/v1/refunds", params={"booking": reference})
        rows = answer.get("refunds")
        return rows if isinstance(rows, list) else []

    async def refund_by_key(self, key: str) -> Json:
        """What became of the refund with this idempotency key, or `NotFound`."""
        return await self._call("GET", f"/v1/refunds/by-key/{_segment(key)}")

    async def approve_refund(self, refund_id: str, *, by: str, approved: bool) -> Json:
        """A second person's decision on a refund above the limit."""
        return await self._call(
            "POST",
            f"/v1/refunds/{_segment(refund_id)}/approval",
            json={"by": by, "approved": approved},
        )

    async def demo_travellers(self) -> Json:
        """The demo's travellers, in demonstration mode only."""
        return await self._call("GET", "/v1/demo/travellers")

    async def demo_state(self, reference: str) -> Json:
        """What became of a demo booking, in demonstration mode only."""
        return await self._call("GET", f"/v1/demo/state/{_segment(reference)}")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _call(self, method: str, path: str, **options: Any) -> Json:
        try:
            response = await self._client.request(method, path, **options)
        except httpx2.TransportError as broken:
            raise BookingsUnavailable(type(broken).__name__) from broken
        if response.is_success:
            return _object(response)
        if response.status_code >= 500 or response.status_code in (401, 403, 429):
            raise BookingsUnavailable(response.status_code)
        code = _code(response)
        raise {404: NotFound, 409: Conflict}.get(response.status_code, Refused)(code, code=code)


def _segment(part: str) -> str:
    """A path's segment: only what references, ids and keys are made of."""
    if not part or not all(sign.isascii() and (sign.isalnum() or sign in "-_.") for sign in part):
        raise NotFound("not an identifier")
    return part


def _object(response: httpx2.Response) -> Json:
    try:
        answer: Any = response.json()
    except ValueError as broken:
        raise BookingsUnavailable("not JSON") from broken
    if not isinstance(answer, dict):
        raise BookingsUnavailable("not an object")
    return answer


def _code(response: httpx2.Response) -> str:
    try:
        return str(_object(response)["error"]["code"])
    except (BookingsUnavailable, KeyError, TypeError):
        return "refused"
