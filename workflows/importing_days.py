"""Importing the days on which offices do not keep their week, as a decision of the Government lists them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import columns as read
from core.importing.columns import CellFault, Column
from core.importing.office_index import OfficeIndex
from core.importing.planning import Planned
from workflows.actions.calendar import mark_days
from workflows.models import WorkDay

Kind = WorkDay.Kind
LABEL = gettext_lazy("ngày nghỉ, làm bù")
KINDS = {
    Kind.OFF: [gettext_lazy("nghỉ lễ, tết"), "nghỉ", "nghỉ lễ", "nghỉ tết"],
    Kind.SWAP_OFF: [gettext_lazy("nghỉ hoán đổi"), "hoán đổi"],
    Kind.SWAP_WORK: [gettext_lazy("làm bù"), "đi làm"],
    Kind.HALF: [gettext_lazy("làm nửa ngày"), "nửa ngày"],
}
COLUMNS = (
    Column("date", gettext_lazy("Ngày"), True, ("ngày nghỉ",), read.day, "16/02/2026"),
    Column("kind", gettext_lazy("Loại"), True, ("hình thức",), read.choice(KINDS), "nghỉ lễ, tết"),
    Column("name", gettext_lazy("Tên"), True, ("dịp", "lý do"), read.short(80), "Tết"),
    Column("legal_ref", gettext_lazy("Căn cứ"), aliases=("văn bản",), read=read.short(200)),
    Column("office", gettext_lazy("Đơn vị"), aliases=("cơ quan",), example=""),
)
LABELS = {column.name: column.label for column in COLUMNS}
COMPARED = ("kind", "name", "legal_ref")


def plan(rows, tell=lambda done: None):
    """Plan every row: a day is told from others by its date and office (none: everyone). Reads, never writes."""
    known = {(day.office_id, day.date): day for day in WorkDay.objects.all()}
    index, seen, planned = OfficeIndex(), {}, []
    for done, (number, cells) in enumerate(rows, start=1):
        planned.append(_plan_row(index, known, seen, number, cells))
        tell(done)
    return planned


def apply(planned, *, by):
    """Write the planned rows in the caller's transaction; running clocks follow once."""
    mark_days([row.write for row in planned if row.outcome in ("new", "changed")], by=by)


def _plan_row(index, known, seen, number, cells):
    values, problems = read.read_row(cells, COLUMNS)
    row = Planned(number, title=read.text(cells.get("date", ""))[:35], problems=problems)
    office = _office(index, row, values)
    if row.problems:
        return row.settle()
    row.title = f"{values['date']:%d/%m/%Y} {values['name']}"
    first = seen.setdefault((office and office.pk, values["date"]), number)
    if first != number:
        row.fault(LABELS["date"], _("Trùng với dòng %(number)d.") % {"number": first}, _("Xóa một trong hai dòng."))
        return row.settle()
    said = {name: values[name] for name in COMPARED}
    row.write = WorkDay(office=office, date=values["date"], **said)
    return _compared(row, known.get((office and office.pk, values["date"])))


def _office(index, row, values):
    try:
        return index.find(values["office"]) if values.get("office") else None
    except CellFault as fault:
        row.fault(LABELS["office"], fault.what, fault.remedy)
        return None


def _compared(row, before):
    day = row.write
    if before is None:
        whose = day.office.label if day.office else _("mọi đơn vị")
        row.changes = [_("%(kind)s, áp dụng cho %(whose)s") % {"kind": day.get_kind_display(), "whose": whose}]
        return row.settle(new=True)
    for name in COMPARED:
        old, new = getattr(before, name), getattr(day, name)
        if old != new and new:
            row.changes.append(f"{LABELS[name]}: {old or '–'} → {new}")
        elif not new:
            setattr(day, name, old)
    if before.status == WorkDay.Status.ESTIMATED:
        row.changes.append(_("Dự kiến → đã xác nhận"))
    return row.settle()
