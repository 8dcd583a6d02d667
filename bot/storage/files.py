"""What is known of the files that travellers sent; the bytes lie on disk under the id."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.storage.tables import AttachmentRow


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or PDF; `size` in bytes."""

    id: str
    conversation_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    at: datetime


class Attachments:
    """Keeps and finds files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, attachment: Attachment) -> None:
        """Keep what is known of a file."""
        self._session.add(
            AttachmentRow(
                id=attachment.id,
                conversation_id=attachment.conversation_id,
                name=attachment.name,
                media_type=attachment.media_type,
                size=attachment.size,
                sha256=attachment.sha256,
                at=attachment.at,
            )
        )
        self._session.flush()

    def get(self, attachment_id: str) -> Attachment:
        """The file's description, or `NotFound`."""
        row = self._session.get(AttachmentRow, attachment_id)
        if row is None:
            raise NotFound("file")
        return _to_attachment(row)

    def of(self, conversation_id: str) -> list[Attachment]:
        """All files of a conversation, oldest first."""
        rows = self._session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.conversation_id == conversation_id)
            .order_by(AttachmentRow.at)
        )
        return [_to_attachment(row) for row in rows]


def _to_attachment(row: AttachmentRow) -> Attachment:
    return Attachment(
        row.id, row.conversation_id, row.name, row.media_type, row.size, row.sha256, row.at
    )
