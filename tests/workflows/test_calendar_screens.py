"""The keeper's screens of the calendar: nothing typed is lost, nonsense gets a clear answer."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.cast import at_desk
from workflows.actions import calendar as acting
from workflows.calendars import calendar_of
from workflows.models import CalendarEdition, WorkDay, WorkHours

YEAR = {"nam": "2026"}


@pytest.fixture
def keeper(cast):
    return at_desk(cast.keeper)


def text(answer):
    return answer.content.decode()


def test_tet_is_marked_in_one_go(cast, keeper):
    typed = {"first": "16/02/2026", "last": "20/02/2026", "kind": "off", "name": "Tết", "legal_ref": "9859/TB-BNV"}
    answer = keeper.post(reverse("calendar_day_add"), typed)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('calendar')}?nam=2026"
    days = WorkDay.objects.order_by("date")
    assert [day.date.day for day in days] == [16, 17, 18, 19, 20]
    assert {(day.office, day.name, day.status, day.legal_ref) for day in days} == {
        (None, "Tết", "confirmed", "9859/TB-BNV")
    }
    page = text(keeper.get(answer.url))
    assert page.count('aria-label="16/02/2026: Tết, nghỉ lễ, tết"') == 1


def test_a_day_of_one_office_only(cast, keeper):
    place = f"?noi={cast.digital.pk}&nam=2026"
    keeper.post(reverse("calendar_day_add") + place, {"first": "16/02/2026", "kind": "half", "name": "Trực"})
    assert WorkDay.objects.get().office == cast.digital
    assert "Trực" in text(keeper.get(reverse("calendar") + place))
    assert "Trực" not in text(keeper.get(reverse("calendar"), YEAR))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"first": "31/02/2026"}, "Ghi ngày/tháng/năm, ví dụ 05/03/2026."),
        ({"first": "16/02/9026"}, "Năm này quá xa."),
        ({"last": "01/02/2026"}, "Ngày cuối phải từ ngày đầu trở đi"),
        ({"last": "16/05/2026"}, "nhiều nhất 31 ngày"),
        ({"kind": "holiday"}, "Hãy chọn một loại trong danh sách."),
        ({"name": ""}, "bắt buộc"),
        ({"name": "x" * 81}, "80"),
    ],
)
def test_nonsense_is_told_and_nothing_is_lost(cast, keeper, typed, told):
    answer = keeper.post(
        reverse("calendar_day_add"), {"first": "16/02/2026", "kind": "off", "name": "Tết", "legal_ref": "giữ"} | typed
    )
    assert answer.status_code == 422
    assert told in text(answer)
    assert 'value="giữ"' in text(answer)
    assert WorkDay.objects.count() == 0


def test_changing_and_taking_away(cast, keeper):
    day = acting.mark_day(None, date(2026, 2, 16), kind="off", name="Tết", by=cast.keeper)
    address = reverse("calendar_day", args=[day.pk])
    assert keeper.post(address, {"kind": "half", "name": "Giao thừa", "is_estimated": "on"}).status_code == 302
    day.refresh_from_db()
    assert (day.kind, day.name, day.status) == ("half", "Giao thừa", "estimated")
    assert keeper.post(reverse("calendar_day_remove", args=[day.pk])).status_code == 302
    assert WorkDay.objects.count() == 0


def test_seeding_and_confirming_a_year(cast, keeper):
    assert "chưa có ngày nghỉ nào từ danh mục" in text(keeper.get(reverse("calendar"), YEAR))
    keeper.post(reverse("calendar_seed"), YEAR)
    page = text(keeper.get(reverse("calendar"), YEAR))
    count = WorkDay.objects.count()
    assert f"{count} ngày mới là dự kiến" in page
    keeper.post(reverse("calendar_confirm"), YEAR | {"legal_ref": "9859/TB-BNV"})
    assert set(WorkDay.objects.values_list("status", "legal_ref")) == {("confirmed", "9859/TB-BNV")}
    assert keeper.post(reverse("calendar_confirm"), YEAR).status_code == 409


def test_hours_of_an_office_and_back(cast, keeper):
    address = f"{reverse('calendar_hours')}?noi={cast.digital.pk}"
    week = {f"morning_from_{day}": "08:00" for day in range(5)} | {f"morning_to_{day}": "12:00" for day in range(5)}
    assert keeper.post(address, week | {"afternoon_from_5": "13:00", "afternoon_to_5": "16:30"}).status_code == 302
    hours = calendar_of(cast.digital).week
    assert hours == dict.fromkeys(range(5), ((time(8), time(12)),)) | {5: ((time(13), time(16, 30)),)}
    page = text(keeper.get(address))
    assert 'name="afternoon_from_5" value="13:00"' in page
    assert keeper.post(address, {"morning_from_0": "", "csrfmiddlewaretoken": ""}).status_code == 302
    assert WorkHours.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"morning_to_0": "6:30"}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"morning_to_0": ""}, "Điền đủ giờ bắt đầu và giờ kết thúc."),
        ({"morning_to_0": "bảy rưỡi"}, "Ghi giờ:phút, ví dụ 07:30."),
        ({"afternoon_from_0": "10:00", "afternoon_to_0": "15:00"}, "chồng lên nhau"),
    ],
)
def test_nonsense_hours(cast, keeper, typed, told):
    answer = keeper.post(reverse("calendar_hours"), {"morning_from_0": "07:30", "morning_to_0": "11:30"} | typed)
    assert answer.status_code == 422
    assert told in text(answer)
    assert WorkHours.objects.count() == 0


@pytest.mark.parametrize("asked", [{"nam": "0"}, {"nam": "mười"}, {"nam": "9" * 30}, {"nam": "²"}, {"noi": "x"}])
def test_addresses_that_mean_nothing_show_this_year(cast, keeper, asked):
    assert keeper.get(reverse("calendar"), asked).status_code == 200


def test_an_office_that_is_not_there(cast, keeper):
    assert keeper.get(reverse("calendar"), {"noi": "99999"}).status_code == 404


def test_the_page_costs_the_same_however_many_days(cast, keeper, django_assert_max_num_queries):
    acting.seed_year(2026)
    calendar_of(None)
    with django_assert_max_num_queries(16):
        keeper.get(reverse("calendar"), YEAR)
    assert CalendarEdition.objects.count() == 1


class TestDeputies:
    def typed(self, **more):
        return {"first": "01/12/2099", "last": "02/12/2099"} | more

    def test_a_secretary_names_who_stands_in_for_the_leader(self, cast):
        page = at_desk(cast.secretary)
        assert "Người vắng" in text(page.get(reverse("deputies")))
        typed = self.typed(absent=cast.leader.pk, deputy=cast.deputy.pk, amount_cap="20000000")
        assert page.post(reverse("deputies"), typed).status_code == 302
        shown = text(page.get(reverse("deputies")))
        assert "làm thay Hoàng Đức Thắng" in shown
        assert "Việc đến 20.000.000 đồng" in shown
        made = cast.leader.deputations.get()
        assert page.post(reverse("deputation_revoke", args=[made.pk])).status_code == 302

    def test_others_name_only_their_own(self, cast):
        page = at_desk(cast.specialist)
        assert "Người vắng" not in text(page.get(reverse("deputies")))
        page.post(reverse("deputies"), self.typed(absent=cast.leader.pk, deputy=cast.head.pk))
        assert cast.leader.deputations.count() == 0
        assert cast.specialist.deputations.get().deputy == cast.head

    def test_a_secretary_cannot_slip_in_somebody_else(self, cast):
        page = at_desk(cast.secretary)
        answer = page.post(reverse("deputies"), self.typed(absent=cast.head.pk, deputy=cast.deputy.pk))
        assert answer.status_code == 422
        assert cast.head.deputations.count() == 0

    def test_nonsense_keeps_what_was_typed(self, cast):
        page = at_desk(cast.head)
        answer = page.post(reverse("deputies"), self.typed(deputy=cast.accountant.pk, last="01/01/2098", basis="Đơn"))
        assert answer.status_code == 422
        assert "Ngày kết thúc phải sau ngày bắt đầu" in text(answer)
        assert 'value="Đơn"' in text(answer)
