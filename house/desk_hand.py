"""An agent's hands at the desk, over its API: log in, look, take, answer, resolve."""

import asyncio
import json
import secrets
import subprocess
import time
from dataclasses import dataclass
from typing import Any

import httpx2

from house.places import MODERN_PYTHON, ROOT, House

Json = dict[str, Any]

LOGIN, PASSWORD = "player", "a long password for a player"
PATIENCE_S = 15.0


class DeskFailed(Exception):
    """The desk did not show or do what was wanted."""


@dataclass
class DeskHand:
    """One agent; logged in at the first need."""

    house: House
    http: httpx2.AsyncClient
    csrf: str = ""

    async def log_in(self) -> None:
        """Create the player's account if it is not there, and log in as available."""
        if self.csrf:
            return
        await asyncio.to_thread(self._create_account)
        answer = await self._post("login", {"login": LOGIN, "password": PASSWORD}, csrf=False)
        self.csrf = answer["csrf"]
        await self._post("me/state", {"declared": "available"})

    async def sees(self, conversation: str, wanted: Json, traveller: dict[str, str]) -> None:
        """Wait until the packet of this talk's case holds the wanted facts."""
        await self.log_in()
        case = await self._get(f"cases/{await self._case_id(conversation)}")
        packet = json.dumps(case["packet"], ensure_ascii=False)
        if "booking" in wanted and traveller["reference"] not in packet:
            raise DeskFailed(f"the packet does not name {traveller['reference']}")
        if "language" in wanted and case["row"]["language"] != wanted["language"]:
            raise DeskFailed(f"the case speaks {case['row']['language']}")
        if "proved" in wanted:
            proved = any(proof["lasts"] for proof in case["packet"]["proofs"])
            if proved is not bool(wanted["proved"]):
                raise DeskFailed(f"proved is {proved}")

    async def act(self, conversation: str, does: Json) -> None:
        """Take, say, note, resolve or give back, in that order."""
        await self.log_in()
        case = await self._case_id(conversation)
        if does.get("take"):
            await self._post(f"cases/{case}/claim", {})
        if text := does.get("say"):
            await self._post(f"cases/{case}/reply", {"id": secrets.token_hex(8), "text": text})
        if note := does.get("note"):
            await self._post(f"cases/{case}/note", {"text": note})
        if outcome := does.get("resolve"):
            await self._post(f"cases/{case}/resolve", {"outcome": "solved", "note": str(outcome)})

    async def _case_id(self, conversation: str) -> str:
        """The talk's newest case, once there is one."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            answer = await self.http.get(
                f"{self.house.url('bot')}/demo/talk.json", params={"conversation": conversation}
            )
            if cases := [case["id"] for case in answer.json()["cases"] if case["kind"] == "talk"]:
                return str(cases[-1])
            await asyncio.sleep(0.2)
        raise DeskFailed("no case of this talk came to the desk")

    async def _get(self, path: str) -> Json:
        answer = await self.http.get(self._url(path))
        answer.raise_for_status()
        found: Json = answer.json()
        return found

    async def _post(self, path: str, body: Json, *, csrf: bool = True) -> Json:
        headers = {"Origin": self.house.url("bot")}
        if csrf:
            headers["X-Desk-CSRF"] = self.csrf
        answer = await self.http.post(self._url(path), json=body, headers=headers)
        if answer.is_error:
            raise DeskFailed(f"{path}: {answer.status_code} {answer.text[:200]}")
        done: Json = answer.json() if answer.content else {}
        return done

    def _url(self, path: str) -> str:
        return f"{self.house.url('bot')}/desk/api/v1/{path}"

    def _create_account(self) -> None:
        command = [str(MODERN_PYTHON), "-m", "bot", "add-agent", LOGIN, "--name", "Player"]
        subprocess.run(
            [*command, "--password-stdin", "--languages", "en,fa,ru,zh"],
            input=PASSWORD.encode(),
            cwd=ROOT,
            env=self.house.environment(),
            capture_output=True,
            check=False,
        )
