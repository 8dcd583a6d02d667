"""Answers are data and keep their types."""

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from brain.labels import for_rasa, label_of
from brain.nlg import DataAnswers, fill

MONEY = {"type": "money", "amount": "89.90", "currency": "EUR"}


def test_a_whole_slot_keeps_its_type() -> None:
    assert fill({"with": {"a": "{paid}", "n": "{n}"}}, {"paid": MONEY, "n": 3}) == {
        "with": {"a": MONEY, "n": 3}
    }


def test_a_slot_inside_a_string_becomes_text() -> None:
    assert fill(["state_{state}"], {"state": "sent"}) == ["state_sent"]


def test_an_unknown_slot_is_nothing() -> None:
    assert fill({"a": "{missing}", "b": "x{missing}"}, {}) == {"a": None, "b": "x"}


async def _said(utter: str, intent: str) -> object:
    domain = Domain.from_dict(
        {
            "intents": ["faq", "greet"],
            "responses": {"utter_article": [{"custom": {"article": "{article}"}}]},
        }
    )
    tracker = DialogueStateTracker("1", domain.slots)
    tracker.update(UserUttered("?", for_rasa(intent, 0.9)))
    return await DataAnswers(None, domain).generate(utter, tracker, "turn")


def test_the_article_is_the_one_that_was_asked_for(run) -> None:
    said = run(_said("utter_article", "faq/pets"))
    assert said == {"custom": {"article": "faq/pets"}}


def test_an_answer_the_domain_does_not_know_is_none(run) -> None:
    assert run(_said("utter_nothing", "greet")) is None


def test_labels_survive_the_way_through_rasa() -> None:
    for label in ("greet", "faq/pets", "faq/payment_failed", "nlu_fallback"):
        assert label_of(for_rasa(label, 0.5)) == label
    assert for_rasa("faq/payment_failed", 0.5)["name"] == "payment_failed"
    assert for_rasa("faq/pets", 0.5)["name"] == "faq"
