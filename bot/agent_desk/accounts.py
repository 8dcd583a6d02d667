"""Who may work at the desk: passwords, lock-out, and the first supervisor."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from bot.cases.model import Agent, Role
from bot.errors import NotFound, Refused, TooMany
from bot.storage.agents import Credentials
from bot.storage.database import Database

WRONG_PASSWORDS = 5
LOCKED_FOR = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
FIRST_LOGIN = "supervisor"
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongLogin(Refused):
    """The login or the password is wrong; which one is not told."""

    code = "wrong_login"


class LoginLocked(TooMany):
    """Too many wrong passwords; the lock ends in a quarter of an hour."""

    code = "login_locked"


class UnfitAccount(Refused):
    """The login or the password cannot be used."""

    code = "unfit_account"


@dataclass(frozen=True, slots=True)
class NewAgent:
    """Somebody who shall work at the desk."""

    login: str
    name: str
    role: Role = Role.AGENT
    languages: tuple[str, ...] = ("en",)
    desk_language: str = "en"


class Passwords:
    """Argon2id; weigh it down for real use, lighten it in tests."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = cache(lambda: self._hasher.hash(secrets.token_hex(16)))

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right; takes as long when there is no such login."""
        try:
            right = self._hasher.verify(password_hash or self._nobody(), password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return right and password_hash is not None


def random_password() -> str:
    """Four groups of five unmistakable signs: about 98 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def add_agent(
    database: Database, new: NewAgent, *, password: str, passwords: Passwords, now: datetime
) -> Agent:
    """Let somebody work at the desk; raises `UnfitAccount` or `LoginTaken`."""
    if not _LOGIN.fullmatch(new.login) or len(password) < SHORTEST_PASSWORD or not new.name:
        raise UnfitAccount(new.login)
    agent = Agent(
        id=secrets.token_hex(16),
        login=new.login,
        name=new.name,
        role=new.role,
        languages=new.languages,
        desk_language=new.desk_language,
    )
    password_hash = passwords.hash(password)
    with database.work() as work:
        work.agents.add(agent, password_hash=password_hash, at=now)
        work.audit.append("agent_added", actor="operator", subject=agent.login, at=now)
    return agent


def set_password(
    database: Database, login: str, *, password: str, passwords: Passwords, now: datetime
) -> None:
    """Give somebody a new password and end what they left signed in; raises `NotFound`."""
    if len(password) < SHORTEST_PASSWORD:
        raise UnfitAccount(login)
    password_hash = passwords.hash(password)
    with database.work() as work:
        known = work.agents.credentials(login)
        if known is None:
            raise NotFound(login)
        work.agents.set_password(known.agent_id, password_hash)
        work.agents.end_sessions_of(known.agent_id)
        work.audit.append("password_set", actor="operator", subject=login, at=now)


def ensure_first_supervisor(
    database: Database, *, now: datetime, passwords: Passwords | None = None
) -> str | None:
    """Make the first supervisor, login `supervisor`; their password is returned only this once.

    None when there is a supervisor already.
    """
    with database.look() as work:
        if work.agents.any_supervisor():
            return None
    password = random_password()
    new = NewAgent(FIRST_LOGIN, "Supervisor", Role.SUPERVISOR)
    add_agent(database, new, password=password, passwords=passwords or Passwords(), now=now)
    return password


def check_login(
    database: Database, login: str, password: str, *, passwords: Passwords, now: datetime
) -> Agent:
    """The person behind a login; raises `WrongLogin` or `LoginLocked`.

    No transaction is open while the password is hashed.
    """
    with database.look() as work:
        known = work.agents.credentials(login.strip().lower())
    if known is not None and _is_locked(known, now):
        raise LoginLocked(known.agent_id)
    right = passwords.matches(None if known is None else known.password_hash, password)
    if known is None:
        raise WrongLogin
    with database.work() as work:
        again = work.agents.credentials(login.strip().lower())
        if again is not None and _is_locked(again, now):
            raise LoginLocked(known.agent_id)
        if right:
            work.agents.login_worked(known.agent_id)
            return work.agents.get(known.agent_id)
        failed = again.failed_logins if again else known.failed_logins
        locks = (failed + 1) % WRONG_PASSWORDS == 0
        work.agents.login_failed(known.agent_id, locked_until=now + LOCKED_FOR if locks else None)
    raise WrongLogin


def _is_locked(known: Credentials, now: datetime) -> bool:
    return known.locked_until is not None and known.locked_until > now
