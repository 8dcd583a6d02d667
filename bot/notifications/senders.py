"""The ways out of the house: SMS over Twilio's REST API, and mail over SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from typing import Protocol
from urllib.parse import urlencode

import httpx2

from bot.errors import Unavailable
from bot.settings import Settings
from bot.storage.database import in_thread
from bot.storage.outbox import Notice


class NotSent(Unavailable):
    """The message did not leave; `for_good`: it never will."""

    code = "not_sent"

    def __init__(self, why: object, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Sender(Protocol):
    """One way out."""

    async def send(self, notice: Notice) -> None:
        """Send it, or raise `NotSent`."""
        ...


class TwilioSms:
    """`POST /2010-04-01/Accounts/{sid}/Messages.json`, form-encoded, with basic authentication.

    Source: Twilio's Programmable Messaging REST API.
    """

    def __init__(
        self, settings: Settings, *, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        if settings.twilio_account is None or settings.twilio_token is None:
            raise ValueError("Twilio needs an account and a token")
        self._from = settings.twilio_from or ""
        self._path = f"/2010-04-01/Accounts/{settings.twilio_account}/Messages.json"
        self._client = httpx2.AsyncClient(
            base_url=settings.twilio_url,
            auth=httpx2.BasicAuth(
                settings.twilio_account, settings.twilio_token.get_secret_value()
            ),
            timeout=httpx2.Timeout(settings.twilio_timeout_s, connect=3.0),
            transport=transport,
        )

    async def send(self, notice: Notice) -> None:
        """Send one SMS; raises `NotSent`."""
        form = urlencode({"To": notice.to, "From": self._from, "Body": notice.text})
        try:
            response = await self._client.post(
                self._path,
                content=form.encode("ascii"),
                headers={"content-type": "application/x-www-form-urlencoded"},
            )
        except httpx2.TransportError as broken:
            raise NotSent(type(broken).__name__) from broken
        if not response.is_success:
            refused = response.status_code in (400, 403, 404)
            raise NotSent(response.status_code, for_good=refused)


class SmtpMail:
    """Any SMTP server; with STARTTLS unless the settings say otherwise."""

    def __init__(self, settings: Settings) -> None:
        if settings.smtp_host is None:
            raise ValueError("mail needs a host")
        self._settings = settings
        self._host = settings.smtp_host

    async def send(self, notice: Notice) -> None:
        """Send one mail: the first line of the text is its subject; raises `NotSent`."""
        try:
            await in_thread(self._deliver, notice)
        except smtplib.SMTPRecipientsRefused as refused:
            raise NotSent("recipient", for_good=True) from refused
        except (smtplib.SMTPException, OSError) as broken:
            raise NotSent(type(broken).__name__) from broken

    def _deliver(self, notice: Notice) -> None:
        settings = self._settings
        with smtplib.SMTP(
            self._host, settings.smtp_port, timeout=settings.smtp_timeout_s
        ) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(self._mail(notice))

    def _mail(self, notice: Notice) -> EmailMessage:
        subject, _, body = notice.text.partition("\n")
        mail = EmailMessage()
        mail["From"] = self._settings.smtp_from
        mail["To"] = notice.to
        mail["Subject"] = subject
        mail["Date"] = localtime()
        mail["Message-ID"] = make_msgid(notice.id, domain=mail["From"].addresses[0].domain)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(body.strip() + "\n")
        return mail


def senders_for(settings: Settings) -> dict[str, Sender]:
    """The ways out that are set up, by the outbox's channel; none in demonstration mode."""
    senders: dict[str, Sender] = {}
    if settings.demo:
        return senders
    if settings.twilio_account:
        senders["sms"] = TwilioSms(settings)
    if settings.smtp_host:
        senders["email"] = SmtpMail(settings)
    return senders
