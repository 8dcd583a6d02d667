"""A brain and a front line whose actions say something and then crash."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from house.fresh import free_ports
from house.places import ROOT, House
from house.supervise import is_ready

READY_WITHIN_S = 60.0
THEN = "action_cancel_task"
WORDS = {
    "events": [{"event": "followup", "name": THEN}],
    "responses": [{"custom": {"say": "ask_wish"}}],
}


class CrashingActions(BaseHTTPRequestHandler):
    """The first action of a turn says something and calls a second; the second crashes."""

    def do_POST(self) -> None:
        """Answer as an action server does."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        crashes = asked["next_action"] == THEN
        body = json.dumps({"error": "crashed"} if crashes else WORDS).encode()
        self.send_response(500 if crashes else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def house_with_crashing_actions(folder: Path) -> Iterator[House]:
    """Only `brain` and `bot` run, beside the actions that crash."""
    ports = free_ports()
    house = House(var=folder, ports=ports)
    server = ThreadingHTTPServer(("127.0.0.1", ports["actions"]), CrashingActions)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with ExitStack() as stack:
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        log = stack.enter_context((folder / "out.log").open("wb"))
        for program in house.programs():
            if program.name in ("brain", "bot"):
                stack.enter_context(_started(program.command, program.environment, log.fileno()))
        _await(house)
        yield house


@contextmanager
def _started(command: list[str], environment: dict[str, str], log: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def _await(house: House) -> None:
    waiting = [one for one in house.programs() if one.name in ("brain", "bot")]
    until = time.monotonic() + READY_WITHIN_S
    while not all(is_ready(program) for program in waiting):
        assert time.monotonic() < until, "the crashing house did not become ready"
        time.sleep(0.2)
