"""A memory serves one process: another gets none of it."""

import pickle

from scoring.engine.memory import Memory


def test_a_memory_that_is_sent_is_empty() -> None:
    memory = Memory()
    assert [memory.of(str, "a", (1,), word) for word in "xy"] == ["x", "x"]
    sent = pickle.loads(pickle.dumps(memory))
    assert sent.of(str, "a", (1,), "y") == "y"
