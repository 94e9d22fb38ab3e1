"""Importing the national list of agency identifiers (Decision 20/2020/QĐ-TTg)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import columns as read
from core.importing.columns import Column
from core.importing.planning import Planned
from core.models import AgencyCode

LABEL = gettext_lazy("mã định danh cơ quan")
COLUMNS = (
    Column("code", gettext_lazy("Mã định danh"), True, ("mã", "mã cơ quan", "mã đơn vị"), read.short(35), "H99.12"),
    Column(
        "name",
        gettext_lazy("Tên cơ quan"),
        True,
        ("tên", "tên cơ quan, đơn vị", "tên cơ quan đơn vị"),
        read.short(200),
        "Sở Khoa học và Công nghệ tỉnh Lam Giang",
    ),
    Column("valid_from", gettext_lazy("Hiệu lực từ"), aliases=("từ ngày",), read=read.day, example="01/01/2026"),
    Column("valid_to", gettext_lazy("Hiệu lực đến"), aliases=("đến ngày",), read=read.day),
)
LABELS = {column.name: column.label for column in COLUMNS}
FIRST_DAY = date(2020, 9, 10)  # Decision 20/2020/QĐ-TTg takes effect


def plan(rows, tell=lambda done: None):
    """Plan every row: a line is told from others by its code and first day. Reads, never writes."""
    known = {(line.code, line.valid_from): line for line in AgencyCode.objects.all()}
    seen, planned = {}, []
    for done, (number, cells) in enumerate(rows, start=1):
        planned.append(_plan_row(known, seen, number, cells))
        tell(done)
    return planned


def apply(planned, *, by):
    """Write the planned rows in the caller's transaction."""
    for row in planned:
        if row.write is not None:
            row.write.fold()
    AgencyCode.objects.bulk_create([row.write for row in planned if row.outcome == "new"], batch_size=500)
    changed = [row.write for row in planned if row.outcome == "changed"]
    AgencyCode.objects.bulk_update(changed, ["name", "folded", "valid_to"], batch_size=200)


def _plan_row(known, seen, number, cells):
    values, problems = read.read_row(cells, COLUMNS)
    row = Planned(number, title=read.text(cells.get("code", ""))[:35], problems=problems)
    if row.problems:
        return row.settle()
    row.title = f"{values['code']} {values['name']}"
    starts, ends = values["valid_from"] or FIRST_DAY, values["valid_to"]
    if ends and ends < starts:
        row.fault(LABELS["valid_to"], _("Trước ngày bắt đầu."), _("Sửa lại ngày."))
    first = seen.setdefault((values["code"], starts), number)
    if first != number:
        row.fault(LABELS["code"], _("Trùng với dòng %(number)d.") % {"number": first}, _("Xóa một trong hai dòng."))
    line = known.get((values["code"], starts))
    if line is None:
        row.write = AgencyCode(code=values["code"], name=values["name"], valid_from=starts, valid_to=ends)
        row.changes = [_("Thêm mã %(code)s") % {"code": values["code"]}]
        return row.settle(new=True)
    return _plan_change(row, line, values["name"], ends)


def _plan_change(row, line, name, ends):
    if name != line.name:
        row.changes.append(f"{LABELS['name']}: {line.name} → {name}")
        line.name = name
    if ends and ends != line.valid_to:
        row.changes.append(f"{LABELS['valid_to']}: {read.text(line.valid_to or '–')} → {read.text(ends)}")
        line.valid_to = ends
    row.write = line
    return row.settle()
