"""One transaction's repositories."""

from functools import cached_property

from sqlalchemy.orm import Session

from bot.storage.agents import Agents
from bot.storage.audit import Audit
from bot.storage.cases import Cases
from bot.storage.choices import Choices
from bot.storage.conversations import Conversations
from bot.storage.files import Attachments
from bot.storage.messages import Messages
from bot.storage.outbox import Outbox
from bot.storage.proofs import Challenges, Proofs
from bot.storage.refund_watches import RefundWatches
from bot.storage.surveys import Surveys


class Work:
    """What one transaction may read and write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @cached_property
    def conversations(self) -> Conversations:
        """The talks."""
        return Conversations(self._session)

    @cached_property
    def messages(self) -> Messages:
        """The transcript and the numbered events."""
        return Messages(self._session)

    @cached_property
    def choices(self) -> Choices:
        """The buttons that were offered."""
        return Choices(self._session)

    @cached_property
    def challenges(self) -> Challenges:
        """The one-time codes on their way."""
        return Challenges(self._session)

    @cached_property
    def proofs(self) -> Proofs:
        """Who has proved what."""
        return Proofs(self._session)

    @cached_property
    def attachments(self) -> Attachments:
        """The files of travellers."""
        return Attachments(self._session)

    @cached_property
    def cases(self) -> Cases:
        """The human queue."""
        return Cases(self._session)

    @cached_property
    def agents(self) -> Agents:
        """The people at the desk."""
        return Agents(self._session)

    @cached_property
    def outbox(self) -> Outbox:
        """What is on its way to somebody outside."""
        return Outbox(self._session)

    @cached_property
    def refund_watches(self) -> RefundWatches:
        """Refunds whose fate is unknown."""
        return RefundWatches(self._session)

    @cached_property
    def surveys(self) -> Surveys:
        """What travellers think of us."""
        return Surveys(self._session)

    @cached_property
    def audit(self) -> Audit:
        """Who did what to a booking or to money."""
        return Audit(self._session)
