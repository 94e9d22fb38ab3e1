"""Who may listen to which topic."""

import pytest

from core import topics
from core.models import User


@pytest.mark.parametrize(
    ("topic", "heard"),
    [
        ("core.desk.7", True),
        ("core.desk.8", False),
        ("core.desk.07", False),
        ("core.desk.7 ", False),
        ("core.desk.", False),
        ("core.desk", False),
        ("core.desk.-7", False),
        ("core.desk.7.8", False),
        ("core.desk.٧", False),
        ("core.access.7", False),
        ("core.nothing.7", False),
        ("core.desk." + "9" * 400, False),
        ("", False),
    ],
)
def test_own_desk_only(topic, heard):
    assert topics.may_hear(User(pk=7), topic) is heard


def test_registered_question_is_asked():
    asked = []

    @topics.of("tests.paper")
    def may_hear(user, pk):
        asked.append((user.pk, pk))
        return pk == 1

    try:
        assert topics.may_hear(User(pk=7), "tests.paper.1") is True
        assert topics.may_hear(User(pk=7), "tests.paper.2") is False
    finally:
        del topics._questions["tests.paper"]
    assert asked == [(7, 1), (7, 2)]
