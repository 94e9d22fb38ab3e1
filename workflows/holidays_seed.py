"""What the year will probably look like: the days of rest of Viet Nam as the package `holidays` expects them.

An estimate only. The Government decides each year on Tết and on days worked in exchange, and the package learns of
it late or never: the agency's own table wins.
"""

from datetime import date
from typing import NamedTuple

from workflows.working_time import OFF, SWAP_OFF, SWAP_WORK

LABOUR_CODE = "Điều 112 Bộ luật Lao động số 45/2019/QH14"  # which days, with pay; not their dates in the year
NAMES = (  # a word in the package's name -> how a deadline names the rest
    ("Tết Dương lịch", "Tết Dương lịch"),
    ("Tết", "Tết"),
    ("Hùng Vương", "Giỗ Tổ Hùng Vương"),
    ("Chiến thắng", "Ngày Chiến thắng"),
    ("Lao động", "Quốc tế Lao động"),
    ("Quốc khánh", "Quốc khánh"),
)


class Expected(NamedTuple):
    """One day that will probably differ from the week."""

    date: date
    kind: str
    name: str
    legal_ref: str = ""


def expected_days(year):
    """Return the days of the year that the package expects to differ from the week, in order, as [Expected]."""
    from holidays.countries.vietnam import Vietnam  # only those who seed pay for it

    calendar = Vietnam(years=year, language="vi")
    rest = [_rest(day, name) for day, name in calendar.items() if day.year == year]
    work = [Expected(day, SWAP_WORK, "làm bù") for day in calendar.weekend_workdays if day.year == year]
    return sorted(rest + work)


def _rest(day, name):
    if "thay cho" in name:
        return Expected(day, SWAP_OFF, "hoán đổi")
    known = next((short for word, short in NAMES if word in name), None)
    return Expected(day, OFF, known, LABOUR_CODE) if known else Expected(day, OFF, name.split("(")[0].strip())
