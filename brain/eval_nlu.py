"""Measures understanding: `python -m brain.eval_nlu` on rows of `lang intent text [style]`."""

from collections import Counter, defaultdict
from typing import Any

from brain.evaluation import Row, ask_all, machine, percentile, run
from brain.labels import FALLBACK

OUT_OF_SCOPE = "out_of_scope"


def main() -> None:
    """Understand each sentence as it would be in a talk; judge the label acted on."""
    run(__doc__, judge)


def judge(rows: list[Row], today: str | None) -> dict[str, Any]:
    """Give the report."""
    answers, milliseconds, model = ask_all([row["text"] for row in rows], today)
    got = [_acted_on(answer) for answer in answers]
    wanted = [row["intent"] for row in rows]
    right = [one == other for one, other in zip(got, wanted, strict=True)]
    return {
        "accuracy": _share(right),
        "macro_f1": _macro_f1(wanted, got),
        "by_language": _by(rows, "lang", right),
        "by_style": _by(rows, "style", right),
        "by_intent": _by(rows, "intent", right),
        "out_of_scope": _out_of_scope(wanted, got),
        "ms": {"p50": percentile(milliseconds, 50), "p95": percentile(milliseconds, 95)},
        "confusions": _confusions(wanted, got),
        "wrong": [
            {
                "lang": row["lang"],
                "text": row["text"],
                "expected": row["intent"],
                "got": label,
                "confidence": answer["ranking"][0][1] if answer["ranking"] else 0.0,
            }
            for row, label, answer, good in zip(rows, got, answers, right, strict=True)
            if not good
        ],
        "samples": len(rows),
        "model": model,
        "machine": machine(),
    }


def _acted_on(answer: dict[str, Any]) -> str:
    return OUT_OF_SCOPE if answer["intent"] == FALLBACK else answer["intent"]


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0


def _by(rows: list[Row], column: str, right: list[bool]) -> dict[str, Any]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, good in zip(rows, right, strict=True):
        if row.get(column):
            groups[row[column]].append(good)
    return {
        name: {"accuracy": _share(group), "samples": len(group)}
        for name, group in sorted(groups.items())
    }


def _macro_f1(wanted: list[str], got: list[str]) -> float:
    scores = []
    for label in sorted(set(wanted)):
        hits = sum(a == b == label for a, b in zip(wanted, got, strict=True))
        both = wanted.count(label) + got.count(label)
        scores.append(2 * hits / both if both else 0.0)
    return round(sum(scores) / len(scores), 4) if scores else 0.0


def _out_of_scope(wanted: list[str], got: list[str]) -> dict[str, float]:
    pairs = list(zip(wanted, got, strict=True))
    outside = [label == OUT_OF_SCOPE for one, label in pairs if one == OUT_OF_SCOPE]
    inside = [label == OUT_OF_SCOPE for one, label in pairs if one != OUT_OF_SCOPE]
    return {"recall": _share(outside), "in_scope_rejected": _share(inside)}


def _confusions(wanted: list[str], got: list[str]) -> list[dict[str, Any]]:
    pairs = Counter((a, b) for a, b in zip(wanted, got, strict=True) if a != b)
    return [
        {"expected": pair[0], "got": pair[1], "times": times}
        for pair, times in pairs.most_common(40)
    ]


if __name__ == "__main__":
    main()
