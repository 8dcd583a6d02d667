"""Messages that leave the house: when, how, how often, and what is kept of them."""

import asyncio
import base64
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mail
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr

from bot.assistant.replies import WatchRefund
from bot.house import House
from bot.notifications.senders import NotSent, SmtpMail, TwilioSms
from bot.storage.outbox import Notice, OutboxState
from bot.turns.begin_talk import Arrival, begin_talk
from bot.turns.send_notices import send_due
from bot.turns.watch_refunds import watch_refunds
from tests.bot.fakes import NOON, Clock, FakeAssistant, FakeBookings, a_house, settings_for
from tests.bot.test_turns import say, sentences

REFUND = {
    "id": "r1",
    "state": "requested",
    "amount": {"amount": "89.90", "currency": "EUR"},
    "to_card": "6037 99•• •••• 1234",
    "expected_on": "2026-12-02",
}


class FakeSender:
    """Sends nothing; fails as often as it is told to."""

    def __init__(self, *failures: NotSent) -> None:
        self.failures = list(failures)
        self.sent: list[Notice] = []

    async def send(self, notice: Notice) -> None:
        """Fail, or keep it."""
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(notice)


def put(house: House, channel: str = "sms", text: str = "123456 is your code") -> None:
    with house.database.work() as work:
        work.outbox.put(
            channel=channel, to="+4915550001", language="en", sentence="sms_code", text=text,
            at=NOON, code="123456",
        )  # fmt: skip


def only(house: House) -> Notice:
    with house.database.look() as work:
        (notice,) = work.outbox.newest()
    return notice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> House:
    return a_house(tmp_path, clock=clock, demo=False)


async def test_a_sent_message_keeps_nothing_of_what_it_said(house: House) -> None:
    put(house)
    sender = FakeSender()

    await send_due(house, {"sms": sender})
    await send_due(house, {"sms": sender})

    assert len(sender.sent) == 1
    assert (only(house).state, only(house).text, only(house).code) == (OutboxState.SENT, "", None)


async def test_a_failed_message_is_tried_again_later(house: House, clock: Clock) -> None:
    put(house)
    sender = FakeSender(NotSent("down"))

    await send_due(house, {"sms": sender})
    assert sender.sent == []
    clock.go_on(seconds=6)
    await send_due(house, {"sms": sender})

    assert len(sender.sent) == 1


async def test_after_the_last_try_a_message_is_dead(house: House, clock: Clock) -> None:
    put(house)
    sender = FakeSender(*[NotSent("down")] * 6)

    for _ in range(6):
        await send_due(house, {"sms": sender})
        clock.go_on(minutes=5)

    assert (only(house).state, only(house).tries) == (OutboxState.DEAD, 6)


async def test_a_number_that_does_not_exist_is_not_tried_again(house: House) -> None:
    put(house)

    await send_due(house, {"sms": FakeSender(NotSent("no such number", for_good=True))})

    assert only(house).state is OutboxState.DEAD


async def test_the_demonstration_keeps_what_its_page_shows(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    put(house)

    await send_due(house, {})

    assert (only(house).state, only(house).code) == (OutboxState.SENT, "123456")


async def test_twilio_gets_the_exact_bytes_of_its_api(tmp_path: Path) -> None:
    seen: list[httpx2.Request] = []

    def twilio(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(201, json={"sid": "SM1"})

    settings = settings_for(
        tmp_path, demo=False, twilio_account="AC1", twilio_token=SecretStr("t"),
        twilio_from="+15550009",
    )  # fmt: skip
    house = a_house(tmp_path, demo=False)
    put(house, text="۱۲۳ is & code")

    await TwilioSms(settings, transport=httpx2.MockTransport(twilio)).send(only(house))

    (request,) = seen
    assert str(request.url) == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"AC1:t").decode()
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.content == (
        b"To=%2B4915550001&From=%2B15550009&Body=%DB%B1%DB%B2%DB%B3+is+%26+code"
    )


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (401, False), (429, False), (500, False)]
)
async def test_twilios_refusals_are_told_apart(tmp_path: Path, status: int, for_good: bool) -> None:
    settings = settings_for(tmp_path, demo=False, twilio_account="AC1", twilio_token=SecretStr("t"))
    house = a_house(tmp_path, demo=False)
    put(house)
    sms = TwilioSms(settings, transport=httpx2.MockTransport(lambda _: httpx2.Response(status)))

    with pytest.raises(NotSent) as failure:
        await sms.send(only(house))

    assert failure.value.for_good is for_good


class Letterbox:
    """A real SMTP server's handler."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep the mail."""
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    handler = Letterbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield handler, port
    server.stop()


async def test_mail_is_delivered_by_a_real_server(
    tmp_path: Path, letterbox: tuple[Letterbox, int]
) -> None:
    handler, port = letterbox
    settings = settings_for(
        tmp_path, demo=False, smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False
    )
    house = a_house(tmp_path, demo=False)
    put(house, "email", "Ваш код\nКод: 123456")

    await SmtpMail(settings).send(only(house))

    (mail,) = handler.mails
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().strip() == "Код: 123456"
    assert mail["To"] == "+4915550001"


async def test_a_mail_server_that_is_down_is_told(tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path, demo=False, smtp_host="127.0.0.1", smtp_port=9, smtp_starttls=False
    )
    house = a_house(tmp_path, demo=False)
    put(house, "email")

    with pytest.raises(NotSent):
        await SmtpMail(settings).send(only(house))


class Refunds:
    """A talk with a refund whose fate is unknown."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.bookings = FakeBookings()
        assistant = FakeAssistant()
        self.house = a_house(folder, assistant=assistant, bookings=self.bookings, clock=self.clock)
        self.talk = begin_talk(self.house, Arrival("chat", "en", "UTC"), resume=None, now=NOON).id
        assistant.will([WatchRefund("k1", "q1", "AB12CD")])
        say(self.house, self.talk, "yes")

    def look(self, **later: float) -> None:
        """Let time pass, and let the watcher look."""
        self.clock.go_on(**later)
        asyncio.run(watch_refunds(self.house))


def test_a_refund_that_turns_out_well_is_told_once(tmp_path: Path) -> None:
    refunds = Refunds(tmp_path)
    refunds.look(seconds=6)
    refunds.bookings.refunds["k1"] = REFUND

    refunds.look(seconds=20)
    refunds.look(seconds=20)

    assert sentences(refunds.house, refunds.talk)[1:] == ["refund_confirmed_later"]


@pytest.mark.parametrize("state", ["unknown", "down", "absent"])
def test_a_refund_that_stays_unknown_becomes_a_case(tmp_path: Path, state: str) -> None:
    refunds = Refunds(tmp_path)
    refunds.bookings.down = state == "down"
    if state == "unknown":
        refunds.bookings.refunds["k1"] = {**REFUND, "state": "unknown"}

    refunds.look(seconds=6)
    assert sentences(refunds.house, refunds.talk)[1:] == []
    refunds.look(minutes=16)

    assert sentences(refunds.house, refunds.talk)[1:] == ["case_registered"]
