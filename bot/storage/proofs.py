"""One-time codes on their way, and what has been proved."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import Conflict
from bot.storage.tables import ChallengeRow, ProofRow


class ChallengeState(StrEnum):
    """`open` waits for a code; only one challenge of a conversation is open."""

    OPEN = "open"
    PROVED = "proved"
    EXPIRED = "expired"
    SPENT = "spent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A one-time code: `code_hash` None until the code was made, or when there is no booking."""

    id: str
    conversation_id: str
    booking: str
    surname: str
    task: str
    contact_rank: int
    code_hash: str | None
    state: ChallengeState
    tries: int
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """The traveller of this conversation is on this booking; `how` is `code` or `agent`."""

    conversation_id: str
    booking: str
    how: str
    proved_at: datetime
    expires_at: datetime


class Challenges:
    """Keeps one-time codes, hashed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, challenge: Challenge) -> Challenge:
        """Begin a challenge; an older open one of the conversation is dropped."""
        self.drop(challenge.conversation_id)
        self._session.add(
            ChallengeRow(**{name: getattr(challenge, name) for name in _CHALLENGE_COLUMNS})
        )
        self._session.flush()
        return challenge

    def get(self, challenge_id: str) -> Challenge | None:
        """The challenge with this id."""
        row = self._session.get(ChallengeRow, challenge_id, populate_existing=True)
        return None if row is None else _to_challenge(row)

    def open_in(self, conversation_id: str) -> Challenge | None:
        """The open challenge of a conversation, though it may have run out of time."""
        row = self._session.scalar(
            select(ChallengeRow)
            .where(
                ChallengeRow.conversation_id == conversation_id,
                ChallengeRow.state == str(ChallengeState.OPEN),
            )
            .execution_options(populate_existing=True)
        )
        return None if row is None else _to_challenge(row)

    def latest_in(self, conversation_id: str) -> Challenge | None:
        """The newest challenge of a conversation, open or over."""
        row = self._session.scalar(
            select(ChallengeRow)
            .where(ChallengeRow.conversation_id == conversation_id)
            .order_by(ChallengeRow.sent_at.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )
        return None if row is None else _to_challenge(row)

    def without_code(self, most: int = 20) -> list[Challenge]:
        """The open challenges whose code was not made yet, oldest first."""
        rows = self._session.scalars(
            select(ChallengeRow)
            .where(ChallengeRow.state == str(ChallengeState.OPEN), ChallengeRow.code_hash.is_(None))
            .order_by(ChallengeRow.sent_at)
            .limit(most)
        )
        return [_to_challenge(row) for row in rows]

    def started_since(self, conversation_id: str, since: datetime) -> int:
        """How many challenges this conversation began since then."""
        rows = self._session.scalars(
            select(ChallengeRow.id).where(
                ChallengeRow.conversation_id == conversation_id, ChallengeRow.sent_at >= since
            )
        )
        return len(rows.all())

    def hash_sent(self, challenge_id: str, code_hash: str) -> bool:
        """Keep the hash of the one code that is being sent; False if there is one already."""
        changed = self._session.execute(
            update(ChallengeRow)
            .where(
                ChallengeRow.id == challenge_id,
                ChallengeRow.state == str(ChallengeState.OPEN),
                ChallengeRow.code_hash.is_(None),
            )
            .values(code_hash=code_hash)
            .returning(ChallengeRow.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        return changed is not None

    def count_try(self, challenge_id: str, most: int) -> int:
        """Count one try, and return how many were made; `Conflict` after the last."""
        tries = self._session.execute(
            update(ChallengeRow)
            .where(
                ChallengeRow.id == challenge_id,
                ChallengeRow.state == str(ChallengeState.OPEN),
                ChallengeRow.tries < most,
            )
            .values(tries=ChallengeRow.tries + 1)
            .returning(ChallengeRow.tries)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if tries is None:
            raise Conflict("challenge is over")
        return tries

    def end(self, challenge_id: str, state: ChallengeState) -> bool:
        """End an open challenge; False if it was over already."""
        return self._set(challenge_id, state=str(state))

    def drop(self, conversation_id: str) -> None:
        """Forget what is open in this conversation."""
        self._session.execute(
            update(ChallengeRow)
            .where(
                ChallengeRow.conversation_id == conversation_id,
                ChallengeRow.state == str(ChallengeState.OPEN),
            )
            .values(state=str(ChallengeState.DROPPED))
            .execution_options(synchronize_session=False)
        )

    def _set(self, challenge_id: str, **values: str) -> bool:
        changed = self._session.execute(
            update(ChallengeRow)
            .where(ChallengeRow.id == challenge_id, ChallengeRow.state == str(ChallengeState.OPEN))
            .values(**values)
            .returning(ChallengeRow.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        return changed is not None


class Proofs:
    """Keeps what has been proved, until it expires."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, proof: Proof) -> None:
        """Keep a proof."""
        self._session.add(
            ProofRow(
                id=secrets.token_hex(16),
                conversation_id=proof.conversation_id,
                booking=proof.booking,
                how=proof.how,
                proved_at=proof.proved_at,
                expires_at=proof.expires_at,
            )
        )
        self._session.flush()

    def lasting(self, conversation_id: str, booking: str, now: datetime) -> Proof | None:
        """The newest proof for this booking that still counts."""
        row = self._session.scalar(
            select(ProofRow)
            .where(
                ProofRow.conversation_id == conversation_id,
                ProofRow.booking == booking,
                ProofRow.expires_at > now,
            )
            .order_by(ProofRow.proved_at.desc())
            .limit(1)
        )
        return None if row is None else _to_proof(row)

    def of(self, conversation_id: str) -> list[Proof]:
        """All proofs of a conversation, oldest first, expired ones too."""
        rows = self._session.scalars(
            select(ProofRow)
            .where(ProofRow.conversation_id == conversation_id)
            .order_by(ProofRow.proved_at)
        )
        return [_to_proof(row) for row in rows]


_CHALLENGE_COLUMNS = tuple(ChallengeRow.__table__.columns.keys())


def _to_challenge(row: ChallengeRow) -> Challenge:
    values = {name: getattr(row, name) for name in _CHALLENGE_COLUMNS}
    return Challenge(**{**values, "state": ChallengeState(row.state)})


def _to_proof(row: ProofRow) -> Proof:
    return Proof(row.conversation_id, row.booking, row.how, row.proved_at, row.expires_at)
