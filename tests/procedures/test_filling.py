"""Judging a whole form: what is asked, what is calculated, where it comes from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import definition, filling, prefill
from procedures.calculating import calculate
from procedures.scope import Scope
from tests.procedures.leave import leave
from tests.procedures.requests import STRETCH, submitted, typed
from workflows.working_time import HALF, OFF, Calendar, Marked

TET = Calendar({date(2026, 12, 8): Marked(OFF, "Nghỉ bù"), date(2026, 12, 9): Marked(HALF)})


def form(*fields):
    return definition.parse(leave(form=[{"title": "A", "fields": list(fields)}], steps=[], outputs=[]))


def calculated(key, op, *of):
    return {"key": key, "type": "calculated", "label": key, "formula": {"op": op, "of": list(of)}}


def money(key):
    return {"key": key, "type": "money", "label": key}


def stretch(first, last, **halves):
    return {"from": first, "to": last, "from_half": False, "to_half": False} | halves


@pytest.mark.parametrize(
    ("op", "of", "data", "result"),
    [
        ("sum", ["a", "b"], {"a": 2, "b": 3}, 5),
        ("sum", ["a", "b"], {"a": 2}, 2),
        ("sum", ["a", "b"], {}, None),
        ("product", ["a", 2.5], {"a": 3}, 7.5),
        ("product", ["a", "b"], {"a": 3}, None),
        ("difference", ["a", "b"], {"a": 2, "b": 3}, -1),
        ("product", ["a", "b"], {"a": 10**14, "b": 10**14}, None),  # beyond any amount of money
    ],
)
def test_numbers_are_calculated_from_what_is_there(op, of, data, result):
    plan = form(money("a"), money("b"), calculated("c", op, *of))
    assert calculate(plan, data, TET).get("c") == result


@pytest.mark.parametrize(
    ("op", "period", "days"),
    [
        ("days", stretch("2026-12-05", "2026-12-07"), 3),
        ("days", stretch("2026-12-05", "2026-12-07", from_half=True, to_half=True), 2),
        ("working_days", stretch("2026-12-05", "2026-12-07"), 1),  # from a Saturday to a Monday
        ("working_days", stretch("2026-12-07", "2026-12-09"), 1.5),  # a day off and a half day
        ("working_days", stretch("2026-12-07", "2026-12-07", to_half=True), 0.5),
        ("working_days", stretch("2026-12-08", "2026-12-08"), 0),
        ("working_days", "nonsense", None),
    ],
)
def test_days_follow_the_calendar_of_the_office(op, period, days):
    plan = form({"key": "p", "type": "date_range", "label": "p"}, calculated("d", op, "p"))
    assert calculate(plan, {"p": period}, TET).get("d") == days


def test_tables_are_calculated_row_by_row_and_added_up():
    columns = [
        money("price"),
        {"key": "n", "type": "integer", "label": "n"},
        calculated("line", "product", "price", "n"),
    ]
    plan = form(
        {"key": "rows", "type": "table", "label": "rows", "columns": columns},
        calculated("double", "product", "total", 2),
        calculated("total", "sum", "rows.line"),
        calculated("count", "count", "rows"),
    )
    found = calculate(plan, {"rows": [{"price": 5, "n": 2}, {"price": 7, "n": 1}, {"price": 9}]}, TET)
    assert (found["rows"][0]["line"], found["total"], found["double"], found["count"]) == (10, 17, 34, 3)


@given(st.lists(st.integers(0, 10**9), max_size=8))
def test_a_sum_is_the_sum(numbers):
    columns = [money("price")]
    plan = form(
        {"key": "rows", "type": "table", "label": "r", "columns": columns}, calculated("t", "sum", "rows.price")
    )
    found = calculate(plan, {"rows": [{"price": number} for number in numbers]}, TET)
    assert found.get("t") == (sum(numbers) if numbers else None)


def test_a_posted_result_counts_for_nothing():
    plan = form(money("a"), calculated("c", "sum", "a"))
    assert calculate(plan, {"a": 2, "c": 999}, TET)["c"] == 2


def test_what_depends_on_what_is_not_asked_is_not_asked_either(cast):
    yes_no = [{"value": "yes", "label": "Có"}, {"value": "no", "label": "Không"}]
    first = {"key": "a", "type": "choice", "label": "a", "options": yes_no}
    second = {
        "key": "b",
        "type": "choice",
        "label": "b",
        "options": yes_no,
        "show_if": {"field": "a", "op": "eq", "value": "yes"},
    }
    third = {
        "key": "c",
        "type": "text",
        "label": "c",
        "required": True,
        "show_if": {"field": "b", "op": "eq", "value": "yes"},
    }
    plan, scope = form(first, second, third), Scope(cast.specialist, cast.agency, unit=cast.digital)
    asked = filling.judge(plan, {"a": "yes", "b": "yes"}, scope)
    assert (asked.unasked, set(asked.lacking)) == (frozenset(), {"c"})
    hidden = filling.judge(plan, {"a": "no", "b": "yes", "c": "x"}, scope)
    assert (hidden.unasked, hidden.data, hidden.faults) == ({"b", "c"}, {"a": "no"}, {})


def test_conditions_may_ask_who_the_requester_is(cast):
    only_heads = {
        "key": "a",
        "type": "text",
        "label": "a",
        "show_if": {"field": "requester_roles", "op": "contains", "value": "head"},
    }
    plan = form(only_heads)
    for person, unasked in ((cast.head, set()), (cast.specialist, {"a"})):
        assert filling.judge(plan, {}, Scope(person, cast.agency, unit=cast.digital)).unasked == unasked


def test_what_the_house_knows_is_filled_in_and_said_where_from(cast):
    fields = [
        {"key": "unit", "type": "unit", "label": "u", "prefill": "profile.unit"},
        {"key": "post", "type": "text", "label": "p", "prefill": "profile.post"},
        {"key": "boss", "type": "person", "label": "b", "prefill": "manager"},
        {"key": "day", "type": "date", "label": "d", "prefill": "today"},
        {"key": "mail", "type": "money", "label": "m", "prefill": "profile.email"},  # what the field would not take
    ]
    scope = Scope(cast.specialist, cast.agency, unit=cast.digital)
    data, provenance = prefill.prefilled(form(*fields), scope)
    today = scope.today.isoformat()
    assert data == {"unit": cast.digital.pk, "post": "Chuyên viên", "boss": cast.head.pk, "day": today}
    assert prefill.told(provenance["boss"]) == "Lấy từ người đứng đầu đơn vị"


def test_typing_over_and_back_again_is_no_retyping(cast):
    plan = definition.parse(leave())
    before = {"who": {"how": "prefill", "source": "profile.full_name", "given": "Lan"}}
    edited = prefill.provenance_after(plan, before, {"who": "Huệ", "phone": "09"})
    back = prefill.provenance_after(plan, edited, {"who": "Lan", "phone": "09"})
    assert (edited["who"]["how"], edited["phone"]["how"], back["who"]["how"]) == ("edited", "typed", "prefill")
    assert prefill.tally(plan, {"who": "Lan", "phone": "09", "days": 3}, back) == (2, 1)


def test_the_statistic_of_a_procedure_adds_its_cases_up(cast):
    from procedures.views.catalogue import not_retyped

    first = submitted(cast, phone="0900 000 000")
    second = submitted(cast, first.edition.procedure, **typed(phone="0900 000 000", period=STRETCH))
    spared, filled = not_retyped(first.edition.procedure)
    assert (spared, filled) == (first.not_retyped + second.not_retyped, first.filled + second.filled)
    assert second.not_retyped == 2
