"""What the desk's doors share, built once by the app."""

from dataclasses import dataclass, field

from bot.agent_desk.accounts import Passwords
from bot.agent_desk.views import Views
from bot.agent_desk.words import DeskWords
from bot.conversations.model import Json
from bot.house import House
from bot.turns.take_turn import run_command


@dataclass(frozen=True, slots=True)
class Desk:
    """The house, the desk's words and how passwords are checked."""

    house: House
    words: DeskWords
    passwords: Passwords = field(default_factory=Passwords)

    def views(self, language: str) -> Views:
        """What a reader of this language sees now."""
        return Views(self.house, self.words, language, self.house.now())

    def changed(self, conversation_id: str) -> None:
        """Wake the traveller's and the agents' sockets, after a commit."""
        self.house.hub.conversation_changed(conversation_id)
        self.house.hub.desk_changed()

    def let_assistant_go_on(self, conversation_id: str, command: Json | None) -> None:
        """Run the command that tells the result, beside the agent's request."""
        if command is not None:
            self.house.errands.start(
                run_command(self.house, conversation_id, command), name="case_resolved"
            )
