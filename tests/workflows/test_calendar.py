"""The working calendar: seeded and marked estimated, the agency's word wins, running clocks follow and say why."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.actions.importing import confirm_import, start_import
from core.models import AuditEntry, Hint, ImportBatch, Notice
from core.refusals import BadInput, WrongState
from tests.workflows.ways import plan, start, step_of
from workflows import clocks
from workflows.actions import calendar as acting
from workflows.actions import ringing, timers
from workflows.actions.recomputing import recompute
from workflows.calendars import calendar_of
from workflows.deadlines import due_told
from workflows.holidays_seed import expected_days
from workflows.models import Assignment, CalendarEdition, Timer, TimerShift, WorkDay
from workflows.tasks import recompute_timers
from workflows.working_time import OFF, SWAP_OFF, SWAP_WORK, WORKING_DAY

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
TET = [date(2026, 2, day) for day in (16, 17, 18, 19, 20)]
CHECK = plan(1, "check_content")


def at(*parts):
    return datetime(2026, *parts, tzinfo=HERE)


def rest(cast, *days, office=None, name="Tết"):
    for day in days:
        acting.mark_day(office, day, kind="off", name=name, by=cast.keeper)


def is_open(office, *parts):
    return calendar_of(office).is_open(at(*parts))


def running(cast, *, budget=5, received=None):
    route = start(cast, CHECK)
    step = step_of(route, "check_content")
    return timers.start_timer(route, step, budget=budget, unit=WORKING_DAY, at=received or at(2, 12, 9))


class TestSeed:
    def test_what_the_year_2026_will_probably_look_like(self):
        expected = {day.date: (day.kind, day.name) for day in expected_days(2026)}
        assert [expected[day] for day in TET] == [(OFF, "Tết")] * 5
        assert expected[date(2026, 4, 27)] == (OFF, "Giỗ Tổ Hùng Vương")
        assert expected[date(2026, 8, 31)] == (SWAP_OFF, "hoán đổi")
        assert expected[date(2026, 8, 22)] == (SWAP_WORK, "làm bù")

    def test_seeded_days_are_estimated_and_never_overwrite(self, cast):
        rest(cast, TET[0], name="Tết, theo Thông báo")
        count = acting.seed_year(2026, by=cast.keeper)
        assert WorkDay.objects.filter(status="estimated").count() == count == WorkDay.objects.count() - 1
        assert WorkDay.objects.get(date=TET[0]).name == "Tết, theo Thông báo"
        assert acting.seed_year(2026) == 0

    def test_data_wins_where_the_list_misses_what_the_government_decided(self, cast):
        """Friday 02/01/2026 was swapped with Saturday 10/01/2026 (12729/VPCP-KGVX); the list knows neither."""
        acting.seed_year(2026)
        assert is_open(cast.digital, 1, 2, 9)
        assert not is_open(cast.digital, 1, 10, 9)
        decision = {"legal_ref": "Công văn 12729/VPCP-KGVX", "by": cast.keeper}
        acting.mark_day(None, date(2026, 1, 2), kind="swap_off", name="hoán đổi", **decision)
        acting.mark_day(None, date(2026, 1, 10), kind="swap_work", name="làm bù", **decision)
        assert not is_open(cast.digital, 1, 2, 9)
        assert is_open(cast.digital, 1, 10, 9)
        due = calendar_of(cast.digital).due(datetime(2025, 12, 31, 9, tzinfo=HERE), 6, WORKING_DAY)
        assert due == at(1, 10, 17)
        acting.seed_year(2026)
        assert not is_open(cast.digital, 1, 2, 9)

    def test_the_clock_looks_ahead_once_and_what_was_taken_out_stays_out(self, cast):
        now = at(11, 24, 2)
        clocks.look_ahead(now)
        assert CalendarEdition.objects.get().seeded == [2026, 2027]
        day = WorkDay.objects.filter(date__year=2027).first()
        acting.unmark_day(day, by=cast.keeper)
        before = WorkDay.objects.count()
        clocks.look_ahead(now)
        assert WorkDay.objects.count() == before

    def test_confirming_a_year_under_the_decision(self, cast):
        acting.seed_year(2026)
        count = WorkDay.objects.count()
        assert acting.confirm_days(None, 2026, legal_ref="9859/TB-BNV", by=cast.keeper) == count
        assert set(WorkDay.objects.values_list("status", "legal_ref")) == {("confirmed", "9859/TB-BNV")}
        assert AuditEntry.objects.get(verb="calendar_confirmed").actor == cast.keeper
        with pytest.raises(WrongState):
            acting.confirm_days(None, 2026, by=cast.keeper)


class TestWhoseCalendar:
    def test_the_nearest_office_wins(self, cast):
        rest(cast, TET[0])
        acting.mark_day(cast.agency, TET[0], kind="half", name="trực", by=cast.keeper)
        acting.mark_day(cast.digital, TET[0], kind="swap_work", name="làm bù", by=cast.keeper)
        found = [calendar_of(office).weight(TET[0]) for office in (cast.neighbour, cast.bureau, cast.digital)]
        assert found == [0, 0.5, 1]
        assert calendar_of(None).weight(TET[0]) == 0

    def test_hours_of_a_unit_replace_the_whole_week(self, cast):
        acting.set_hours(cast.digital, {5: [(time(8), time(12))]}, by=cast.keeper)
        assert is_open(cast.digital, 1, 24, 9)
        assert not is_open(cast.digital, 1, 23, 9)
        assert is_open(cast.bureau, 1, 23, 9)
        acting.set_hours(cast.digital, {}, by=cast.keeper)
        assert is_open(cast.digital, 1, 23, 9)

    @pytest.mark.parametrize(
        "hours",
        [
            [(time(8), time(12)), (time(11), time(15))],
            [(time(12), time(8))],
            [(time(7), time(8)), (time(9), time(10)), (time(11), time(12))],
        ],
    )
    def test_senseless_hours_are_refused_and_change_nothing(self, cast, hours):
        with pytest.raises(BadInput):
            acting.set_hours(cast.digital, {0: hours}, by=cast.keeper)
        assert is_open(cast.digital, 1, 23, 9)

    def test_a_span_is_marked_at_once_and_bounded(self, cast):
        days = acting.mark_span(None, TET[0], TET[-1], kind="off", name="Tết", by=cast.keeper)
        assert [day.date for day in days] == TET
        for first, last in ((TET[1], TET[0]), (date(2026, 1, 1), date(2026, 2, 1))):
            with pytest.raises(BadInput):
                acting.mark_span(None, first, last, kind="off", name="Tết", by=cast.keeper)

    @pytest.mark.parametrize(
        "said", [{"name": ""}, {"name": "x" * 81}, {"kind": "holiday"}, {"legal_ref": "x" * 201}]
    )
    def test_nonsense_about_a_day(self, cast, said):
        with pytest.raises(BadInput):
            acting.mark_day(None, TET[0], by=cast.keeper, **({"kind": "off", "name": "Tết"} | said))
        assert WorkDay.objects.count() == 0

    def test_each_calendar_is_read_once_for_each_edition(self, cast, django_assert_num_queries):
        rest(cast, TET[0])
        calendar_of(cast.digital)
        with django_assert_num_queries(1):
            calendar_of(cast.digital)
        rest(cast, TET[1])
        assert calendar_of(cast.digital).weight(TET[1]) == 0


class TestClocksFollow:
    def test_due_dates_move_with_the_reason_kept_audited_and_shown(self, cast):
        timer = running(cast)
        assert timer.due_at == at(2, 19, 17)
        rest(cast, *TET)
        Hint.objects.all().delete()
        assert recompute(None, "Nghỉ Tết theo Thông báo 9859.", by=cast.keeper) == 1
        timer.refresh_from_db()
        assert timer.due_at == at(2, 26, 17)
        assert due_told(timer, at(2, 12).date()) == "hạn 26/02 vì nghỉ Tết 16–20/02"
        shift = TimerShift.objects.get()
        assert (shift.before, shift.after) == (at(2, 19, 17), at(2, 26, 17))
        assert shift.reason == "Nghỉ Tết theo Thông báo 9859."
        entry = AuditEntry.objects.get(verb="deadline_moved")
        assert (entry.actor, entry.subject_id) == (cast.keeper, timer.route_id)
        assert set(Hint.objects.values_list("topic", flat=True)) == {
            f"workflows.route.{timer.route_id}",
            f"core.desk.{cast.head.pk}",
        }
        timer.step.refresh_from_db()
        assert timer.step.due == timer.due_at
        assert set(Assignment.objects.values_list("due", flat=True)) == {timer.due_at}
        assert recompute(None, "Lần nữa.", by=cast.keeper) == 0

    def test_only_the_offices_it_is_about(self, cast):
        timer = running(cast)
        rest(cast, *TET, office=cast.bureau)
        assert recompute(cast.bureau, "Nghỉ.", by=cast.keeper) == 0
        rest(cast, *TET, office=cast.agency)
        assert recompute(cast.agency, "Nghỉ.", by=cast.keeper) == 1
        timer.refresh_from_db()
        assert timer.due_at == at(2, 26, 17)

    def test_a_due_date_that_lies_ahead_again_is_a_new_promise(self, cast):
        timer = running(cast, budget=1, received=timezone.now())
        ringing.fire_all(timer.due_at)
        assert timer.fires.filter(rung="due").count() == 1
        rest(cast, timezone.localtime(timer.due_at).date())
        recompute(None, "Nghỉ đột xuất.", by=cast.keeper)
        timer.refresh_from_db()
        assert timer.series == 2
        ringing.fire_all(timer.due_at)
        assert timer.fires.filter(rung="due").count() == 2
        assert Notice.objects.filter(person=cast.head, text__contains="đã đến hạn").count() == 2

    def test_clocks_that_stand_still_or_have_stopped_are_left(self, cast):
        timer = running(cast)
        timers.pause_timers(timer.route, "chờ", at=at(2, 13, 17))
        rest(cast, *TET)
        assert recompute(None, "Nghỉ Tết.", by=cast.keeper) == 0
        timers.resume_timers(timer.route, at=at(2, 14, 9))
        timer.refresh_from_db()
        assert timer.due_at == at(2, 27, 17)

    def test_the_job_does_it(self, cast):
        timer = running(cast)
        rest(cast, *TET)
        recompute_timers.func(None, "Nghỉ Tết.", cast.keeper.pk)
        timer.refresh_from_db()
        assert timer.due_at == at(2, 26, 17)

    def test_many_clocks_in_batches(self, cast, monkeypatch):
        monkeypatch.setattr("workflows.actions.recomputing.BATCH", 2)
        made = [running(cast) for _each in range(5)]
        rest(cast, *TET)
        assert recompute(None, "Nghỉ Tết.", by=None) == 5
        assert set(Timer.objects.filter(pk__in=[each.pk for each in made]).values_list("due_at", flat=True)) == {
            at(2, 26, 17)
        }


class TestImport:
    TABLE = (
        "Ngày;Loại;Tên;Căn cứ;Đơn vị\n02/01/2026;nghỉ hoán đổi;hoán đổi;12729/VPCP-KGVX;\n10/01/2026;{};làm bù;;{}\n"
    )

    def imported(self, cast, kind="làm bù", office=""):
        return start_import(
            kind="days", content=self.TABLE.format(kind, office).encode(), name="lich.csv", by=cast.keeper
        )

    def test_shown_then_written_and_confirmed(self, cast):
        acting.seed_year(2026)
        batch = self.imported(cast, office="CĐS")
        assert batch.state == ImportBatch.State.READY
        assert [row.changes for row in batch.rows.all()] == [
            ["nghỉ hoán đổi, áp dụng cho mọi đơn vị"],
            ["làm bù, áp dụng cho Phòng Chuyển đổi số"],
        ]
        confirm_import(batch, digest=batch.digest, seen=batch.version, by=cast.keeper)
        assert not is_open(cast.digital, 1, 2, 9)
        assert is_open(cast.digital, 1, 10, 9)
        assert not is_open(cast.bureau, 1, 10, 9)

    def test_an_estimated_day_is_confirmed_by_the_table(self, cast):
        acting.seed_year(2026)
        content = "Ngày;Loại;Tên\n16/02/2026;nghỉ;Tết\n".encode()
        batch = start_import(kind="days", content=content, name="lich.csv", by=cast.keeper)
        assert [row.changes for row in batch.rows.all()] == [["Dự kiến → đã xác nhận"]]
        confirm_import(batch, digest=batch.digest, seen=batch.version, by=cast.keeper)
        day = WorkDay.objects.get(date=TET[0])
        assert (day.status, day.legal_ref) == ("confirmed", "Điều 112 Bộ luật Lao động số 45/2019/QH14")

    @pytest.mark.parametrize(("kind", "office"), [("nghỉ mát", ""), ("làm bù", "Phòng Không Có")])
    def test_one_faulty_row_and_nothing_is_written(self, cast, kind, office):
        batch = self.imported(cast, kind, office)
        assert batch.state == ImportBatch.State.FAULTY
        assert [row.outcome for row in batch.rows.all()] == ["new", "error"]
        assert WorkDay.objects.count() == 0
