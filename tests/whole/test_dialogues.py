"""Whatever a traveller says in the middle of a form gets one answer, and never an outage."""

from typing import Any

import httpx2
import pytest
import yaml

from house.places import ROOT, House

pytestmark = pytest.mark.house

Json = dict[str, Any]

INTENTS = [
    intent
    for intent in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    if intent not in ("proof_given", "proof_failed", "case_resolved")
]
IN_A_FORM: dict[str, list[Json]] = {
    "identity_form": [{"intent": "refund_request"}],
    "identity_form, second question": [
        {"intent": "refund_request"},
        {"intent": "inform", "entities": {"booking_reference": "AB12CD"}},
    ],
    "case_form": [{"intent": "complaint"}],
    "case_form, second question": [
        {"intent": "complaint"},
        {"intent": "inform", "entities": {"case_details": "The room was dirty."}},
    ],
    "no form": [],
}


def turn(house: House, conversation: str, command: Json) -> httpx2.Response:
    """One command, as the front line gives it."""
    metadata: Json = {
        "language": "en", "channel": "web_chat", "today": "2026-11-25", "zone": "UTC",
        "deadline": "2036-11-25T00:00:00+00:00", "grant": None, "known": {},
    }  # fmt: skip
    body = {"conversation": conversation, "command": command, "metadata": metadata}
    return httpx2.post(f"{house.url('brain')}/turn", json=body, timeout=10)


@pytest.mark.parametrize("form", IN_A_FORM)
def test_every_intent_is_answered_at_every_question(whole_house: House, form: str) -> None:
    unanswered = {}
    for intent in INTENTS:
        conversation = f"{form.replace(', ', '-').replace(' ', '-')}-{intent}.0"
        for command in IN_A_FORM[form]:
            assert turn(whole_house, conversation, command).status_code == 200

        answer = turn(whole_house, conversation, {"intent": intent, "entities": {}})

        replies = answer.json().get("replies") or []
        if answer.status_code != 200 or not 0 < len(replies) <= 4:
            unanswered[intent] = (answer.status_code, len(replies))
    assert unanswered == {}
