"""The house under supervisord: each program restarted by itself, all stopped together."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.places import MODERN_PYTHON, ROOT, House, Program
from house.problems import Problem

READY_WITHIN_S = 90
STOP_WITHIN_S = 20


@contextmanager
def running(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """Start the programs; on leaving, stop every one of them."""
    house.log_folder.mkdir(parents=True, exist_ok=True)
    configuration = house.var / "supervisord.conf"
    configuration.write_text(_configuration(house), encoding="utf-8")
    configuration.chmod(0o600)
    supervisor = subprocess.Popen(
        [str(MODERN_PYTHON), "-m", "supervisor.supervisord", "-n", "-c", str(configuration)],
        cwd=ROOT,
        env=house.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield supervisor
    finally:
        supervisor.terminate()
        try:
            supervisor.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()


def await_ready(house: House, supervisor: subprocess.Popen[bytes], *, show: bool = False) -> None:
    """Wait until every program says that it is ready; name the one that does not."""
    started = time.monotonic()
    waiting = {program.name: program for program in house.programs()}
    while waiting:
        for program in [p for p in waiting.values() if is_ready(p)]:
            del waiting[program.name]
            if show:
                took = time.monotonic() - started
                print(f"  ✓ {program.name:9} ready after {took:4.1f} s", flush=True)
        if supervisor.poll() is not None:
            raise Problem("The supervisor ended by itself.", f"See {house.log_folder}.")
        if waiting and time.monotonic() - started > READY_WITHIN_S:
            name = next(iter(waiting))
            raise Problem(
                f"`{name}` did not become ready in {READY_WITHIN_S} s.",
                f"Its last words ({house.log_folder / name}.log): {_last_words(house, name)}",
            )
        time.sleep(0.1)


def is_ready(program: Program) -> bool:
    """Whether the program answers its health address with `ready`."""
    try:
        with urllib.request.urlopen(program.health_url, timeout=2) as answer:
            return bool(json.load(answer).get("ready"))
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _configuration(house: House) -> str:
    head = f"""[supervisord]
nodaemon=true
logfile={house.log_folder}/supervisord.log
pidfile={house.var}/supervisord.pid
childlogdir={house.log_folder}

[unix_http_server]
file={_socket(house.var)}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{_socket(house.var)}
"""
    return head + "".join(_section(program, house) for program in house.programs())


def _section(program: Program, house: House) -> str:
    return f"""
[program:{program.name}]
command={" ".join(program.command)}
directory={ROOT}
autorestart=true
startsecs=3
startretries=1000
stopwaitsecs=12
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={house.log_folder}/{program.name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=3
"""


def _socket(var: Path) -> str:
    """A Unix socket's path is limited to about 100 bytes; a deep folder gets one in /tmp."""
    own = var / "supervisor.sock"
    return str(own) if len(str(own)) < 100 else f"/tmp/hamsafar-{abs(hash(str(var)))}.sock"


def _last_words(house: House, name: str) -> str:
    log = house.log_folder / f"{name}.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return " / ".join(lines[-3:]) or "none"


def main() -> int:
    """Used by `make ctl`: hand a command to supervisorctl of the running house."""
    house = House()
    command = [str(MODERN_PYTHON), "-m", "supervisor.supervisorctl"]
    conf = ["-c", str(house.var / "supervisord.conf")]
    return subprocess.call([*command, *conf, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
