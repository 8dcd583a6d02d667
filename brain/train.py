"""Trains the assistant into `models/`: `python -m brain.train [--if-needed]`."""

import argparse
import hashlib
import logging
import os
import random
import sys
import time
from pathlib import Path

from brain.place import Place, quieten, settle

KEPT_MODELS = 2
SEED = 42


def main() -> None:
    """Train, or say that nothing has changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--if-needed", action="store_true")
    asked = parser.parse_args()
    settle()
    place = Place()
    os.chdir(place.root)
    model = place.newest_model()
    mark = fingerprint(place)
    if asked.if_needed and model is not None and model.name == f"hamsafar-{mark}.tar.gz":
        say(f"nothing has changed since {model.name}")
        return
    started = time.monotonic()
    trained = train(place, mark)
    say(f"{trained.name} in {time.monotonic() - started:.0f} s")


def train(place: Place, mark: str) -> Path:
    """Train with a fixed seed; gives the archive, or ends the program if Rasa refuses."""
    import numpy as np

    random.seed(SEED)
    np.random.seed(SEED)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    say("loading Rasa")
    from rasa.model_training import train as rasa_train

    quieten()
    say("training")
    result = rasa_train(
        str(place.domain),
        str(place.config),
        [str(folder) for folder in place.lessons],
        output=str(place.models),
        force_training=True,
        fixed_model_name=f"hamsafar-{mark}",
    )
    if result.code != 0 or result.model is None:
        sys.exit("brain: training failed; the lines above say why")
    prune(place)
    return Path(result.model)


def prune(place: Place) -> None:
    """Remove all but the last archives."""
    archives = sorted(place.models.glob("hamsafar-*.tar.gz"), key=lambda file: file.stat().st_mtime)
    for old in archives[:-KEPT_MODELS]:
        old.unlink()


def fingerprint(place: Place) -> str:
    """Give a hash of all that a model is made of: lessons, domain, pipeline, our code."""
    files = [place.config, place.domain]
    files += [file for folder in place.lessons for file in folder.rglob("*.yml")]
    files += Path(__file__).parent.rglob("*.py")
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(files):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def say(line: str) -> None:
    """Tell the one who waits."""
    print(f"brain: {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
