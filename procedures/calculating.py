"""Calculated fields: sums, products, differences, days and counts. The server's word, whatever a browser showed."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from procedures.definition_reading import graph_of
from procedures.fields.numbers import plain
from procedures.reading import LARGEST, is_number

LONGEST = 3660  # days a stretch is counted
HALF = Fraction(1, 2)


def calculate(definition, data, calendar):
    """Return the data with every calculated field filled in anew; one that lacks something is left out.

    calendar: workflows.working_time.Calendar of the requester's unit, for working days.
    """
    rows = {
        table.key: [_filled(table.columns, row, calendar) for row in data[table.key]]
        for table in definition.fields
        if table.type == "table" and isinstance(data.get(table.key), list)
    }
    return _filled(definition.fields, data | rows, calendar)


def _filled(plans, values, calendar):
    values = {key: value for key, value in values.items() if not _is_calculated(plans, key)}
    for plan in _in_order(plans):
        found = _result(plan.formula, values, calendar)
        if found is not None and abs(found) <= LARGEST:
            values[plan.key] = plain(Decimal(str(found)))
    return values


def _is_calculated(plans, key):
    return any(plan.key == key and plan.formula for plan in plans)


def _in_order(plans):
    """Calculated fields, each after those it is made of."""
    graph, ahead, done = graph_of(plans), [plan for plan in plans if plan.formula], []
    while ahead:
        left = {plan.key for plan in ahead}
        ready = [plan for plan in ahead if not graph[plan.key] & left]
        if not ready:
            break
        done += ready
        ahead = [plan for plan in ahead if plan not in ready]
    return done


def _result(formula, values, calendar):
    if formula.op in ("days", "working_days"):
        stretch = values.get(formula.of[0]) if isinstance(formula.of[0], str) else None
        return _days(stretch, calendar if formula.op == "working_days" else None)
    if formula.op == "count":
        return sum(len(found) for found in (values.get(term) for term in formula.of) if isinstance(found, list))
    terms = [_term(term, values) for term in formula.of]
    if formula.op == "sum":
        numbers = [number for found in terms for number in found]
        return sum(numbers, Decimal(0)) if numbers else None
    if any(len(found) != 1 for found in terms):
        return None
    return {"product": _product, "difference": _difference}[formula.op]([found[0] for found in terms])


def _product(numbers):
    found = Decimal(1)
    for number in numbers:
        found *= number
    return round(found, 6) if abs(found) <= LARGEST else found  # too many digits to round; not kept anyway


def _difference(numbers):
    return numbers[0] - sum(numbers[1:], Decimal(0))


def _term(term, values):
    """The numbers a term stands for: none while the field is empty, many for a column of a table."""
    if is_number(term):
        return [Decimal(str(term))]
    table, dot, column = term.partition(".")
    found = values.get(table)
    rows = [row.get(column) for row in found if isinstance(row, dict)] if dot and isinstance(found, list) else [found]
    return [Decimal(str(value)) for value in rows if is_number(value)]


def _days(stretch, calendar):
    """Days of a stretch, halves counted; working days only when there is a calendar."""
    try:
        first, last = date.fromisoformat(stretch["from"]), date.fromisoformat(stretch["to"])
    except (TypeError, KeyError, ValueError):
        return None
    total = Fraction(0)
    for passed in range(min((last - first).days + 1, LONGEST)):
        day = first + timedelta(days=passed)
        weight = calendar.weight(day) if calendar else Fraction(1)
        if day == first and stretch.get("from_half"):
            weight = max(weight - HALF, Fraction(0))
        elif day == last and stretch.get("to_half"):
            weight = min(weight, HALF)
        total += weight
    return Decimal(total.numerator) / total.denominator
