"""An answer that fits the question is the thing asked for; a strong other wish wins."""

import pytest

from brain.entities.found import Found
from brain.expectation import Heard, meant


def heard(
    text: str,
    label: str = "out_of_scope",
    confidence: float = 0.4,
    found: tuple[Found, ...] = (),
    learned_as: str | None = None,
) -> Heard:
    return Heard(text, label, confidence, learned_as, found)


def whole(entity: str, text: str) -> tuple[Found, ...]:
    return (Found(entity, text, 0, len(text)),)


@pytest.mark.parametrize("name", ["Walker", "کریمی", "王", "de la Cruz"])
def test_a_short_answer_to_the_question_for_a_name_is_a_name(name: str) -> None:
    decided = meant(heard(name, "greet", 0.5, whole("last_name", name)), "last_name")
    assert decided.label == "inform"
    assert decided.found == whole("last_name", name)


@pytest.mark.parametrize(
    ("text", "label"),
    [("no", "deny"), ("stop", "deny"), ("a person please", "human_handoff"), ("yes", "affirm")],
)
def test_a_command_that_was_learned_is_no_name(text: str, label: str) -> None:
    said = heard(text, label, 0.7, whole("last_name", text), learned_as=label)
    decided = meant(said, "last_name")
    assert decided.label is None
    assert decided.found == ()


def test_a_longer_wish_is_no_name() -> None:
    text = "how much luggage allowed"
    said = heard(text, "faq/baggage_allowance", 0.8, whole("last_name", text))
    assert meant(said, "last_name").label is None


def test_a_code_answers_the_question_for_the_booking() -> None:
    said = heard("K7M2QX", "site_problem", 0.3, whole("booking_reference", "K7M2QX"))
    assert meant(said, "booking_reference").label == "inform"


def test_a_wish_with_a_code_stays_a_wish() -> None:
    text = "I want a refund for K7M2QX"
    said = heard(text, "refund_request", 0.9, (Found("booking_reference", "K7M2QX", 20, 26),))
    decided = meant(said, "booking_reference")
    assert decided.label is None
    assert decided.found == said.found


def test_six_letters_in_lower_case_are_a_reference_only_if_they_mean_nothing_else() -> None:
    assert meant(heard("qwxzkp"), "booking_reference").label == "inform"
    assert meant(heard("cancel", "deny", 0.8), "booking_reference").label is None


def test_words_about_the_refund_are_its_part() -> None:
    decided = meant(heard("only the flight back", "refund_request", 0.9), "refund_part")
    assert decided.label == "inform"
    assert decided.found[-1].entity == "refund_part"


@pytest.mark.parametrize("label", ["human_handoff", "emergency_help", "faq/baggage_allowance"])
def test_another_strong_wish_is_no_part_of_a_refund(label: str) -> None:
    assert meant(heard("let me talk to someone", label, 0.9), "refund_part").label is None


def test_a_story_of_many_words_is_the_details_of_a_case() -> None:
    text = "the guide was rude and left us standing in the rain for two hours"
    decided = meant(heard(text, "complaint", 0.95), "case_details")
    assert decided.label == "inform"
    assert decided.found[-1].value == text


@pytest.mark.parametrize("label", ["deny", "human_handoff", "goodbye"])
def test_a_clear_command_ends_the_question_for_details(label: str) -> None:
    assert meant(heard("forget it", label, 0.95), "case_details").label is None


def test_consent_needs_a_yes_that_was_learned() -> None:
    assert meant(heard("yes", "affirm", 0.9, learned_as="affirm"), "consent").label == "affirm"
    assert meant(heard("refund it then", "refund_request", 0.9), "consent").label is None


def test_a_bare_number_after_the_survey_is_a_mark() -> None:
    decided = meant(heard("5", "inform", 0.8, whole("rating", "5")), "rating")
    assert decided.label == "feedback_survey"


def test_nothing_but_data_is_data() -> None:
    said = heard("AB12CD", "site_problem", 0.2, whole("booking_reference", "AB12CD"))
    assert meant(said, None).label == "inform"
    assert meant(heard("hello", "greet", 0.9), None).label is None
