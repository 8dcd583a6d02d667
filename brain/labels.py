"""Labels of the contract and the names Rasa has for them."""

from typing import Any

FALLBACK = "nlu_fallback"
_TASKS = {"faq/payment_failed": "payment_failed"}
_LABELS = {task: label for label, task in _TASKS.items()}


def for_rasa(label: str, confidence: float) -> dict[str, Any]:
    """Give Rasa's intent for a label: `faq/x` is the retrieval intent `faq`, but for tasks."""
    if label in _TASKS:
        return {"name": _TASKS[label], "confidence": confidence}
    base, slash, _ = label.partition("/")
    if not slash:
        return {"name": label, "confidence": confidence}
    return {"name": base, "confidence": confidence, "full_retrieval_intent_name": label}


def fallback(ranking: list[tuple[str, float]]) -> dict[str, Any]:
    """Give the intent of a message that was not understood."""
    best = ranking[0][1] if ranking else 0.0
    return {"name": FALLBACK, "confidence": 1.0 - best}


def label_of(intent: dict[str, Any]) -> str:
    """Give the label of the contract for Rasa's intent."""
    name = intent.get("name") or FALLBACK
    return intent.get("full_retrieval_intent_name") or _LABELS.get(name, name)
