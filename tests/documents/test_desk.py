"""The desk: exactly what waits, most urgent first, in the same number of queries however much it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import desk
from core.models import AuditEntry
from documents.actions import reviewing
from documents.models import Recipient
from tests.documents import piles, stories
from tests.documents.stories import at
from tests.workflows.test_deputies import period
from workflows.actions.deputies import appoint_deputy


def acts(person):
    return [(card.act, card.meta) for card in desk.waiting_for(person, timezone.now())[0]]


def test_each_step_waits_on_the_right_desk_only(house):
    document = stories.submitted(house)
    drafted = "Công văn, Nguyễn Thị Lan soạn"
    assert acts(house.head) == [("Kiểm tra nội dung", drafted)]
    assert [acts(each) for each in (house.checker, house.deputy, house.clerk, house.specialist)] == [[], [], [], []]
    stories.approve(document, by=house.head)
    assert [acts(each) for each in (house.head, house.checker)] == [[], [("Kiểm tra thể thức", drafted)]]
    stories.approve(document, by=house.checker)
    assert [acts(each) for each in (house.checker, house.deputy)] == [[], [("Đọc và ký", drafted)]]


def test_deputy_is_told_for_whom(house):
    stories.submitted(house)
    appoint_deputy(house.head, house.accountant, by=house.head, **period(-1, 1))
    assert acts(house.accountant) == [("Kiểm tra nội dung", "Thay mặt Phạm Văn Hùng. Công văn, Nguyễn Thị Lan soạn")]


def test_returned_draft_waits_for_its_drafter_until_it_travels_again(house):
    document = stories.submitted(house)
    reviewing.give_back(document, by=house.head, reason="Thiếu số liệu")
    assert [act for act, _meta in acts(house.specialist)] == ["Sửa và trình lại"]
    stories.submitted(house, document)
    assert acts(house.specialist) == []


def test_count_is_exact_beyond_what_is_shown(house):
    piles.waiting(house, 60, person=house.head)
    found, total = desk.waiting_for(house.head, timezone.now(), limit=50)
    assert (len(found), total, desk.count_for(house.head)) == (50, 60, 60)


def test_urgent_papers_come_first(house):
    for urgency in ("", "flash", "urgent", "rush"):
        piles.waiting(house, 2, person=house.head, urgency=urgency)
    found, _total = desk.waiting_for(house.head, timezone.now())
    assert [card.urgency for card in found] == ["flash", "flash", "rush", "rush", "urgent", "urgent", "", ""]


def test_arrivals_wait_until_they_are_confirmed(house):
    facts = {"number": 1, "issued_on": "2026-01-20", "issued_at": "2026-01-20T01:00:00Z"}
    document = piles.shown(house, 1, to=house.outsider_clerk, state="issued", **facts)[0]
    row = Recipient.objects.create(
        document=document, office=house.neighbour, name="Sở Tài chính", delivered_at=timezone.now()
    )
    Recipient.objects.create(document=document, name="Bộ Khoa học và Công nghệ")
    assert [act for act, _meta in acts(house.outsider_clerk)] == ["Xác nhận đã nhận"]
    assert acts(house.outsider) == []
    answer = at(house.outsider_clerk).post(reverse("document_receive", args=[row.pk]))
    assert (answer.status_code, acts(house.outsider_clerk)) == (302, [])
    assert AuditEntry.objects.filter(verb="document_received").count() == 1


@pytest.mark.parametrize("count", [10, 200])
def test_desk_costs_the_same_with_ten_and_with_two_hundred(house, count):
    piles.waiting(house, count, person=house.head)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        _found, total = desk.waiting_for(house.head, timezone.now())
    assert (total, len(asked)) == (count, 11)


def test_desk_page_costs_the_same_with_ten_and_with_two_hundred(house):
    browser, costs = at(house.head), []
    browser.get(reverse("desk"))
    for more in (10, 190):
        piles.waiting(house, more, person=house.head)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("desk")).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
