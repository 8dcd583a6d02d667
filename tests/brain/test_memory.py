"""What is remembered of a conversation, and forgotten."""

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from brain.memory import TurnMemory


@pytest.fixture
def memory(tmp_path: Path) -> TurnMemory:
    return TurnMemory(Domain.from_dict({"intents": ["greet"]}), db=str(tmp_path / "brain.db"))


async def _talk(memory: TurnMemory, conversation: str, turns: int) -> DialogueStateTracker | None:
    for number in range(turns):
        tracker = await memory.get_or_create_tracker(conversation)
        tracker.update(UserUttered(f"hello {number}", {"name": "greet"}))
        tracker.update(ActionExecuted("action_listen"))
        await memory.save(tracker)
    return await memory.retrieve(conversation)


def test_events_come_back_in_order_and_once(memory: TurnMemory, run) -> None:
    tracker = run(_talk(memory, "a.1", 3))
    texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert texts == ["hello 0", "hello 1", "hello 2"]


def test_another_process_reads_what_was_saved(tmp_path: Path, run) -> None:
    domain = Domain.from_dict({"intents": ["greet"]})
    saved = run(_talk(TurnMemory(domain, db=str(tmp_path / "brain.db")), "a.1", 2))
    read = run(TurnMemory(domain, db=str(tmp_path / "brain.db")).retrieve("a.1"))
    assert [event.as_dict() for event in read.events] == [event.as_dict() for event in saved.events]


def test_a_turn_that_failed_leaves_no_trace(memory: TurnMemory, run) -> None:
    tracker = run(_talk(memory, "a.1", 1))
    tracker.update(UserUttered("this turn fails", {"name": "greet"}))
    texts = [event.text for event in run(memory.retrieve("a.1")).events if hasattr(event, "text")]
    assert texts == ["hello 0"]


def test_saving_twice_writes_nothing_twice(memory: TurnMemory, run) -> None:
    tracker = run(_talk(memory, "a.1", 1))
    run(memory.save(tracker))
    assert len(run(memory.retrieve("a.1")).events) == len(tracker.events)


def test_forgetting_erases_all_epochs_and_nobody_else(memory: TurnMemory, run) -> None:
    for conversation in ("a.1", "a.2", "ab.1", "a%.1"):
        run(_talk(memory, conversation, 1))
    assert memory.forget("a") > 0
    assert sorted(run(memory.keys())) == ["a%.1", "ab.1"]


def test_a_new_conversation_is_unknown(memory: TurnMemory, run) -> None:
    assert run(memory.retrieve("nobody")) is None
