"""`python -m bookings.conformance BASE_URL --key K --booking REF`: does it keep the contract?

Run it against any booking system that is to stand behind Hamsafar. Without `--refund` nothing
is changed but a quote or two; with it, one refund of that booking is really asked for.
"""

import argparse
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx2

from bookings import shapes

Json = dict[str, Any]

# The key that `actions` makes: a name-based UUID of the quote's id.
QUOTE_NAMESPACE = uuid.UUID("6d1e9a1c-6d0c-5b8e-9d55-2f0e8a4f7c11")
_NOBODY = "ZZZZZ9"


class Failed(Exception):
    """The system under test does not keep the contract; the message says where."""


class Skipped(Exception):
    """This could not be tried with what was given."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one check went."""

    sentence: str
    outcome: str
    why: str = ""


@dataclass(slots=True)
class Subject:
    """The system under test, the bookings to use, and what was learnt on the way."""

    client: httpx2.Client
    booking: str
    refund: str | None = None
    learnt: Json = field(default_factory=dict)

    def get(self, path: str, want: int = 200, **params: str) -> Json:
        """Read; anything but the wanted status fails."""
        return _answer(self.client.get(path, params=params), want)

    def post(self, path: str, body: Json, want: int, key: str | None = None) -> Json:
        """Write; anything but the wanted status fails."""
        headers = {"Idempotency-Key": key} if key else {}
        return _answer(self.client.post(path, json=body, headers=headers), want)


Check = Callable[[Subject], None]


def run_checks(subject: Subject) -> Iterator[Result]:
    """Try each check in order."""
    for check in CHECKS:
        sentence = (check.__doc__ or "").strip().rstrip(".")
        try:
            check(subject)
        except Failed as failed:
            yield Result(sentence, "FAIL", str(failed))
        except Skipped as skipped:
            yield Result(sentence, "skip", str(skipped))
        except httpx2.HTTPError as failed:
            yield Result(sentence, "FAIL", f"no answer: {type(failed).__name__}")
        else:
            yield Result(sentence, "ok")


def wants_the_key(subject: Subject) -> None:
    """A caller without the key is refused with 401."""
    answer = subject.client.get(
        f"/v1/bookings/{subject.booking}", headers={"Authorization": "Bearer wrong"}
    )
    _error(_answer(answer, 401), None)


def tells_a_booking(subject: Subject) -> None:
    """A booking has every field of the contract."""
    booking = subject.get(f"/v1/bookings/{subject.booking}")
    _fits(booking, shapes.BOOKING)
    subject.learnt["booking"] = booking


def booking_is_of_one_piece(subject: Subject) -> None:
    """Coupons name passengers and legs of the booking, amounts have one currency."""
    booking = _learnt(subject, "booking")
    people = {one["id"] for one in booking["passengers"]}
    legs = {one["id"] for one in booking["legs"]}
    for coupon in booking["coupons"]:
        _must(coupon["passenger"] in people, f"coupon {coupon['id']} names no passenger")
        _must(coupon["leg"] in legs, f"coupon {coupon['id']} names no leg")
        same = coupon["paid"]["currency"] == booking["currency"]
        _must(same, f"coupon {coupon['id']} has another currency")


def does_not_know_nobody(subject: Subject) -> None:
    """An unknown reference is 404 booking_not_found."""
    _error(subject.get(f"/v1/bookings/{_NOBODY}", want=404), "booking_not_found")


def tells_payments(subject: Subject) -> None:
    """The payments of a booking can be looked up, cards masked."""
    payments = subject.get("/v1/payments", booking=subject.booking)
    _fits(payments, {"payments": [shapes.PAYMENT]})


def tells_refunds(subject: Subject) -> None:
    """The refunds of a booking can be looked up."""
    _fits(subject.get("/v1/refunds", booking=subject.booking), {"refunds": [shapes.REFUND]})


def does_not_know_a_key(subject: Subject) -> None:
    """An unknown idempotency key is 404 refund_not_found."""
    _error(subject.get(f"/v1/refunds/by-key/{uuid.uuid4()}", want=404), "refund_not_found")


def tells_changes(subject: Subject) -> None:
    """Schedule changes are numbered and rise."""
    answer = subject.get("/v1/changes", after="0")
    _fits(answer, {"changes": [shapes.CHANGE]})
    numbers = [one["id"] for one in answer["changes"]]
    _must(numbers == sorted(set(numbers)), "the numbers do not rise")


def refuses_unknown_coupons(subject: Subject) -> None:
    """A quote for a coupon that is not there is 422 unknown_coupon."""
    body = {"booking": subject.booking, "coupons": ["no-such-coupon"]}
    _error(subject.post("/v1/quotes", body, want=422), "unknown_coupon")


def quotes(subject: Subject) -> None:
    """A quote adds up, cites its rule and can be read again."""
    quote = _quote(subject, subject.booking)
    _must(subject.get(f"/v1/quotes/{quote['id']}") == quote, "it reads differently afterwards")


def wants_an_idempotency_key(subject: Subject) -> None:
    """A refund without an Idempotency-Key is 400 idempotency_key_missing."""
    quote = _quote(subject, subject.booking)
    _error(subject.post("/v1/refunds", {"quote": quote["id"]}, want=400), "idempotency_key_missing")


def refunds_once(subject: Subject) -> None:
    """Twenty confirmations at once make one refund."""
    if subject.refund is None:
        raise Skipped("give --refund REF to have one really made")
    quote = _quote(subject, subject.refund)
    key = str(uuid.uuid5(QUOTE_NAMESPACE, quote["id"]))

    def confirm(_: int) -> httpx2.Response:
        return subject.client.post(
            "/v1/refunds", json={"quote": quote["id"]}, headers={"Idempotency-Key": key}
        )

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(confirm, range(20)))
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    others = {answer.status_code for answer in answers} - {201, 409}
    _must(len(made) == 1 and not others, f"{len(made)} refunds; other answers: {others or 'none'}")
    subject.learnt |= {"quote": quote, "key": key}


def repeats_its_answer(subject: Subject) -> None:
    """A repeat with the same key gets the same answer, and the refund is found by its key."""
    quote, key = _learnt(subject, "quote"), subject.learnt["key"]
    refund = subject.post("/v1/refunds", {"quote": quote["id"]}, want=201, key=key)
    _fits(refund, shapes.REFUND)
    _must(refund["amount"] == quote["refund"], "the amount is not what was quoted")
    _must(refund["to_card"] == quote["to_card"], "the card is not the one that was quoted")
    found = subject.get(f"/v1/refunds/by-key/{key}")
    _must(found["id"] == refund["id"], "the key leads to another refund")
    _fits(subject.get(f"/v1/refunds/{refund['id']}"), shapes.REFUND)


def refuses_a_reused_key(subject: Subject) -> None:
    """The same key with another quote is 422 idempotency_key_reused."""
    _learnt(subject, "quote")
    body = {"quote": "another-quote"}
    answer = subject.post("/v1/refunds", body, want=422, key=subject.learnt["key"])
    _error(answer, "idempotency_key_reused")


def executes_a_quote_once(subject: Subject) -> None:
    """The same quote under another key is 409 quote_used."""
    quote = _learnt(subject, "quote")
    body = {"quote": quote["id"]}
    answer = subject.post("/v1/refunds", body, want=409, key=str(uuid.uuid4()))
    _error(answer, "quote_used", "coupon_already_refunded")


def refunds_nothing_twice(subject: Subject) -> None:
    """A coupon that was given back cannot be quoted again: 409 nothing_refundable."""
    quote = _learnt(subject, "quote")
    body = {"booking": quote["booking"], "coupons": quote["coupons"]}
    _error(subject.post("/v1/quotes", body, want=409), "nothing_refundable")


CHECKS: tuple[Check, ...] = (
    wants_the_key,
    tells_a_booking,
    booking_is_of_one_piece,
    does_not_know_nobody,
    tells_payments,
    tells_refunds,
    does_not_know_a_key,
    tells_changes,
    refuses_unknown_coupons,
    quotes,
    wants_an_idempotency_key,
    refunds_once,
    repeats_its_answer,
    refuses_a_reused_key,
    executes_a_quote_once,
    refunds_nothing_twice,
)


def _quote(subject: Subject, reference: str) -> Json:
    quote = subject.post("/v1/quotes", {"booking": reference, "coupons": None}, want=201)
    _fits(quote, shapes.QUOTE)
    for part in (quote, *quote["lines"]):
        paid, penalty, refund = (
            Decimal(part[name]["amount"]) for name in ("paid", "penalty", "refund")
        )
        _must(penalty >= 0 and refund >= 0, "an amount is below zero")
        _must(paid == penalty + refund, "paid is not penalty plus refund")
    total = sum(Decimal(line["refund"]["amount"]) for line in quote["lines"])
    _must(total == Decimal(quote["refund"]["amount"]), "the lines do not add up")
    return quote


def _answer(response: httpx2.Response, want: int) -> Json:
    if response.status_code != want:
        raise Failed(f"answered {response.status_code} instead of {want}")
    try:
        answer = response.json()
    except ValueError:
        raise Failed("the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise Failed("the answer is not an object")
    return answer


def _error(answer: Json, *codes: str | None) -> None:
    _fits(answer, {"error": {"code": shapes.text, "message": shapes.text}})
    if None not in codes:
        code = answer["error"]["code"]
        _must(code in codes, f"the code is {code} instead of {' or '.join(map(str, codes))}")


def _fits(value: Json, shape: Json) -> None:
    wrong = list(shapes.misfits(value, shape))
    _must(not wrong, "; ".join(wrong[:5]))


def _learnt(subject: Subject, name: str) -> Json:
    if name not in subject.learnt:
        raise Skipped("what this rests on was not shown")
    found: Json = subject.learnt[name]
    return found


def _must(holds: bool, why: str) -> None:
    if not holds:
        raise Failed(why)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each check; 0 when none failed, 1 when one did."""
    parser = argparse.ArgumentParser(prog="python -m bookings.conformance", description=__doc__)
    parser.add_argument("base_url", metavar="BASE_URL")
    parser.add_argument("--key", required=True, help="the API key")
    parser.add_argument("--booking", required=True, metavar="REF", help="one with open coupons")
    parser.add_argument("--refund", metavar="REF", help="a test booking to be really refunded")
    wanted = parser.parse_args(arguments)
    headers = {"Authorization": f"Bearer {wanted.key}"}
    with httpx2.Client(base_url=wanted.base_url, headers=headers, timeout=10) as client:
        results = list(run_checks(Subject(client, wanted.booking, wanted.refund)))
    return tell(results)


def tell(results: Sequence[Result]) -> int:
    """Write the list and the sum of it; 1 when a check failed."""
    for result in results:
        why = f": {result.why}" if result.why else ""
        sys.stdout.write(f"{result.outcome:4}  {result.sentence}{why}\n")
    failed = sum(result.outcome == "FAIL" for result in results)
    skipped = sum(result.outcome == "skip" for result in results)
    passed = len(results) - failed - skipped
    sys.stdout.write(f"\n{passed} passed, {failed} failed, {skipped} skipped\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
