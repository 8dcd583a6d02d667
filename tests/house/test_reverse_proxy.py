"""docs/integrations/nginx.conf, run by a real nginx in front of an app that tells what it got."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "integrations" / "nginx.conf"
HOST = "chat.example.com"
METHODS = ["GET", "POST", "OPTIONS"]
LIES = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9",
}
missing = [name for name in ("nginx", "openssl") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(missing),
    reason=f"NOT RUN: {', '.join(missing)} missing; apt-get install nginx openssl",
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its two ports, and a trust in its certificate."""

    http: int
    https: int
    trust: ssl.SSLContext
    log: Path

    def ask(self, method: str, path: str, *, host: str = HOST, **more: Any) -> httpx2.Response:
        """One request over TLS to the public host."""
        return self._request(method, f"https://127.0.0.1:{self.https}{path}", host, **more)

    def ask_plainly(self, path: str, *, host: str = HOST) -> httpx2.Response:
        """One request without TLS."""
        return self._request("GET", f"http://127.0.0.1:{self.http}{path}", host)

    def socket(self, path: str, **headers: str) -> ClientConnection:
        """A WebSocket over TLS to the public host."""
        return connect(
            f"wss://{HOST}{path}",
            sock=socket.create_connection(("127.0.0.1", self.https)),
            ssl=self.trust,
            additional_headers=headers,
            proxy=None,
        )

    def _request(self, method: str, url: str, host: str, **more: Any) -> httpx2.Response:
        headers = {"Host": host, **more.pop("headers", {})}
        server_name = {"sni_hostname": host}
        with httpx2.Client(verify=self.trust, trust_env=False) as client:
            return client.request(method, url, headers=headers, extensions=server_name, **more)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The example in front of a bot and a voice that only echo."""
    folder = tmp_path_factory.mktemp("nginx")
    with ExitStack() as stack:
        bot = stack.enter_context(serving(echo_app("bot")))
        voice = stack.enter_context(serving(echo_app("voice")))
        http, https = free_ports(2)
        ports = {"80": http, "443": https, "8000": bot, "8200": voice}
        stack.enter_context(nginx(folder, example_at(folder, ports)))
        trust = ssl.create_default_context(cafile=folder / "fullchain.pem")
        yield Proxy(http, https, trust, folder / "hamsafar.log")


def test_plain_http_is_sent_to_https(proxy: Proxy) -> None:
    answer = proxy.ask_plainly("/desk?a=1")

    assert answer.status_code == 301
    assert answer.headers["location"] == f"https://{HOST}/desk?a=1"


def test_another_host_name_gets_nothing(proxy: Proxy) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        proxy.ask_plainly("/chat", host="evil.example")
    with pytest.raises(httpx2.ConnectError, match=r"(?i)unrecognized.name"):
        proxy.ask("GET", "/chat", host="evil.example")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/widget.js"),
        ("GET", "/widget/main.js"),
        ("GET", "/chat"),
        ("POST", "/chat/v1/start"),
        ("OPTIONS", "/chat/v1/start"),
        ("POST", "/chat/v1/files"),
        ("GET", "/desk"),
        ("GET", "/desk/pages/desk.js"),
        ("POST", "/desk/api/v1/login"),
    ],
)
def test_a_public_path_reaches_the_bot_as_it_was_asked(
    proxy: Proxy, method: str, path: str
) -> None:
    answer = proxy.ask(method, f"{path}?a=1")

    assert answer.status_code == 200
    assert answer.json()["door"] == "bot"
    assert answer.json()["asked"] == f"{method} {path}?a=1"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "nginx/" not in answer.headers["server"]


def test_the_voice_has_its_own_part_of_the_host(proxy: Proxy) -> None:
    answer = proxy.ask("POST", "/voice/carrier/incoming", content=b"From=1")

    assert answer.json()["door"] == "voice"
    assert answer.json()["asked"] == "POST /voice/carrier/incoming"
    with proxy.socket("/voice/carrier/media") as media:
        assert json.loads(media.recv())["door"] == "voice"


@pytest.mark.parametrize(
    "path",
    [
        "/demo/outbox",
        "/demo/travellers.json",
        "/health",
        "/openapi.json",
        "/docs",
        "/v1/bookings/AB12CD",
        "/turn",
        "/webhook",
        "/deskful",
        "/chatter",
        "/desk/%2e%2e/demo/outbox",
        "/desk/..%2fdemo%2foutbox",
    ],
)
def test_every_other_path_stays_inside(proxy: Proxy, path: str) -> None:
    answer = proxy.ask("GET", path)

    assert answer.status_code == 404
    assert "door" not in answer.text
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_bare_host_leads_to_the_full_page_chat(proxy: Proxy) -> None:
    answer = proxy.ask("GET", "/")

    assert (answer.status_code, answer.headers["location"]) == (302, f"https://{HOST}/chat")


@pytest.mark.parametrize("path", ["/chat/v1/socket", "/desk/socket"])
def test_a_websocket_passes_in_both_directions(proxy: Proxy, path: str) -> None:
    with proxy.socket(path, Origin="https://www.example.com") as talk:
        told = json.loads(talk.recv())
        talk.send("سلام")

        assert talk.recv() == "سلام"
    assert told["asked"] == f"WS {path}"
    assert told["headers"]["origin"] == "https://www.example.com"
    assert told["scheme"] == "wss"


def test_what_a_client_says_of_its_address_is_not_believed(proxy: Proxy) -> None:
    told = proxy.ask("POST", "/chat/v1/start", headers=LIES).json()
    with proxy.socket("/chat/v1/socket", **LIES) as talk:
        told_on_socket = json.loads(talk.recv())

    for heard in (told, told_on_socket):
        assert heard["client"] == "127.0.0.1"
        assert heard["scheme"] in ("https", "wss")
        assert heard["headers"]["host"].split(":")[0] == HOST
        assert heard["headers"]["x-forwarded-for"] == "127.0.0.1"
        assert heard["headers"]["x-forwarded-proto"] == "https"
        assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & heard["headers"].keys()


def test_bodies_are_small_but_for_files(proxy: Proxy) -> None:
    megabyte = b"x" * 1024 * 1024

    assert proxy.ask("POST", "/chat/v1/start", content=megabyte).status_code == 413
    assert proxy.ask("POST", "/desk/api/v1/login", content=megabyte).status_code == 413
    assert proxy.ask("POST", "/chat/v1/files", content=8 * megabyte).json()["bytes"] == 8 * 2**20
    assert proxy.ask("POST", "/chat/v1/files", content=10 * megabyte).status_code == 413


def test_the_log_holds_no_query(proxy: Proxy) -> None:
    proxy.ask("GET", "/chat?surname=canary", headers={"Referer": "https://a.example/?canary"})
    proxy.ask("GET", "/chat")  # one worker: when this is answered, the first is in the log

    logged = proxy.log.read_text()
    assert "GET /chat 200" in logged
    assert "canary" not in logged


def echo_app(door: str) -> Starlette:
    """An app that tells what reached it."""

    def told(connection: HTTPConnection, method: str) -> dict[str, Any]:
        query = f"?{connection.url.query}" if connection.url.query else ""
        return {
            "door": door,
            "asked": f"{method} {connection.url.path}{query}",
            "scheme": connection.scope["scheme"],
            "client": connection.client.host if connection.client else None,
            "headers": dict(connection.headers),
        }

    async def answer(request: Request) -> JSONResponse:
        return JSONResponse({**told(request, request.method), "bytes": len(await request.body())})

    async def talk(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_json(told(websocket, "WS"))
        async for text in websocket.iter_text():
            await websocket.send_text(text)

    return Starlette(
        routes=[
            Route("/{path:path}", answer, methods=METHODS),
            WebSocketRoute("/{path:path}", talk),
        ]
    )


@contextmanager
def serving(app: Starlette) -> Iterator[int]:
    """The app on a port of its own, trusting a proxy on loopback as the bot does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            app,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            forwarded_allow_ips="127.0.0.1",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


def example_at(folder: Path, ports: dict[str, int]) -> Path:
    """The example with a certificate of a day, and other ports and folders."""
    make_certificate(folder)
    text = re.sub(r"^ *listen \[::\].*\n", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.M)
    for port in ("80", "443"):
        text = replaced(rf"listen {port}\b", f"listen 127.0.0.1:{ports[port]}", text)
    for port in ("8000", "8200"):
        text = replaced(rf"127\.0\.0\.1:{port}\b", f"127.0.0.1:{ports[port]}", text)
    text = replaced(rf"/etc/letsencrypt/live/{re.escape(HOST)}", str(folder), text)
    text = replaced("/var/log/nginx", str(folder), text)
    written = folder / "hamsafar.conf"
    written.write_text(text, encoding="utf-8")
    return written


def replaced(what: str, by: str, text: str) -> str:
    """The text with every `what` replaced; there must be one."""
    text, times = re.subn(what, by, text)
    assert times, f"{what} is no longer in {EXAMPLE.name}"
    return text


def make_certificate(folder: Path) -> None:
    """A self-signed certificate for the example's host."""
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", f"/CN={HOST}",
            "-addext", f"subjectAltName=DNS:{HOST}",
            "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


@contextmanager
def nginx(folder: Path, example: Path) -> Iterator[None]:
    """Nginx in the foreground until the end of the block."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    # As root, nginx would give its work to a user who may not enter the test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        f"{user}\ndaemon off;\npid {folder}/nginx.pid;\nerror_log stderr notice;\nevents {{}}\n"
        f"http {{\n{temporary}\ninclude {example};\n}}\n"
    )
    command = ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(main)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            await_start(process)
            yield
        finally:
            process.terminate()


def await_start(process: subprocess.Popen[str]) -> None:
    """Read what nginx says until its workers start; fail with its words if they do not."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        if "start worker processes" in line:
            return
        said.append(line)
    pytest.fail(f"nginx did not start: {''.join(said)}")


def free_ports(many: int) -> list[int]:
    """Ports that nobody uses at this moment."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(many)]
        return [int(one.getsockname()[1]) for one in held]
