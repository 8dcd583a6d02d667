"""Pictures and PDFs from travellers: known by their first bytes, kept under an id."""

import hashlib
import os
import secrets
import unicodedata
from datetime import datetime
from pathlib import Path

from bot.assistant.replies import Say
from bot.conversations.model import AnsweredBy, Kind, Sender
from bot.conversations.redact import redact
from bot.errors import Refused
from bot.house import House
from bot.storage.files import Attachment
from bot.turns.desk_now import desk_now
from bot.turns.record import Recorded
from bot.turns.speak import say
from bot.turns.wait_in_queue import heard_while_waiting


class WrongType(Refused):
    """Neither a picture nor a PDF."""

    code = "file_type"


class TooLarge(Refused):
    """More bytes than a file may have."""

    code = "file_size"


_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def media_type_of(content: bytes) -> str:
    """What the first bytes say it is; raises `WrongType`."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    raise WrongType


def safe_name(name: str) -> str:
    """A file's name as text: its last part, without control signs, at most 120 signs."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C")).strip(
        " ."
    )
    return redact(shown).text[-120:] or "file"


def keep_file(
    house: House, conversation_id: str, name: str, content: bytes, *, now: datetime
) -> Recorded:
    """Keep a file and tell the talk of it; raises `WrongType` and `TooLarge`."""
    if len(content) > house.settings.largest_file_mb * 1024 * 1024:
        raise TooLarge
    attachment = Attachment(
        id=secrets.token_hex(16),
        conversation_id=conversation_id,
        name=safe_name(name),
        media_type=media_type_of(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=now,
    )
    _write(house.settings.files_dir, attachment.id, content)
    return _tell(house, attachment, now)


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f".{name}"
    with unfinished.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(folder / name)


def _tell(house: House, attachment: Attachment, now: datetime) -> Recorded:
    shown = {
        "id": attachment.id,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
    }
    with house.database.work() as work:
        conversation = work.conversations.lock(attachment.conversation_id)
        work.attachments.add(attachment)
        message = work.messages.append(
            conversation.id,
            sender=Sender.TRAVELLER,
            kind=Kind.FILE,
            text="",
            payload={"file": shown},
            language=conversation.language,
            at=now,
        )
        if conversation.answered_by is AnsweredBy.ASSISTANT:
            say(house, work, conversation, Say("file_received"), now=now)
        elif conversation.answered_by is AnsweredBy.QUEUE:
            desk = desk_now(work, house.hours, now=now)
            heard_while_waiting(
                work, conversation, message, now=now, desk=desk, wording=house.wording
            )
    return Recorded(message.seq, desk=conversation.answered_by is not AnsweredBy.ASSISTANT)
