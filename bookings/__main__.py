"""`python -m bookings serve|migrate|seed|move-leg|cancel-leg|settle`."""

import argparse
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import uvicorn
from pydantic import ValidationError

from bookings import change_schedule
from bookings.app import build_backend, create_app
from bookings.backend import Backend
from bookings.errors import BookingsError, SetUpError
from bookings.refunds.cashier import Cashier
from bookings.refunds.settle import settle
from bookings.seed.reseed import COUNT, SEED, is_stale, reseed
from bookings.settings import Settings
from bookings.trips.change import Change

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 2 with one sentence on stderr when not."""
    wanted = _parser().parse_args(arguments)
    try:
        settings = _settings()
        if wanted.command == "serve":
            return _serve(settings)
        backend = build_backend(settings)
        try:
            return _run(wanted, backend)
        finally:
            backend.database.close()
    except BookingsError as wrong:
        print(f"bookings: {wrong.message or wrong.code}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bookings", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="answer over HTTP on BOOKINGS_HOST, BOOKINGS_PORT")
    commands.add_parser("migrate", help="create the tables that are missing")
    seed = commands.add_parser("seed", help="erase everything and write demo bookings")
    seed.add_argument("--if-stale", action="store_true", help="only if older than a day, or none")
    seed.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
    seed.add_argument("--count", type=int, default=COUNT)
    seed.add_argument("--seed", type=int, default=SEED)
    move = commands.add_parser("move-leg", help="a carrier moves a leg")
    move.add_argument("reference")
    move.add_argument("leg")
    move.add_argument("--departs", type=datetime.fromisoformat, required=True, metavar="ISO")
    move.add_argument("--arrives", type=datetime.fromisoformat, required=True, metavar="ISO")
    cancel = commands.add_parser("cancel-leg", help="a carrier cancels a leg")
    cancel.add_argument("reference")
    cancel.add_argument("leg")
    commands.add_parser("settle", help="bring refunds forward, once")
    return parser


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as wrong:
        named = {
            f"BOOKINGS_{'_'.join(map(str, one['loc'])).upper()}": one for one in wrong.errors()
        }
        told = "; ".join(f"{name}: {one['msg']}" for name, one in named.items())
        raise SetUpError(f"wrong or missing settings: {told}") from wrong


def _serve(settings: Settings) -> int:
    if settings.demo and settings.host not in _LOOPBACK:
        raise SetUpError("demo mode serves loopback only: set BOOKINGS_HOST to 127.0.0.1")
    app = create_app(settings)
    _check_port(settings)
    # Paths hold booking references, which no log may hold.
    uvicorn.run(
        app, host=settings.host, port=settings.port, access_log=False, timeout_graceful_shutdown=5
    )
    return 0


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as taken:
            raise SetUpError(
                f"{settings.host}:{settings.port} cannot be used ({taken.strerror}); "
                "set BOOKINGS_PORT"
            ) from taken


def _run(wanted: argparse.Namespace, backend: Backend) -> int:
    if wanted.command == "migrate":
        backend.database.migrate()
        print("bookings: every table is there")
        return 0
    backend.database.check()
    match wanted.command:
        case "seed":
            print(f"bookings: {_seed(wanted, backend)} bookings")
        case "move-leg":
            reference = wanted.reference.upper()
            _tell(
                change_schedule.move(backend, reference, wanted.leg, wanted.departs, wanted.arrives)
            )
        case "cancel-leg":
            _tell(change_schedule.cancel(backend, wanted.reference.upper(), wanted.leg))
        case "settle":
            reached = settle(backend, Cashier(backend.database))
            told = ", ".join(f"{number} {state}" for state, number in sorted(reached.items()))
            print(f"bookings: refunds brought forward: {told or 'none'}")
    return 0


def _seed(wanted: argparse.Namespace, backend: Backend) -> int | str:
    if wanted.count < 0:
        raise SetUpError("--count must not be negative")
    if wanted.if_stale and not is_stale(backend):
        return "the demo has its"
    now = datetime.combine(wanted.today, time(8), UTC) if wanted.today else None
    return reseed(backend, now=now, count=wanted.count, seed=wanted.seed)


def _tell(change: Change) -> None:
    what = "cancelled" if change.cancelled else f"moved to {change.departs_at.isoformat()}"
    print(f"bookings: change {change.id}: {change.leg} of {change.booking} is {what}")


if __name__ == "__main__":
    sys.exit(main())
