"""Measures entities: `python -m brain.eval_entities` on rows of `lang text entity value`."""

from collections import defaultdict
from typing import Any

from brain.evaluation import Row, ask_all, machine, run

NONE = "none"


def main() -> None:
    """Find the entities of each sentence as it would be in a talk."""
    run(__doc__, judge)


def judge(rows: list[Row], today: str | None) -> dict[str, Any]:
    """Give the report: right is the wanted value and no second of its kind."""
    answers, _, model = ask_all([row["text"] for row in rows], today)
    found = [answer["entities"] for answer in answers]
    right = [is_right(row, entities) for row, entities in zip(rows, found, strict=True)]
    return {
        "exact": _share(right),
        "by_language": _by(rows, "lang", right),
        "by_entity": _by(rows, "entity", right),
        "wrong": [
            {
                **{key: row.get(key) for key in ("lang", "text", "entity", "value")},
                "got": [f"{entity['entity']}={entity['value']}" for entity in entities],
            }
            for row, entities, good in zip(rows, found, right, strict=True)
            if not good
        ],
        "samples": len(rows),
        "model": model,
        "machine": machine(),
    }


def is_right(row: Row, entities: list[dict[str, Any]]) -> bool:
    """Judge one sentence."""
    if row["entity"] == NONE:
        return not entities
    values = [str(entity["value"]) for entity in entities if entity["entity"] == row["entity"]]
    return values == [row["value"]]


def _share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 4) if right else 0.0


def _by(rows: list[Row], column: str, right: list[bool]) -> dict[str, float]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, good in zip(rows, right, strict=True):
        groups[row[column]].append(good)
    return {name: _share(group) for name, group in sorted(groups.items())}


if __name__ == "__main__":
    main()
