"""Importing people together with the posts they hold; a person with several posts has several rows."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import columns as read
from core.importing.columns import CellFault, Column
from core.importing.planning import Planned
from core.importing.staff import Staff, propose_username, role_of
from core.models import Appointment, Office, Post, User

LABEL = gettext_lazy("người dùng")
ROLES = {
    Post.Role.LEADER: [Post.Role.LEADER.label, "lãnh đạo", "thủ trưởng"],
    Post.Role.DEPUTY_LEADER: [Post.Role.DEPUTY_LEADER.label, "phó lãnh đạo", "phó thủ trưởng"],
    Post.Role.HEAD: [Post.Role.HEAD.label, "trưởng phòng"],
    Post.Role.DEPUTY_HEAD: [Post.Role.DEPUTY_HEAD.label, "phó trưởng phòng"],
    Post.Role.SPECIALIST: [Post.Role.SPECIALIST.label],
    Post.Role.CLERK: [Post.Role.CLERK.label],
    Post.Role.SECRETARY: [Post.Role.SECRETARY.label],
    Post.Role.ACCOUNTANT: [Post.Role.ACCOUNTANT.label],
}
KINDS = {
    Appointment.Kind.PRIMARY: [Appointment.Kind.PRIMARY.label, "vị trí chính"],
    Appointment.Kind.CONCURRENT: [Appointment.Kind.CONCURRENT.label, "kiêm"],
    Appointment.Kind.ACTING: [Appointment.Kind.ACTING.label, "giao quyền"],
}
COLUMNS = (
    Column("username", gettext_lazy("Tên đăng nhập"), True, ("tài khoản", "user"), read.short(60), "lannt"),
    Column(
        "full_name", gettext_lazy("Họ và tên"), True, ("họ tên", "họ đệm và tên"), read.short(100), "Nguyễn Thị Lan"
    ),
    Column("email", gettext_lazy("Thư điện tử"), aliases=("email", "e-mail"), read=read.email),
    Column("phone", gettext_lazy("Điện thoại"), aliases=("số điện thoại", "sđt"), read=read.phone),
    Column("agency", gettext_lazy("Cơ quan"), aliases=("mã cơ quan",), read=read.short(200), example="SKHCN"),
    Column("office", gettext_lazy("Đơn vị"), aliases=("phòng ban", "phòng"), read=read.short(200), example="CĐS"),
    Column("title", gettext_lazy("Chức vụ"), True, ("chức danh", "vị trí"), read.short(100), "Chuyên viên"),
    Column("role", gettext_lazy("Vai trò"), read=read.choice(ROLES), example="chuyên viên"),
    Column(
        "kind", gettext_lazy("Hình thức"), aliases=("hình thức bổ nhiệm",), read=read.choice(KINDS), example="chính"
    ),
    Column("starts", gettext_lazy("Từ ngày"), aliases=("ngày bổ nhiệm",), read=read.day, example="01/01/2026"),
    Column("ends", gettext_lazy("Đến ngày"), aliases=("ngày kết thúc",), read=read.day),
    Column("basis", gettext_lazy("Căn cứ"), aliases=("số quyết định",), read=read.short(200), example="12/QĐ-SKHCN"),
)
LABELS = {column.name: column.label for column in COLUMNS}
KEPT = ("full_name", "email", "phone")


def plan(rows, tell=lambda done: None):
    """Plan every row against the people, posts and offices of now and the rows above. Reads, never writes."""
    rows = list(rows)
    staff = Staff(read.text(cells.get("username", "")).lower() for _number, cells in rows)
    planned = []
    for done, (number, cells) in enumerate(rows, start=1):
        planned.append(_plan_row(staff, number, cells))
        tell(done)
    return planned


def apply(planned, *, by):
    """Write the planned rows in the caller's transaction."""
    from core.importing.staff_writing import write

    write([row for row in planned if row.write is not None], by=by)


def _plan_row(staff, number, cells):
    values, problems = read.read_row(cells, COLUMNS)
    values["username"] = values.get("username", "").lower()
    row = Planned(number, title=_title(cells, values), problems=problems, key=values["username"])
    _check_username(row, values)
    office = _office(staff, row, values)
    if row.problems:
        return row.settle()
    person, new = staff.person(values["username"], values["full_name"])
    if not person.is_active:
        row.fault(LABELS["username"], _("Tài khoản này đã khóa."), _("Mở lại tài khoản trước khi nhập."))
        return row.settle()
    changed = _plan_person(staff, row, person, new, values)
    post = _plan_post(staff, row, office, values)
    appointment, ended = _plan_seat(staff, row, person, post, values)
    row.write = {"person": person, "changed": changed, "post": post, "appointment": appointment, "ended": ended}
    return _keep(staff, row.settle(new=new), person, post, appointment)


def _title(cells, values):
    name = values.get("full_name") or read.text(cells.get("full_name", ""))
    return f"{name} ({values['username']})"[:300]


def _check_username(row, values):
    """Propose an account name when the row has none or one that cannot be used."""
    if not values.get("full_name"):
        return
    try:
        User._meta.get_field("username").run_validators(values["username"])
    except ValidationError as error:
        remedy = _("Ghi chữ thường không dấu, ví dụ %(name)s.") % {"name": propose_username(values["full_name"])}
        row.fault(LABELS["username"], error.messages[0], remedy)


def _office(staff, row, values):
    """The office of the row: the unit, or the agency itself when no unit is written."""
    column = "agency"
    try:
        agency = _agency(staff, values.get("agency"))
        if not values.get("office"):
            return agency
        column = "office"
        return staff.offices.find(values["office"], agency=agency)
    except CellFault as fault:
        return row.fault(LABELS[column], fault.what, fault.remedy)


def _agency(staff, name):
    return staff.offices.find(name, kind=Office.Kind.AGENCY) if name else staff.only_agency()


def _plan_person(staff, row, person, new, values):
    """Note what of the person is written; an empty cell leaves what is there. Returns the names of changed fields."""
    if new:
        row.changes.append(_("Tài khoản mới %(name)s") % {"name": person.username})
    if staff.is_named_above(person) and person.full_name != values["full_name"]:
        row.fault(
            LABELS["full_name"],
            _("Tên đăng nhập này ở dòng trên là của %(name)s.") % {"name": person.full_name},
            _("Mỗi người một tên đăng nhập."),
        )
        return []
    changed = [name for name in KEPT if values[name] and values[name] != getattr(person, name)]
    for name in changed:
        if not new:
            row.changes.append(f"{LABELS[name]}: {getattr(person, name) or '–'} → {values[name]}")
        setattr(person, name, values[name])
    return changed


def _plan_post(staff, row, office, values):
    post, new = staff.post(office, values["title"], values["role"] or role_of(values["title"], office))
    if values["role"] and post.role != values["role"]:
        row.fault(
            LABELS["role"],
            _("“%(post)s” đã có vai trò %(role)s.") % {"post": post, "role": post.get_role_display()},
            _("Để trống cột này, hoặc sửa vai trò ở trang Cơ quan, đơn vị."),
        )
    elif new:
        row.changes.append(_("Vị trí mới: %(post)s (%(role)s)") % {"post": post, "role": post.get_role_display()})
    return post


def _plan_seat(staff, row, person, post, values):
    """The appointment to make (or None when it is held already) and the one it ends."""
    starts, kind = values["starts"] or timezone.localdate(), values["kind"] or Appointment.Kind.PRIMARY
    held = staff.seat(person, post)
    if held is not None:
        return None, _plan_end(row, held, values["ends"])
    if values["ends"] and values["ends"] < starts:
        row.fault(LABELS["ends"], _("Trước ngày bắt đầu."), _("Sửa lại ngày."))
        return None, None
    appointment = Appointment(
        person=person, post=post, kind=kind, starts=starts, ends=values["ends"], basis=values["basis"]
    )
    row.changes.append(
        _("Giữ vị trí %(post)s từ %(day)s (%(kind)s)")
        % {"post": post, "day": f"{starts:%d/%m/%Y}", "kind": appointment.get_kind_display()}
    )
    return appointment, _plan_transfer(staff, row, person, appointment)


def _plan_end(row, held, ends):
    """Let a post held already end on the day the row says."""
    if not ends or ends == held.ends:
        return None
    if ends < held.starts:
        row.fault(LABELS["ends"], _("Trước ngày bắt đầu."), _("Sửa lại ngày."))
    row.changes.append(_("Thôi giữ vị trí %(post)s sau %(day)s") % {"post": held.post, "day": f"{ends:%d/%m/%Y}"})
    return held, ends


def _plan_transfer(staff, row, person, appointment):
    """A new main post ends the old one the day before; nobody holds two main posts on one day."""
    main = staff.main_seat(person, appointment.starts)
    if appointment.kind != Appointment.Kind.PRIMARY or main is None:
        return None
    last = appointment.starts - timedelta(days=1)
    if main.pk is None or last < main.starts:
        row.fault(
            LABELS["kind"],
            _("Đang giữ vị trí chính “%(post)s” từ %(day)s.") % {"post": main.post, "day": f"{main.starts:%d/%m/%Y}"},
            _("Ghi hình thức “kiêm nhiệm”, hoặc ngày bắt đầu muộn hơn."),
        )
        return None
    row.changes.append(_("Thôi giữ vị trí %(post)s sau %(day)s") % {"post": main.post, "day": f"{last:%d/%m/%Y}"})
    return main, last


def _keep(staff, row, person, post, appointment):
    """Let later rows know what this one will have done."""
    if row.write is not None:
        staff.keep(person, post, appointment)
    return row
