from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflows.working_time import (
    AFTERNOON,
    CALENDAR_DAY,
    HALF,
    MORNING,
    OFF,
    SWAP_OFF,
    SWAP_WORK,
    WEEK,
    WORKING_DAY,
    WORKING_HOUR,
    Calendar,
    Closed,
    Marked,
    NeverDue,
    told,
)

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
QUARTER = timedelta(minutes=15)
TET = {date(2026, 2, day): Marked(OFF, "Tết") for day in (16, 17, 18, 19, 20)}
PLAIN, WITH_TET = Calendar(), Calendar(TET)


def at(*parts):
    return datetime(*parts, tzinfo=HERE)


def days(number):
    return timedelta(days=number)


class TestWorkingDays:
    def test_due_at_closing_time_of_the_last_working_day(self):
        assert PLAIN.due(at(2026, 1, 20, 8, 48), 2, WORKING_DAY) == at(2026, 1, 22, 17)

    def test_weekend_does_not_count(self):
        assert PLAIN.due(at(2026, 1, 23, 16), 1, WORKING_DAY) == at(2026, 1, 26, 17)

    def test_tet_moves_the_day_and_is_named(self):
        received = at(2026, 2, 12, 9)
        due = WITH_TET.due(received, 5, WORKING_DAY)
        assert due == at(2026, 2, 26, 17)
        assert WITH_TET.why(received, due) == [Closed(date(2026, 2, 16), date(2026, 2, 20), "Tết")]

    def test_what_comes_after_hours_is_received_on_the_next_working_day(self):
        assert PLAIN.due(at(2026, 1, 23, 17, 1), 1, WORKING_DAY) == at(2026, 1, 27, 17)

    def test_the_moment_of_closing_is_still_in_time(self):
        assert PLAIN.due(at(2026, 1, 23, 17), 1, WORKING_DAY) == at(2026, 1, 26, 17)

    def test_what_comes_over_lunch_or_before_opening_is_received_that_day(self):
        assert PLAIN.received(at(2026, 1, 23, 12)) == at(2026, 1, 23, 13, 30)
        assert PLAIN.due(at(2026, 1, 23, 6), 1, WORKING_DAY) == at(2026, 1, 26, 17)

    def test_the_day_is_ours_and_not_that_of_greenwich(self):
        night = datetime(2026, 1, 22, 18, 0, tzinfo=ZoneInfo("UTC"))  # Friday 01:00 here
        assert PLAIN.due(night, 1, WORKING_DAY) == at(2026, 1, 26, 17)

    def test_half_a_day_counts_as_half(self):
        calendar = Calendar({date(2026, 1, 22): Marked(HALF, "nghỉ chiều")})
        assert calendar.spent(at(2026, 1, 21, 9), at(2026, 1, 22, 17), WORKING_DAY) == Fraction(1, 2)
        assert calendar.due(at(2026, 1, 21, 9), 1, WORKING_DAY) == at(2026, 1, 23, 11, 30)
        assert calendar.sessions(date(2026, 1, 22)) == ((at(2026, 1, 22, 7, 30), at(2026, 1, 22, 11, 30)),)

    def test_a_saturday_morning_of_the_week_counts_as_half(self):
        calendar = Calendar(week={**WEEK, 5: (MORNING,)})
        assert calendar.weight(date(2026, 1, 24)) == Fraction(1, 2)
        assert calendar.due(at(2026, 1, 23, 9), 1, WORKING_DAY) == at(2026, 1, 26, 11, 30)

    def test_half_of_an_unbroken_day_is_its_first_half(self):
        calendar = Calendar({date(2026, 1, 22): Marked(HALF)}, {3: ((time(8), time(15)),)})
        assert calendar.sessions(date(2026, 1, 22)) == ((at(2026, 1, 22, 8), at(2026, 1, 22, 11, 30)),)

    def test_a_day_worked_in_exchange_keeps_the_hours_of_the_longest_day(self):
        swap = {date(2026, 1, 9): Marked(SWAP_OFF, "hoán đổi"), date(2026, 1, 10): Marked(SWAP_WORK, "làm bù")}
        calendar = Calendar(swap)
        assert calendar.due(at(2026, 1, 8, 9), 1, WORKING_DAY) == at(2026, 1, 10, 17)
        assert calendar.weight(date(2026, 1, 10)) == 1

    def test_units_with_hours_of_their_own(self):
        late = Calendar(week=dict.fromkeys(range(1, 6), ((time(9), time(12)), (time(13), time(18)))))
        assert late.due(at(2026, 1, 23, 17, 30), 1, WORKING_DAY) == at(2026, 1, 24, 18)
        assert late.due(at(2026, 1, 24, 17, 30), 1, WORKING_DAY) == at(2026, 1, 27, 18)

    def test_nothing_is_spent_on_the_day_of_receipt(self):
        assert PLAIN.spent(at(2026, 1, 20, 8), at(2026, 1, 20, 17), WORKING_DAY) == 0
        assert PLAIN.spent(at(2026, 1, 20, 8), at(2026, 1, 21, 11, 30), WORKING_DAY) == Fraction(8, 15)


class TestCalendarDays:
    def test_every_day_counts(self):
        assert PLAIN.due(at(2026, 1, 20, 9), 7, CALENDAR_DAY) == at(2026, 1, 27, 17)

    def test_a_last_day_of_rest_ends_with_the_next_working_day(self):
        assert PLAIN.due(at(2026, 1, 20, 9), 4, CALENDAR_DAY) == at(2026, 1, 26, 17)
        assert WITH_TET.due(at(2026, 2, 6, 9), 10, CALENDAR_DAY) == at(2026, 2, 23, 17)

    def test_spent_passes_through_days_of_rest(self):
        assert PLAIN.spent(at(2026, 1, 23, 9), at(2026, 1, 26, 17), CALENDAR_DAY) == 3
        assert PLAIN.spent(at(2026, 1, 23, 9), at(2026, 1, 24, 12), CALENDAR_DAY) == Fraction(1, 2)


class TestWorkingHours:
    def test_hours_run_from_the_moment_itself_and_rest_over_lunch_and_night(self):
        assert PLAIN.due(at(2026, 1, 20, 10, 30), 2, WORKING_HOUR) == at(2026, 1, 20, 14, 30)
        assert PLAIN.due(at(2026, 1, 20, 16), 4, WORKING_HOUR) == at(2026, 1, 21, 10, 30)

    def test_due_at_closing_is_not_the_next_opening(self):
        assert PLAIN.due(at(2026, 1, 20, 16), 1, WORKING_HOUR) == at(2026, 1, 20, 17)

    def test_over_tet(self):
        assert WITH_TET.due(at(2026, 2, 13, 16), 2, WORKING_HOUR) == at(2026, 2, 23, 8, 30)


class TestClocksThatCannotBeArmed:
    @pytest.mark.parametrize("unit", [WORKING_HOUR, WORKING_DAY, CALENDAR_DAY])
    def test_an_office_that_never_opens(self, unit):
        with pytest.raises(NeverDue):
            Calendar(week={}).due(at(2026, 1, 20, 9), 1, unit)

    def test_a_budget_beyond_ten_years(self):
        with pytest.raises(NeverDue):
            PLAIN.due(at(2026, 1, 20, 9), 32_000, WORKING_DAY)


class TestTold:
    def test_the_sentence(self):
        rest = WITH_TET.why(at(2026, 2, 12, 9), at(2026, 2, 26, 17))
        assert told(at(2026, 2, 26, 17), rest) == "hạn 26/02 vì nghỉ Tết 16–20/02"

    def test_without_a_reason_with_a_clock_in_another_year(self):
        assert told(at(2026, 2, 26, 17)) == "hạn 26/02"
        assert told(at(2026, 2, 26, 10, 5), with_clock=True) == "hạn 10:05 ngày 26/02"
        assert told(at(2026, 2, 26, 17), today=date(2025, 12, 1)) == "hạn 26/02/2026"

    def test_several_stretches(self):
        rest = [
            Closed(date(2025, 1, 27), date(2025, 2, 3), "Tết"),
            Closed(date(2025, 4, 7), date(2025, 4, 7), "Giỗ Tổ Hùng Vương"),
        ]
        assert told(at(2025, 4, 10, 17), rest) == "hạn 10/04 vì nghỉ Tết 27/01–03/02 và Giỗ Tổ Hùng Vương 07/04"

    def test_one_stretch_runs_through_the_weekend(self):
        marked = {date(2025, 1, day): Marked(OFF, "Tết") for day in (27, 28, 29, 30, 31)}
        marked[date(2025, 2, 3)] = Marked(SWAP_OFF, "Tết")
        rest = Calendar(marked).why(at(2025, 1, 24, 9), at(2025, 2, 5, 17))
        assert rest == [Closed(date(2025, 1, 27), date(2025, 2, 3), "Tết")]

    def test_a_holiday_on_a_sunday_moves_nothing(self):
        calendar = Calendar({date(2026, 1, 25): Marked(OFF, "Giỗ Tổ")})
        assert calendar.why(at(2026, 1, 20, 9), at(2026, 1, 28, 17)) == []


HOURS = st.sampled_from(
    [(), (MORNING,), (AFTERNOON,), (MORNING, AFTERNOON), ((time(8), time(12)), (time(13), time(16, 30)))]
)
WEEKS = st.dictionaries(st.integers(0, 6), HOURS).filter(lambda week: any(week.values()))
FIRST_DAY = date(2026, 1, 1)
DATES = st.integers(0, 60).map(lambda number: FIRST_DAY + days(number))
MARKS = st.builds(Marked, st.sampled_from([OFF, SWAP_OFF, SWAP_WORK, HALF]), st.sampled_from(["Tết", "Giỗ Tổ"]))
CALENDARS = st.builds(Calendar, st.dictionaries(DATES, MARKS, max_size=30), WEEKS)
MOMENTS = st.integers(0, 4 * 24 * 40).map(lambda quarters: at(2026, 1, 1) + quarters * QUARTER)
UNITS = st.sampled_from([WORKING_HOUR, WORKING_DAY, CALENDAR_DAY])
BUDGETS = st.integers(1, 30)


def office_quarters(calendar, first, last):
    """Count, quarter for quarter of an hour, how long the office is open: the slow truth."""
    passed, moment = 0, first
    while moment < last:
        passed += any(opens <= moment < closes for opens, closes in calendar.sessions(moment.date()))
        moment += QUARTER
    return passed


@given(CALENDARS, MOMENTS, st.integers(1, 12))
def test_hours_are_the_minutes_the_office_is_open(calendar, start, budget):
    due = calendar.due(start, budget, WORKING_HOUR)
    assume(due - start < days(20))
    assert office_quarters(calendar, start, due) == budget * 4
    assert calendar.spent(start, due, WORKING_HOUR) == budget
    assert calendar.is_open(due)


@given(CALENDARS, MOMENTS, BUDGETS)
def test_working_days_are_the_weights_of_the_dates_after_receipt(calendar, start, budget):
    due, day, counted = calendar.due(start, budget, WORKING_DAY), calendar.received(start).date(), Fraction(0)
    while counted < budget:
        day += days(1)
        counted += calendar.weight(day)
    assert due.date() == day
    ends = [closes for _opens, closes in calendar.sessions(day)]
    reached = [end for end in ends if calendar.spent(start, end, WORKING_DAY) >= budget]
    assert due == reached[0]


@given(CALENDARS, MOMENTS, BUDGETS)
def test_calendar_days_end_on_the_first_open_day_at_or_after_the_last(calendar, start, budget):
    day = calendar.received(start).date() + days(budget)
    while not calendar.sessions(day):
        day += days(1)
    due = calendar.due(start, budget, CALENDAR_DAY)
    assert due.date() == day
    assert due == calendar.sessions(day)[-1][1]


@given(CALENDARS, MOMENTS, BUDGETS, UNITS)
def test_due_is_the_first_close_at_which_the_budget_is_spent(calendar, start, budget, unit):
    due = calendar.due(start, budget, unit)
    assert calendar.spent(start, due, unit) >= budget
    earlier = [
        closes
        for passed in range((due.date() - start.date()).days + 1)
        for _opens, closes in calendar.sessions(start.date() + days(passed))[-1 if unit == CALENDAR_DAY else 0 :]
        if closes < due
    ]
    assert all(calendar.spent(start, close, unit) < budget for close in earlier)


@given(CALENDARS, MOMENTS, MOMENTS, UNITS)
def test_due_of_what_is_spent_is_never_before_that_moment(calendar, one, other, unit):
    start, end = sorted((one, other))
    spent = calendar.spent(start, end, unit)
    assume(spent > 0)
    due = calendar.due(start, spent, unit)
    assert calendar.spent(start, due, unit) >= spent
    if unit == WORKING_HOUR:
        assert due <= end
        assert office_quarters(calendar, due, end) == 0


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_hours_add_up_over_a_cut(calendar, one, two, three):
    start, cut, end = sorted((one, two, three))
    whole = calendar.spent(start, end, WORKING_HOUR)
    assert calendar.spent(start, cut, WORKING_HOUR) + calendar.spent(cut, end, WORKING_HOUR) == whole


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS, UNITS)
def test_spent_never_runs_backwards(calendar, one, two, three, unit):
    start, early, late = sorted((one, two, three))
    assert 0 <= calendar.spent(start, early, unit) <= calendar.spent(start, late, unit)


@given(CALENDARS, MOMENTS, BUDGETS, UNITS)
def test_the_reason_names_only_days_the_week_would_have_worked(calendar, start, budget, unit):
    due = calendar.due(start, budget, unit)
    rest = calendar.why(start, due)
    off = {
        day
        for day, mark in calendar.marked.items()
        if mark.kind in (OFF, SWAP_OFF) and calendar.week.get(day.weekday()) and start.date() < day < due.date()
    }
    named = {each.first + days(count) for each in rest for count in range((each.last - each.first).days + 1)}
    assert off == {day for day in named if day in off}
    assert all(not calendar.sessions(day) for day in named)
    assert all(start.date() < each.first <= each.last < due.date() for each in rest)


@given(CALENDARS, MOMENTS, BUDGETS, UNITS, DATES)
def test_one_more_day_of_rest_never_makes_anything_due_earlier(calendar, start, budget, unit, extra):
    closed = Calendar({**calendar.marked, extra: Marked(OFF, "nghỉ")}, calendar.week)
    assert closed.due(start, budget, unit) >= calendar.due(start, budget, unit)
