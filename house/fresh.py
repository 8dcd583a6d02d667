"""A house of its own for tests, pictures and measurements: fresh data, free ports."""

import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from house.places import DEFAULT_PORTS, House
from house.run import prepare
from house.supervise import await_ready, running


@contextmanager
def fresh_house(
    extra: Mapping[str, str] | None = None,
) -> Iterator[tuple[House, subprocess.Popen[bytes]]]:
    """A ready house and its supervisor, in demo mode; `extra` are settings of its programs."""
    with tempfile.TemporaryDirectory(prefix="hamsafar-") as folder:
        house = House(var=Path(folder), ports=free_ports(), extra=dict(extra or {}))
        prepare(house)
        with running(house) as supervisor:
            await_ready(house, supervisor)
            yield house, supervisor


def free_ports() -> dict[str, int]:
    """A free port for each program."""
    sockets = {name: socket.socket() for name in DEFAULT_PORTS}
    for opened in sockets.values():
        opened.bind(("127.0.0.1", 0))
    ports = {name: opened.getsockname()[1] for name, opened in sockets.items()}
    for opened in sockets.values():
        opened.close()
    return ports
