"""Who may listen to which topic: each room registers one question for each kind of thing it announces.

A room writes `<app>/topics.py`, found at start-up:

    @topics.of("documents.document")
    def may_hear(user, pk):
        return Document.objects.visible_to(user).filter(pk=pk).exists()
"""

import re

TOPIC = re.compile(r"([a-z_]+\.[a-z_]+)\.([1-9][0-9]{0,17})")

_questions = {}


def of(label):
    """Register function(user, pk) -> bool as the one who answers for topics `label`.<pk>."""

    def register(question):
        _questions[label] = question
        return question

    return register


def labels():
    """Every kind of topic somebody answers for."""
    return sorted(_questions)


def may_hear(user, topic):
    """Whether the user may listen to the topic; False for what nobody answers for and for malformed names."""
    match = TOPIC.fullmatch(topic)
    if match is None or match[1] not in _questions:
        return False
    return bool(_questions[match[1]](user, int(match[2])))


@of("core.desk")
def is_own_desk(user, pk):
    return user.pk == pk


@of("core.resource")
def may_see_resource(user, pk):
    from core.models import Resource

    return Resource.objects.visible_to(user).filter(pk=pk).exists()
