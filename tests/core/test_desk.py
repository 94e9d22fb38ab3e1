"""The desk in one sentence: how much waits, and what presses."""

from datetime import UTC, datetime, timedelta

import pytest

from core.desk import Card, told

NOW = datetime(2026, 1, 20, 3, 0, tzinfo=UTC)  # 10:00 in Hanoi


def waiting(*hours):
    """Cards due that many hours from now, or without a limit."""
    dues = [None if each is None else NOW + timedelta(hours=each) for each in hours]
    return [Card(key=str(n), title="", meta="", url="", act="", due=due) for n, due in enumerate(dues)]


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ((), "Không có việc nào đang chờ."),
        ((None,), "Một việc đang chờ."),
        ((2,), "Một việc đang chờ, phải xong hôm nay."),
        ((-2,), "Một việc đang chờ, đã quá hạn."),
        ((2, 30, None, 48), "Bốn việc đang chờ, một việc phải xong hôm nay."),
        ((-1, -30, 3), "Ba việc đang chờ, hai việc đã quá hạn, một việc phải xong hôm nay."),
        ((None,) * 11, "11 việc đang chờ."),
    ],
)
def test_the_sentence_says_what_waits_and_what_presses(hours, sentence):
    assert told(waiting(*hours), len(hours), NOW) == sentence


def test_what_is_not_at_hand_is_not_counted_as_pressing():
    assert told(waiting(2), 60, NOW) == "60 việc đang chờ."
