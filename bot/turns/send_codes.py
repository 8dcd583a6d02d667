"""Makes and sends one-time codes, out of the traveller's sight.

The traveller was told the same words whether the booking exists or not; only here it is looked
up, and whatever is found, nothing of it comes back into the talk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.assistant.replies import Say
from bot.bookings_client import BookingsUnavailable
from bot.conversations.proof import NO_CODE, code_hash, draw_code, same_surname
from bot.conversations.values import Code, Value
from bot.errors import NotFound, Refused
from bot.house import House
from bot.limits import Limit
from bot.storage.database import in_thread
from bot.storage.proofs import Challenge
from bot.turns.prove import NO_ACCESS, RESEND
from bot.turns.speak import PERSON, say

log = structlog.get_logger()

GIVE_UP_AFTER = timedelta(seconds=20)
SLOW_BY = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a code goes; `channel` is the outbox's."""

    channel: str
    to: str


async def send_codes(house: House) -> None:
    """Make and send the codes of all challenges that have none yet."""
    now = house.now()
    is_slow = not house.limits.would_hit(Limit.WRONG_IN_ALL)
    for challenge in await in_thread(_without_code, house):
        if is_slow and now - challenge.sent_at < SLOW_BY:
            continue
        await _send_code(house, challenge, now)


async def _send_code(house: House, challenge: Challenge, now: datetime) -> None:
    try:
        booking = await house.bookings.get_booking(challenge.booking)
    except BookingsUnavailable:
        if now - challenge.sent_at > GIVE_UP_AFTER:
            await in_thread(_no_code, house, challenge, trouble=True)
            house.hub.conversation_changed(challenge.conversation_id)
        return
    except (NotFound, Refused):
        await in_thread(_no_code, house, challenge, trouble=False)
        return
    destination = destination_of(booking, challenge.contact_rank, house.settings)
    if (
        destination is None
        or not same_surname(challenge.surname, surnames_of(booking))
        or not house.limits.hit(Limit.CODES_TO_DESTINATION, destination.to)
    ):
        await in_thread(_no_code, house, challenge, trouble=False)
        return
    await in_thread(_keep_and_send, house, challenge, destination, now)
    house.notices_wanted.set()


def surnames_of(booking: dict[str, Any]) -> Iterator[str]:
    """Every surname that a traveller of this booking may give."""
    yield str(booking.get("surname") or "")
    yield str(booking.get("surname_latin") or "")
    for passenger in booking.get("passengers") or ():
        yield str(passenger.get("surname") or "")
        yield str(passenger.get("surname_latin") or "")


def destination_of(booking: dict[str, Any], rank: int, settings: Any) -> Destination | None:
    """The phone, else the mail, of the contact of this rank; the first one's mail if it lacks."""
    contacts = sorted(booking.get("contacts") or (), key=lambda contact: contact.get("rank", 9))
    if not contacts:
        return None
    own = [contact for contact in contacts if contact.get("rank") == rank]
    mails = settings.demo or settings.smtp_host is not None
    texts = settings.demo or settings.twilio_account is not None
    contact = (own or contacts)[0]
    if contact.get("phone") and texts and own:
        return Destination("sms", str(contact["phone"]))
    if contact.get("email") and mails:
        return Destination("email", str(contact["email"]))
    return Destination("sms", str(contact["phone"])) if contact.get("phone") and texts else None


def _without_code(house: House) -> list[Challenge]:
    with house.database.look() as work:
        return work.challenges.without_code()


def _keep_and_send(
    house: House, challenge: Challenge, destination: Destination, now: datetime
) -> None:
    code = draw_code()
    kept = code_hash(
        code,
        challenge_id=challenge.id,
        secret=house.settings.session_secret.get_secret_value(),
    )
    with house.database.work() as work:
        if not work.challenges.hash_sent(challenge.id, kept):
            return
        language = work.conversations.get(challenge.conversation_id).language
        sentence, text = _words(house, destination, code, language)
        work.outbox.put(
            channel=destination.channel,
            to=destination.to,
            language=language,
            sentence=sentence,
            text=text,
            at=now,
            conversation_id=challenge.conversation_id,
            code=code if house.settings.demo else None,
        )
    log.info("code_sent", conversation=challenge.conversation_id, channel=destination.channel)


def _words(house: House, destination: Destination, code: str, language: str) -> tuple[str, str]:
    values: dict[str, Value] = {"code": Code(code)}

    def plain(sentence: str) -> str:
        return house.wording.render(sentence, values, language=language, channel="ear")

    if destination.channel == "sms":
        return "sms_code", plain("sms_code")
    return "email_code", f"{plain('email_code_subject')}\n{plain('email_code')}"


def _no_code(house: House, challenge: Challenge, *, trouble: bool) -> None:
    """No code will come; only trouble of ours, which tells nothing of the booking, is told."""
    with house.database.work() as work:
        if not work.challenges.hash_sent(challenge.id, NO_CODE):
            return
        if trouble:
            conversation = work.conversations.lock(challenge.conversation_id)
            sorry = Say("code_trouble", choices=(RESEND, NO_ACCESS, PERSON))
            say(house, work, conversation, sorry, now=house.now())
