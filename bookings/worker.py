"""Brings refunds forward every few seconds, in a thread beside the server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bookings.backend import Backend
from bookings.refunds.cashier import Cashier
from bookings.refunds.settle import settle

log = structlog.get_logger()


@contextmanager
def working(backend: Backend, cashier: Cashier) -> Iterator[None]:
    """Run the worker until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_rounds, args=(backend, cashier, stop), name="refunds", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _rounds(backend: Backend, cashier: Cashier, stop: threading.Event) -> None:
    while not stop.wait(backend.settings.worker_every_s):
        try:
            reached = settle(backend, cashier)
        except Exception as failed:  # noqa: BLE001 - the outermost loop: the next round tries again
            log.error("refund_round_failed", error=type(failed).__name__)
            continue
        if reached:
            log.info("refunds_brought_forward", **{str(k): n for k, n in reached.items()})
