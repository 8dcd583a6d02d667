"""One open talk: reads frames, writes events, and counts how many are open."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import anyio
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels import wire
from bot.conversations.model import Audience, Conversation, Kind, Message
from bot.errors import HamsafarError, NotFound, Refused, StoreBusy, TooMany
from bot.house import House
from bot.hub import News, Watcher
from bot.settings import Settings
from bot.storage.database import in_thread
from bot.turns.begin_talk import choose_language
from bot.turns.incoming import MOST_SIGNS, AskPerson, Incoming, Press, Words
from bot.turns.take_turn import answer, receive

WINDOW_S = 10.0
MOST_BAD_FRAMES = 5


class Sockets:
    """How many talks are open, in all and from one address."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: Counter[str] = Counter()

    @contextmanager
    def room(self, address: str) -> Iterator[bool]:
        """Whether one more may be open; it counts until the end of the block."""
        self._open[address] += 1
        try:
            yield (
                self._open[address] <= self._settings.most_sockets_per_address
                and self._open.total() <= self._settings.most_sockets
            )
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


class TalkSocket:
    """The socket of one traveller: what was committed goes out in order, whoever wrote it."""

    def __init__(self, house: House, websocket: WebSocket, conversation_id: str, seen: int) -> None:
        self._house = house
        self._socket = websocket
        self._id = conversation_id
        self._known = seen
        self._shown: Conversation | None = None
        self._frames: deque[float] = deque()
        self._bad = 0

    async def run(self) -> None:
        """Until the traveller leaves."""
        house = self._house
        with house.hub.following(self._id) as news, house.hub.watching_typing(self._id) as typing:
            await self._welcome()
            async with anyio.create_task_group() as group:
                for part in (self._read(), self._write(news), self._tell_typing(typing)):
                    group.start_soon(_until_gone, part, group.cancel_scope)

    async def _welcome(self) -> None:
        conversation, _ = await in_thread(self._look)
        self._shown = conversation
        words = self._house.wording.words("widget_", conversation.language)
        await self._send(wire.welcome(conversation, conversation.next_seq - 1, words))
        await self._send_news()

    async def _write(self, watcher: Watcher) -> None:
        while True:
            for news in await watcher.wait():
                if news is not None and news.messages and self._follows(news):
                    await self._show(news.conversation, news.messages)
                else:
                    await self._send_news()

    def _follows(self, news: News) -> bool:
        """Whether nothing lies between what was sent and the news."""
        return news.messages[0].seq <= self._known + 1

    async def _tell_typing(self, typing: "asyncio.Queue[str]") -> None:
        while True:
            who = await typing.get()
            if who != "traveller":
                await self._send({"type": "typing", "who": who})

    async def _read(self) -> None:
        while True:
            text = await self._socket.receive_text()
            if len(text) > wire.LARGEST_FRAME:
                await self._socket.close(1009)
                return
            try:
                frame = wire.client_frames.validate_json(text)
            except ValidationError:
                await self._bad_frame()
                continue
            await self._handle(frame)

    async def _bad_frame(self) -> None:
        self._bad += 1
        await self._send(wire.refused(None, "bad_frame", ""))
        if self._bad >= MOST_BAD_FRAMES:
            raise WebSocketDisconnect(1008)

    async def _handle(self, frame: Any) -> None:
        if not self._is_in_time():
            await self._refuse(getattr(frame, "id", None), TooMany())
            return
        match frame:
            case wire.MessageSent(id=client_id, text=text):
                await self._receive(Words(client_id, text))
            case wire.Pressed(id=client_id, token=token):
                await self._receive(Press(client_id, token))
            case wire.PersonWanted(id=client_id):
                await self._receive(AskPerson(client_id))
            case wire.LanguageChosen(id=client_id, language=language):
                await self._choose_language(client_id, language)
            case wire.TypingNow():
                self._house.hub.typing(self._id, "traveller")
            case wire.Ping():
                await self._send({"type": "pong"})

    async def _receive(self, incoming: Incoming) -> None:
        try:
            recorded = await receive(self._house, self._id, incoming)
        except (Refused, StoreBusy, NotFound) as refusal:
            await self._refuse(incoming.client_id, refusal)
            return
        await self._send({"type": "ack", "id": incoming.client_id, "seq": recorded.seq})
        if recorded.batch is not None:
            self._house.errands.start(answer(self._house, recorded.batch), name="turn")

    async def _choose_language(self, client_id: str, language: str) -> None:
        try:
            conversation = await in_thread(
                choose_language, self._house, self._id, language, now=self._house.now()
            )
        except StoreBusy as refusal:
            await self._refuse(client_id, refusal)
            return
        await self._send({"type": "ack", "id": client_id, "seq": conversation.next_seq - 1})
        self._house.hub.conversation_changed(self._id)

    async def _refuse(self, client_id: str | None, refusal: HamsafarError) -> None:
        code = _CODES.get(refusal.code, refusal.code)
        sentence = f"refused_{code}"
        text = ""
        if self._shown is not None and self._house.wording.has(sentence):
            text = self._house.wording.render(
                sentence, {"limit": MOST_SIGNS}, language=self._shown.language
            )
        await self._send(wire.refused(client_id, code, text))

    async def _send_news(self) -> None:
        """Send what was committed since the last look."""
        conversation, messages = await in_thread(self._look)
        await self._show(conversation, messages)

    async def _show(self, conversation: Conversation, messages: Sequence[Message]) -> None:
        if self._shown is None or conversation.language != self._shown.language:
            words = self._house.wording.words("widget_", conversation.language)
            await self._send(wire.language(conversation, words))
        for message in messages:
            if message.seq > self._known and message.audience is Audience.ALL:
                await self._send(wire.event(message))
        self._known = max([self._known, *(message.seq for message in messages)])
        if self._shown is None or conversation.answered_by != self._shown.answered_by:
            await self._send(wire.owner(conversation, _agent(messages)))
        self._shown = conversation

    def _look(self) -> tuple[Conversation, list[Message]]:
        with self._house.database.look() as work:
            return work.conversations.get(self._id), work.messages.after(
                self._id, self._known, audience=None
            )

    async def _send(self, frame: dict[str, Any]) -> None:
        await self._socket.send_json(frame)

    def _is_in_time(self) -> bool:
        now = time.monotonic()
        while self._frames and now - self._frames[0] > WINDOW_S:
            self._frames.popleft()
        if len(self._frames) >= self._house.settings.most_frames_per_10_s:
            return False
        self._frames.append(now)
        return True


async def _until_gone(part: Coroutine[Any, Any, None], talk: anyio.CancelScope) -> None:
    """Run a part of the talk; when it ends or the traveller leaves, the talk ends."""
    with suppress(WebSocketDisconnect):
        await part
    talk.cancel()


_CODES = {"not_found": "expired"}


def _agent(messages: Sequence[Message]) -> str | None:
    named = [m.payload.get("agent") for m in messages if m.kind is Kind.OWNER]
    return named[-1] if named else None
