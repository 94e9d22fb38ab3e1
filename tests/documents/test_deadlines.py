"""Deadlines of papers: the calendar counts, the sentence stands where the date does, and those above may look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import desk
from core.models import Notice
from documents.actions import reviewing
from documents.screens import knots_of
from tests.documents import stories
from workflows.actions import ringing
from workflows.actions.calendar import mark_day
from workflows.calendars import calendar_of
from workflows.models import Timer
from workflows.working_time import WORKING_DAY


@pytest.fixture
def tet(house):
    """The next working day but one is a day of rest."""
    plain = calendar_of(house.digital)
    day = plain.due(timezone.now(), 1, WORKING_DAY).date()
    return mark_day(None, day, kind="off", name="Tết", by=house.keeper)


def sentence(house, tet):
    due = calendar_of(house.digital).due(timezone.now(), 2, WORKING_DAY)
    shown = f"{due:%d/%m}" if due.year == timezone.localdate().year else f"{due:%d/%m/%Y}"
    return f"hạn {shown} vì nghỉ Tết {tet.date:%d/%m}"


def test_the_desk_says_what_moved_the_date(house, tet):
    stories.submitted(house)
    (card,) = desk.waiting_for(house.head, timezone.now())[0]
    assert card.due == calendar_of(house.digital).due(card.since, 2, WORKING_DAY)
    said = sentence(house, tet)
    assert card.meta == f"Công văn, Nguyễn Thị Lan soạn. {said[0].upper()}{said[1:]}."


def test_the_picture_of_the_way_says_it_too(house, tet):
    document = stories.submitted(house)
    assert [knot.at for knot in knots_of(document, house.specialist) if knot.state == "now"] == [sentence(house, tet)]


def test_a_step_that_is_over_keeps_its_clock_still(house):
    document = stories.submitted(house)
    stories.approve(document, by=house.head)
    assert [(timer.step.act, timer.phase) for timer in Timer.objects.order_by("pk")] == [
        ("check_content", "stopped"),
        ("check_form", "running"),
    ]
    reviewing.give_back(stories.fresh(document), by=house.checker, reason="Thiếu số liệu")
    assert set(Timer.objects.values_list("phase", flat=True)) == {"stopped"}


def test_the_superior_who_is_told_may_open_the_paper(house, client):
    document = stories.submitted(house)
    timer = Timer.objects.get()
    client.force_login(house.leader)
    url = document.get_absolute_url()
    assert client.get(url).status_code == 404
    over = calendar_of(house.digital).due(timer.due_at, 1, WORKING_DAY) + timedelta(seconds=1)
    ringing.fire_all(over)
    fire = timer.fires.get(rung="over1")
    ringing.announce_late([fire.pk])
    notice = Notice.objects.get(person=house.leader)
    assert notice.url == url
    assert (notice.subject_kind, notice.subject_id) == ("documents.document", document.pk)
    assert client.get(url).status_code == 200
