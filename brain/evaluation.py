"""What the three evaluations share: rows in, the trained model in this process, a report out."""

import argparse
import asyncio
import csv
import json
import logging
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from brain.place import Place, quieten, settle

Row = dict[str, str]
Judge = Callable[[list[Row], "str | None"], dict[str, Any]]


def run(about: str | None, judge: Judge) -> None:
    """Read the file, judge it, write the report and print its head."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--today", default=None)
    asked = parser.parse_args()
    report = judge(read_rows(asked.file), asked.today)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    head = {key: value for key, value in report.items() if key not in ("wrong", "confusions")}
    print(json.dumps(head, ensure_ascii=False, indent=1))  # noqa: T201


def read_rows(file: Path) -> list[Row]:
    """Read a tab-separated file with a header."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: (value or "").strip() for key, value in row.items() if key} for row in rows]


def ask_all(texts: list[str], today: str | None) -> tuple[list[dict[str, Any]], list[float], str]:
    """Understand all texts; gives the answers, the milliseconds of each, and the model's name."""
    settle()
    logging.basicConfig(level=logging.ERROR)
    place = Place()
    model = place.newest_model()
    if model is None:
        sys.exit("brain: no trained model in models/; run `make train` first")
    quieten()
    return asyncio.run(_ask_all(texts, today, place, model))


async def _ask_all(
    texts: list[str], today: str | None, place: Place, model: Path
) -> tuple[list[dict[str, Any]], list[float], str]:
    from rasa.core.channels.channel import UserMessage

    from brain.channel import understood_as_data
    from brain.serve import load_brain, warm

    os.environ["BRAIN_DB"] = ":memory:"
    brain = await load_brain(place, model)
    warm(brain)
    answers, milliseconds = [], []
    for text in texts:
        metadata = {"today": today} if today else {}
        started = time.perf_counter()
        parsed = await brain.processor.understand(UserMessage(text, metadata=metadata))
        milliseconds.append((time.perf_counter() - started) * 1000)
        answers.append(understood_as_data(parsed))
    return answers, milliseconds, model.name


def percentile(values: list[float], share: int) -> float:
    """Give a percentile, to a tenth."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) if ordered else 0.0


def machine() -> str:
    """Name the machine."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
