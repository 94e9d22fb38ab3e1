"""Importing the tree of agencies and units."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.importing import columns as read
from core.importing.columns import CellFault, Column
from core.importing.office_index import OfficeIndex
from core.importing.planning import Planned
from core.models import Office

LABEL = gettext_lazy("cơ quan, đơn vị")
KINDS = {
    Office.Kind.AGENCY: [gettext_lazy("cơ quan"), "cq"],
    Office.Kind.UNIT: [gettext_lazy("đơn vị"), "phòng", "ban", "đv"],
}
COLUMNS = (
    Column("kind", gettext_lazy("Loại"), aliases=("loại hình",), read=read.choice(KINDS), example="đơn vị"),
    Column("code", gettext_lazy("Mã định danh"), aliases=("mã",), read=read.short(35), example="H99.12.02"),
    Column("name", gettext_lazy("Tên"), True, ("tên cơ quan", "tên đơn vị"), read.short(200), "Phòng Chuyển đổi số"),
    Column("short_name", gettext_lazy("Tên ngắn"), aliases=("tên gọi tắt",), read=read.short(60)),
    Column("abbreviation", gettext_lazy("Chữ viết tắt"), True, ("viết tắt",), read.short(20), "CĐS"),
    Column("parent", gettext_lazy("Trực thuộc"), aliases=("cơ quan chủ quản trong hệ thống",), example="H99.12"),
    Column("superior_name", gettext_lazy("Cơ quan chủ quản"), read=read.short(200)),
    Column("place", gettext_lazy("Địa danh"), read=read.short(60)),
    Column("valid_from", gettext_lazy("Từ ngày"), aliases=("hiệu lực từ",), read=read.day, example="01/01/2026"),
    Column("valid_to", gettext_lazy("Đến ngày"), aliases=("hiệu lực đến",), read=read.day),
)
LABELS = {column.name: column.label for column in COLUMNS}
COMPARED = ("name", "short_name", "abbreviation", "code", "superior_name", "place", "valid_from", "valid_to")


def plan(rows, tell=lambda done: None):
    """Plan every row in file order (a parent stands above its units) and return [Planned]. Reads, never writes."""
    index, seen, planned = OfficeIndex(), {}, []
    for done, (number, cells) in enumerate(rows, start=1):
        planned.append(_plan_row(index, seen, number, cells))
        tell(done)
    return planned


def apply(planned, *, by):
    """Write the planned rows in the caller's transaction, parents first as in the file."""
    for row in planned:
        if row.write is not None and row.outcome in ("new", "changed"):
            office = row.write
            office.save()
            audit.record(f"office_{'added' if row.outcome == 'new' else 'changed'}", office, by=by, row=row.number)


def _plan_row(index, seen, number, cells):
    values, problems = read.read_row(cells, COLUMNS)
    row = Planned(number, title=values.get("name") or read.text(cells.get("name", "")), problems=problems)
    try:
        parent = index.find(values["parent"]) if values.get("parent") else None
    except CellFault as fault:
        parent = row.fault(LABELS["parent"], fault.what, fault.remedy)
    if row.problems:
        return row.settle()
    kind = values["kind"] or (Office.Kind.UNIT if parent else Office.Kind.AGENCY)
    if kind == Office.Kind.UNIT and parent is None:
        row.fault(LABELS["parent"], _("Đơn vị phải trực thuộc một cơ quan."), _("Điền “Trực thuộc”."))
        return row.settle()
    office = _existing(index, values, kind, parent)
    if office is None:
        return _plan_new(index, seen, row, values, kind, parent)
    first = seen.setdefault(id(office), number)
    if first != number:
        row.fault(LABELS["name"], _("Trùng với dòng %(number)d.") % {"number": first}, _("Xóa một trong hai dòng."))
        return row.settle()
    return _plan_change(row, values, office)


def _existing(index, values, kind, parent):
    agency = parent.home if kind == Office.Kind.UNIT else None
    for name in (values["code"], values["abbreviation"] if agency else values["name"]):
        try:
            if name:
                return index.find(name, agency=agency, kind=kind)
        except CellFault:
            continue
    return None


def _plan_new(index, seen, row, values, kind, parent):
    fields = {name: values[name] for name in COMPARED}
    fields["valid_from"] = fields["valid_from"] or timezone.localdate()
    agency = parent.home if kind == Office.Kind.UNIT else None
    office = Office(kind=kind, parent=parent, agency=agency, **fields)
    _check_days(row, office)
    row.changes = [_("Thêm %(kind)s %(name)s") % {"kind": office.get_kind_display(), "name": office.name}]
    if parent:
        row.changes.append(_("Trực thuộc %(parent)s") % {"parent": parent})
    row.write, seen[id(office)] = office, row.number
    if not row.problems:
        index.add(office)
    return row.settle(new=True)


def _plan_change(row, values, office):
    for name in COMPARED:
        before, after = getattr(office, name), values[name]
        if after not in ("", None) and after != before:
            row.changes.append(f"{LABELS[name]}: {read.text(before or '–')} → {read.text(after)}")
            setattr(office, name, after)
    _check_days(row, office)
    row.write = office
    return row.settle()


def _check_days(row, office):
    if office.valid_to and office.valid_to < office.valid_from:
        row.fault(LABELS["valid_to"], _("Trước ngày bắt đầu."), _("Sửa lại ngày."))
