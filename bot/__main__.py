"""`python -m bot`: serve, migrate, and look after the people at the desk."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import uvicorn
from pydantic import ValidationError
from sqlalchemy.engine import make_url

from bot.agent_desk.accounts import (
    NewAgent,
    Passwords,
    add_agent,
    ensure_first_supervisor,
    random_password,
    set_password,
)
from bot.app import create_app
from bot.cases.model import Role
from bot.errors import HamsafarError
from bot.log import set_up_logs
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import make_folder, migrate

LARGEST_FRAME = 64 * 1024


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 when it failed, with a sentence on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as wrong:
        print(_explained(wrong), file=sys.stderr)
        return 1
    command: Callable[[Settings, argparse.Namespace], int] = asked.command
    try:
        return command(settings, asked)
    except HamsafarError as failure:
        doc = (type(failure).__doc__ or "").splitlines()[0]
        print(f"{doc} ({', '.join(map(str, failure.args))})", file=sys.stderr)
        return 1


def serve(settings: Settings, _asked: argparse.Namespace) -> int:
    """Open the doors."""
    set_up_logs()
    migrate(settings.database_url)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_config=None,
        ws_max_size=LARGEST_FRAME,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def upgrade(settings: Settings, _asked: argparse.Namespace) -> int:
    """Bring the database to the newest form."""
    migrate(settings.database_url)
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    print(f"The database {shown} is up to date.")
    return 0


def first_supervisor(settings: Settings, _asked: argparse.Namespace) -> int:
    """Make the first supervisor where there is none; the password is shown this once."""
    database = Database(settings.database_url)
    if password := ensure_first_supervisor(database, now=datetime.now(UTC)):
        print(f"First supervisor of the desk: login supervisor, password {password}")
    database.close()
    return 0


def new_agent(settings: Settings, asked: argparse.Namespace) -> int:
    """Let somebody work at the desk."""
    password, is_made = _password(asked)
    make_folder(settings.database_url)
    new = NewAgent(
        login=asked.login,
        name=asked.name or asked.login,
        role=Role(asked.role),
        languages=tuple(code for code in asked.languages.split(",") if code),
        desk_language=asked.desk_language,
    )
    database = Database(settings.database_url)
    add_agent(database, new, password=password, passwords=Passwords(), now=datetime.now(UTC))
    database.close()
    shown = f", password {password} (shown only now)" if is_made else ""
    print(f"Added {new.role} {new.login}{shown}.")
    return 0


def new_password(settings: Settings, asked: argparse.Namespace) -> int:
    """Give somebody a new password; what they left signed in ends."""
    password, is_made = _password(asked)
    database = Database(settings.database_url)
    set_password(
        database, asked.login, password=password, passwords=Passwords(), now=datetime.now(UTC)
    )
    database.close()
    shown = f": {password} (shown only now)" if is_made else ""
    print(f"{asked.login} has a new password{shown}.")
    return 0


def _password(asked: argparse.Namespace) -> tuple[str, bool]:
    if asked.password_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if asked.ask_password:
        return getpass.getpass("Password: "), False
    return random_password(), True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("serve", help="open the doors").set_defaults(command=serve)
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(
        command=upgrade
    )
    commands.add_parser(
        "first-supervisor", help="make the first supervisor and show the password once"
    ).set_defaults(command=first_supervisor)
    for name, role in (("add-agent", Role.AGENT), ("add-supervisor", Role.SUPERVISOR)):
        adding = commands.add_parser(name, help=f"let an {role} work at the desk")
        adding.add_argument("login")
        adding.add_argument("--name", default="")
        adding.add_argument("--languages", default="en", help="such as en,fa")
        adding.add_argument("--desk-language", default="en")
        adding.add_argument("--password-stdin", action="store_true")
        adding.add_argument("--ask-password", action="store_true")
        adding.set_defaults(command=new_agent, role=str(role))
    changing = commands.add_parser("set-password", help="give somebody a new password")
    changing.add_argument("login")
    changing.add_argument("--password-stdin", action="store_true")
    changing.add_argument("--ask-password", action="store_true")
    changing.set_defaults(command=new_password)
    return parser


def _explained(wrong: ValidationError) -> str:
    lines = ["The settings are not complete or not allowed:"]
    for problem in wrong.errors():
        name = "_".join(str(part) for part in problem["loc"]).upper()
        shown = f"BOT_{name}: " if name else ""
        lines.append(f"  {shown}{problem['msg']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
