"""The people at the desk and their logins in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases.model import HEARTBEAT_LASTS, Agent, Declared, Role
from bot.errors import Conflict, NotFound
from bot.storage.tables import AgentRow, DeskSessionRow


class LoginTaken(Conflict):
    """Somebody has this login already."""

    code = "login_taken"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a login is checked against."""

    agent_id: str
    password_hash: str
    failed_logins: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A login that lasts; only the hash of its token is kept."""

    token_hash: str
    agent_id: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class Agents:
    """Reads and changes of people and their logins."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, agent: Agent, *, password_hash: str, at: datetime) -> Agent:
        """Let somebody work at the desk; raises `LoginTaken`."""
        row = AgentRow(
            id=agent.id,
            login=agent.login,
            name=agent.name,
            role=str(agent.role),
            password_hash=password_hash,
            languages=list(agent.languages),
            desk_language=agent.desk_language,
            declared=str(agent.declared),
            created_at=at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
                self._session.flush()
        except IntegrityError as broken:
            raise LoginTaken(agent.login) from broken
        return agent

    def get(self, agent_id: str) -> Agent:
        """The person, or `NotFound`."""
        row = self._session.get(AgentRow, agent_id, populate_existing=True)
        if row is None:
            raise NotFound(agent_id)
        return to_agent(row)

    def listed(self) -> list[Agent]:
        """Everybody, by name."""
        rows = self._session.scalars(select(AgentRow).order_by(AgentRow.name, AgentRow.id))
        return [to_agent(row) for row in rows]

    def any_supervisor(self) -> bool:
        """Whether there is a supervisor at all."""
        found = select(AgentRow.id).where(AgentRow.role == str(Role.SUPERVISOR)).limit(1)
        return self._session.scalar(found) is not None

    def credentials(self, login: str) -> Credentials | None:
        """What this login is checked against; None when nobody has it."""
        row = self._session.scalar(
            select(AgentRow)
            .where(AgentRow.login == login)
            .execution_options(populate_existing=True)
        )
        if row is None:
            return None
        return Credentials(row.id, row.password_hash, row.failed_logins, row.locked_until)

    def login_failed(self, agent_id: str, *, locked_until: datetime | None) -> None:
        """Count a wrong password."""
        self._set(agent_id, failed_logins=AgentRow.failed_logins + 1, locked_until=locked_until)

    def login_worked(self, agent_id: str) -> None:
        """Forget the wrong passwords."""
        self._set(agent_id, failed_logins=0, locked_until=None)

    def set_password(self, agent_id: str, password_hash: str) -> None:
        """Keep a new password's hash."""
        self._set(agent_id, password_hash=password_hash, failed_logins=0, locked_until=None)

    def declare(self, agent_id: str, declared: Declared) -> None:
        """Say whether they are available."""
        self._set(agent_id, declared=str(declared))

    def prefer_language(self, agent_id: str, language: str) -> None:
        """The language the desk speaks to this person."""
        self._set(agent_id, desk_language=language)

    def beat(self, agent_id: str, at: datetime) -> None:
        """Their screen answers."""
        self._set(agent_id, heartbeat_at=at)

    def count_there(self, now: datetime) -> int:
        """How many say that they are available and whose screen answers."""
        return (
            self._session.scalar(
                select(func.count())
                .select_from(AgentRow)
                .where(
                    AgentRow.declared == str(Declared.AVAILABLE),
                    AgentRow.heartbeat_at >= now - HEARTBEAT_LASTS,
                )
            )
            or 0
        )

    def begin_session(self, session: DeskSession) -> None:
        """Keep a login."""
        self._session.add(DeskSessionRow(**{name: getattr(session, name) for name in _SESSION}))
        self._session.flush()

    def session(self, token_hash: str, now: datetime) -> DeskSession | None:
        """The login with this token, unless it ran out."""
        row = self._session.get(DeskSessionRow, token_hash, populate_existing=True)
        if row is None or row.expires_at <= now:
            return None
        return DeskSession(**{name: getattr(row, name) for name in _SESSION})

    def session_seen(self, token_hash: str, *, at: datetime, expires_at: datetime) -> None:
        """Let a login that is used last longer."""
        self._session.execute(
            update(DeskSessionRow)
            .where(DeskSessionRow.token_hash == token_hash)
            .values(seen_at=at, expires_at=expires_at)
            .execution_options(synchronize_session=False)
        )

    def end_session(self, token_hash: str) -> None:
        """Log out."""
        self._session.execute(delete(DeskSessionRow).where(DeskSessionRow.token_hash == token_hash))

    def end_old_sessions(self, now: datetime) -> None:
        """Forget the logins that ran out."""
        self._session.execute(delete(DeskSessionRow).where(DeskSessionRow.expires_at <= now))

    def end_sessions_of(self, agent_id: str) -> None:
        """Log somebody out everywhere."""
        self._session.execute(delete(DeskSessionRow).where(DeskSessionRow.agent_id == agent_id))

    def _set(self, agent_id: str, **values: Any) -> None:
        self._session.execute(
            update(AgentRow)
            .where(AgentRow.id == agent_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def to_agent(row: AgentRow) -> Agent:
    """The value of a row."""
    return Agent(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        languages=tuple(row.languages),
        desk_language=row.desk_language,
        declared=Declared(row.declared),
        heartbeat_at=row.heartbeat_at,
    )


_SESSION = ("token_hash", "agent_id", "csrf", "created_at", "seen_at", "expires_at")
