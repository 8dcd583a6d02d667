"""Measures language naming: `python -m brain.eval_langid` on rows of `lang text`."""

from collections import defaultdict
from typing import Any

from brain.evaluation import Row, ask_all, machine, percentile, run


def main() -> None:
    """Name the language of each sentence as it would be in a talk."""
    run(__doc__, judge)


def judge(rows: list[Row], today: str | None) -> dict[str, Any]:
    """Give the report."""
    answers, milliseconds, model = ask_all([row["text"] for row in rows], today)
    right = [row["lang"] == answer["language"] for row, answer in zip(rows, answers, strict=True)]
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, good in zip(rows, right, strict=True):
        groups[row["lang"]].append(good)
    return {
        "accuracy": _share(right),
        "by_language": {name: _share(group) for name, group in sorted(groups.items())},
        "ms": {"p50": percentile(milliseconds, 50), "p95": percentile(milliseconds, 95)},
        "wrong": [
            {"lang": row["lang"], "text": row["text"], "got": answer["language"]}
            for row, answer, good in zip(rows, answers, right, strict=True)
            if not good
        ],
        "samples": len(rows),
        "model": model,
        "machine": machine(),
    }


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0


if __name__ == "__main__":
    main()
