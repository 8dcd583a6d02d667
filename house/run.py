"""`python -m house.run`: prepare the data, start the programs, say where they are, wait."""

import argparse
import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from house import tools
from house.places import DEFAULT_PORTS, MODERN_PYTHON, ROOT, House
from house.problems import Problem
from house.setup import set_up
from house.supervise import await_ready, running

SHOWN_TRAVELLERS = ("charter_refund", "carrier_cancelled", "three_passengers")


def prepare(house: House) -> None:
    """Migrate both databases; in demo mode seed the bookings when there are none of today."""
    house.var.mkdir(parents=True, exist_ok=True)
    environment = house.environment()
    for command in (["bookings", "migrate"], ["bot", "migrate"], ["bot", "first-supervisor"]):
        tools.run(
            [str(MODERN_PYTHON), "-m", *command],
            f"preparing the data of {command[0]}",
            environment=environment,
        )
    if house.demo:
        tools.run(
            [str(MODERN_PYTHON), "-m", "bookings", "seed", "--if-stale"],
            "seeding the demo bookings",
            environment=environment,
        )


def run(house: House) -> None:
    """Start everything and wait for Ctrl-C."""
    tools.check_ports(house.ports)
    prepare(house)
    # A shell that starts us in the background has SIGINT ignored; we take both.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    with running(house) as supervisor:
        await_ready(house, supervisor, show=True)
        print(_welcome(house), flush=True)
        supervisor.wait()
    raise Problem("The supervisor ended.", f"See {house.log_folder}/supervisord.log.")


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _welcome(house: House) -> str:
    lines = [
        "",
        "Hamsafar is running."
        + (" DEMO: invented bookings, nothing leaves." if house.demo else ""),
        f"  Travel site with the widget   {house.url('bot')}/",
        f"  Desk of the agents            {house.url('bot')}/desk",
    ]
    if house.demo:
        lines.append(f"  Outgoing SMS and e-mail       {house.url('bot')}/demo/outbox")
        lines += ["", "Travellers to try (write in their language; the code is in the outbox):"]
        lines += [_traveller(t) for t in _travellers(house) if t["key"] in SHOWN_TRAVELLERS]
    return "\n".join([*lines, "", "Ctrl-C stops everything."])


def _traveller(traveller: dict[str, str]) -> str:
    return (
        f"  {traveller['language']}  booking {traveller['reference']}  "
        f"surname {traveller['surname']}  ({traveller['what']})"
    )


def _travellers(house: House) -> list[dict[str, str]]:
    key = house.environment()["BOOKINGS_API_KEY"]
    request = urllib.request.Request(
        f"{house.url('bookings')}/v1/demo/travellers", headers={"Authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        travellers: list[dict[str, str]] = json.load(answer)["travellers"]
    return travellers


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="house.run", description=__doc__)
    parser.add_argument("--ports", default="", help="bot=8001,brain=5006,…")
    parser.add_argument("--var", type=Path, default=ROOT / "var", help="the data folder")
    parser.add_argument("--no-demo", action="store_true", help="a real backend, real messages")
    parser.add_argument("--no-setup", action="store_true", help="all is installed and trained")
    return parser.parse_args(given)


def house_from(options: argparse.Namespace) -> House:
    """The house that the command line describes."""
    chosen = dict(pair.split("=", 1) for pair in options.ports.split(",") if pair)
    unknown = set(chosen) - set(DEFAULT_PORTS)
    if unknown or not all(port.isdigit() for port in chosen.values()):
        raise Problem(
            f"PORTS={options.ports} is not understood.",
            f"Write name=number pairs with commas; the names are {', '.join(DEFAULT_PORTS)}.",
        )
    ports = {**DEFAULT_PORTS, **{name: int(port) for name, port in chosen.items()}}
    return House(var=options.var.resolve(), ports=ports, demo=not options.no_demo)


def main() -> int:
    """Set up, start, and end without a traceback."""
    options = arguments()
    try:
        house = house_from(options)
        if not options.no_setup:
            set_up()
        run(house)
    except Problem as problem:
        print(f"✗ {problem.wrong}\n  {problem.mend}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
    except subprocess.CalledProcessError as failed:
        print(f"✗ {failed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
