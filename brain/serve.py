"""Runs the assistant on loopback: `python -m brain.serve`."""

import argparse
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

from brain.place import Place, quieten, settle

log = logging.getLogger("brain")


def main() -> None:
    """Load the newest model and serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default=os.environ.get("BRAIN_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("BRAIN_PORT", "5005")))
    parser.add_argument("--model", type=Path, default=None)
    asked = parser.parse_args()
    settle()
    place = Place()
    os.chdir(place.root)
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    model = asked.model or place.newest_model()
    if model is None:
        sys.exit("brain: no trained model in models/; run `make train` first")
    if not _is_free(asked.host, asked.port):
        sys.exit(f"brain: port {asked.port} is in use; stop its owner or set BRAIN_PORT")
    serve(place, model, asked.host, asked.port)


def serve(place: Place, model: Path, host: str, port: int) -> None:
    """Serve one model."""
    from rasa.core.run import configure_app

    from brain.channel import TurnChannel

    quieten()
    app = configure_app([TurnChannel()], enable_api=False, route="/", port=port)

    async def load(app: Any, loop: Any) -> None:
        app.ctx.agent = await load_brain(place, model)
        warm(app.ctx.agent)
        print(f"brain: ready on http://{host}:{port} with {model.name}", flush=True)  # noqa: T201

    app.register_listener(load, "before_server_start")
    app.run(host=host, port=port, workers=1, access_log=False, motd=False)


async def load_brain(place: Place, model: Path, endpoints: Path | None = None) -> Any:
    """Load a trained model as it is served, with the neighbours of `endpoints.yml`."""
    from rasa.core.tracker_store import TrackerStore
    from rasa.core.utils import AvailableEndpoints

    from brain import quick
    from brain.processor import Brain

    quick.install()
    named = AvailableEndpoints.read_endpoints(str(endpoints or place.root / "endpoints.yml"))
    brain = Brain(
        generator=named.nlg,
        tracker_store=TrackerStore.create(named.tracker_store),
        action_endpoint=named.action,
    )
    brain.load_model(model)
    return brain


def warm(brain: Any) -> None:
    """Do once what the first traveller would have to wait for."""
    from brain.embedder import embed_one

    for text in ("hello", "سلام", "привет", "你好"):
        embed_one(text)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
