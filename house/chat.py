"""`python -m house.chat --language fa`: talk to the running house in the terminal."""

import argparse
import asyncio
import sys

from house.places import House
from house.talk import Talk, TalkFailed


async def chat(house: House, language: str) -> None:
    """Read lines, show what comes back; a number presses a button."""
    async with Talk.begin(house.url("bot"), language) as talk:
        loop = asyncio.get_running_loop()
        for event in await talk.settle():
            _show(event)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            words = line.strip()
            choices = talk.choices()
            if words.isdigit() and 0 < int(words) <= len(choices):
                await talk.press(choices[int(words) - 1]["token"])
            elif words:
                await talk.say(words)
            for event in await talk.settle():
                _show(event)


def _show(event: dict[str, object]) -> None:
    if event["sender"] == "traveller":
        return
    print(f"{event['sender']}: {event['text']}")
    choices = event.get("choices")
    for number, choice in enumerate(choices if isinstance(choices, list) else [], 1):
        print(f"   [{number}] {choice['label']}")


def main() -> int:
    """Talk until the end of the input."""
    parser = argparse.ArgumentParser(prog="house.chat", description=__doc__)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    try:
        asyncio.run(chat(House(), options.language))
    except TalkFailed as failed:
        print(f"✗ {failed}\n  Start the house first: make run", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
