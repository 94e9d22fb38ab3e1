"""Importing people, offices and codes: what is shown is what is written, whole or not at all."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from core import rules, tasks
from core.actions import importing
from core.actions.offices import add_office
from core.actions.people import change_person, deactivate_person
from core.importing.kinds import KINDS
from core.importing.staff import propose_username, role_of
from core.importing.template_file import template_file
from core.models import AgencyCode, Appointment, AuditEntry, ImportBatch, Office, Post, User
from core.refusals import Forbidden, WrongState

pytestmark = pytest.mark.django_db

HEADER = ["Tên đăng nhập", "Họ và tên", "Email", "Điện thoại", "Cơ quan", "Đơn vị", "Chức vụ", "Hình thức", "Từ ngày"]
LAN = ["lannt", "Nguyễn Thị Lan Anh", "", "912345678", "SKHCN", "CĐS", "Chuyên viên", "", "01/02/2026"]
SON = [
    "sonhv",
    "Hoàng Văn Sơn",
    "son@lamgiang.example",
    "",
    "H99.12",
    "Phòng Quản lý Khoa học",
    "Trưởng phòng",
    "",
    "",
]


def table(*lines, header=HEADER):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header, *lines])
    return stream.getvalue().encode()


def start(cast, *lines, kind="people", header=HEADER):
    return importing.start_import(kind=kind, content=table(*lines, header=header), name="a.csv", by=cast.keeper)


def confirm(cast, batch):
    return importing.confirm_import(batch, digest=batch.digest, seen=batch.version, by=cast.keeper)


def outcomes(batch):
    return [(row.number, row.outcome) for row in batch.rows.all()]


def problems(batch):
    return [problem for row in batch.rows.all() for problem in row.problems]


# --- people ----------------------------------------------------------------------------------------
def test_new_people_are_shown_first_and_then_written(cast):
    batch = start(cast, LAN, SON)
    assert (batch.state, outcomes(batch)) == ("ready", [(2, "new"), (3, "new")])
    assert batch.rows.get(number=3).changes == [
        "Tài khoản mới sonhv",
        "Vị trí mới: Trưởng phòng, Phòng Quản lý Khoa học (trưởng đơn vị)",
        f"Giữ vị trí Trưởng phòng, Phòng Quản lý Khoa học từ {timezone.localdate():%d/%m/%Y} (chính)",
    ]
    assert not User.objects.filter(username__in=["lannt", "sonhv"]).exists()
    assert confirm(cast, batch).state == "done"
    lan, son = User.objects.get(username="lannt"), User.objects.get(username="sonhv")
    assert (lan.phone, lan.sort_name, lan.has_usable_password()) == ("0912345678", "anh nguyen thi lan anh", False)
    assert lan.appointments.get().post == cast.posts["specialist"]
    assert rules.is_head_of(son, cast.science)
    assert AuditEntry.objects.filter(verb="person_added", subject_id__in=[lan.pk, son.pk]).count() == 2


def test_the_same_table_again_changes_nothing(cast):
    confirm(cast, start(cast, LAN, SON))
    again = start(cast, LAN, SON)
    assert outcomes(again) == [(2, "same"), (3, "same")]
    before = AuditEntry.objects.filter(verb__startswith="person").count()
    assert confirm(cast, again).state == "done"
    assert AuditEntry.objects.filter(verb__startswith="person").count() == before
    assert Appointment.objects.filter(person__username="lannt").count() == 1


def test_what_changed_is_said_and_empty_cells_keep_what_is_there(cast):
    row = ["chuyenvien", "Nguyễn Thị Ngọc Lan", "", "0987654321", "", "CĐS", "Chuyên viên", "", ""]
    deactivate_neighbours(cast)
    batch = start(cast, row)
    assert batch.rows.get().changes == [
        "Họ và tên: Nguyễn Thị Lan → Nguyễn Thị Ngọc Lan",
        "Điện thoại: – → 0987654321",
    ]
    confirm(cast, batch)
    lan = User.objects.get(username="chuyenvien")
    assert (lan.full_name, lan.sort_name) == ("Nguyễn Thị Ngọc Lan", "lan nguyen thi ngoc lan")
    assert lan.email == "chuyenvien@lamgiang.example"


def deactivate_neighbours(cast):
    """Leave one agency in the house, so that rows need not name it."""
    Office.objects.filter(agency=cast.neighbour).update(valid_to=date(2024, 12, 31))
    Office.objects.filter(pk=cast.neighbour.pk).update(valid_to=date(2024, 12, 31))


def test_a_transfer_ends_the_old_main_post(cast):
    row = ["chuyenvien", "Nguyễn Thị Lan", "", "", "SKHCN", "QLKH", "Chuyên viên", "", "01/02/2026"]
    batch = start(cast, row)
    assert batch.rows.get().changes[1:] == [
        "Giữ vị trí Chuyên viên, Phòng Quản lý Khoa học từ 01/02/2026 (chính)",
        "Thôi giữ vị trí Chuyên viên, Phòng Chuyển đổi số sau 31/01/2026",
    ]
    confirm(cast, batch)
    held = cast.specialist.appointments.order_by("starts").values_list("post__office__abbreviation", "ends")
    assert list(held) == [("CĐS", date(2026, 1, 31)), ("QLKH", None)]


def test_one_person_may_hold_several_posts(cast):
    also = [*LAN[:4], "SKHCN", "VP", "Văn thư", "kiêm nhiệm", "01/02/2026"]
    batch = start(cast, LAN, also)
    assert outcomes(batch) == [(2, "new"), (3, "changed")]
    confirm(cast, batch)
    lan = User.objects.get(username="lannt")
    assert rules.is_clerk_of(lan, cast.agency)
    assert [seat.kind for seat in lan.appointments.order_by("pk")] == ["primary", "concurrent"]


FAULTS = [
    ([["", *LAN[1:]]], ["Tên đăng nhập", "Ô trống.", "Điền “Tên đăng nhập”."]),
    (
        [["Lan Anh", *LAN[1:]]],
        ["Tên đăng nhập", "Chỉ dùng chữ thường không dấu, số và . _ -", "Ghi chữ thường không dấu, ví dụ anhntl."],
    ),
    (
        [[*LAN[:5], "Phòng Bí mật", *LAN[6:]]],
        [
            "Đơn vị",
            "Không có cơ quan, đơn vị “Phòng Bí mật”.",
            "Sửa tên, chữ viết tắt hoặc mã định danh; nếu là nơi mới, hãy nhập cơ quan, đơn vị trước.",
        ],
    ),
    ([[*LAN[:4], "", *LAN[5:]]], ["Cơ quan", "Chưa ghi cơ quan.", "Điền cột “Cơ quan”."]),
    ([[*LAN[:8], "31/02/2026"]], ["Từ ngày", "“31/02/2026” không có trong lịch.", "Sửa lại ngày."]),
    (
        [[*LAN[:7], "vĩnh viễn", ""]],
        ["Hình thức", "“vĩnh viễn” không có trong danh mục.", "Ghi một trong: chính, kiêm nhiệm, quyền."],
    ),
    (
        [LAN, ["lannt", "Người Khác", *LAN[2:5], "VP", "Văn thư", "kiêm", ""]],
        ["Họ và tên", "Tên đăng nhập này ở dòng trên là của Nguyễn Thị Lan Anh.", "Mỗi người một tên đăng nhập."],
    ),
    (
        [LAN, [*LAN[:5], "VP", "Văn thư", "", "01/03/2026"]],
        [
            "Hình thức",
            "Đang giữ vị trí chính “Chuyên viên, Phòng Chuyển đổi số” từ 01/02/2026.",
            "Ghi hình thức “kiêm nhiệm”, hoặc ngày bắt đầu muộn hơn.",
        ],
    ),
    (
        [["chuyenvien", "Nguyễn Thị Lan", "", "", "SKHCN", "VP", "Văn thư", "", "01/01/2024"]],
        [
            "Hình thức",
            "Đang giữ vị trí chính “Chuyên viên, Phòng Chuyển đổi số” từ 01/01/2024.",
            "Ghi hình thức “kiêm nhiệm”, hoặc ngày bắt đầu muộn hơn.",
        ],
    ),
]


@pytest.mark.parametrize(("lines", "problem"), FAULTS)
def test_faults_are_told_by_row_column_and_remedy(cast, lines, problem):
    batch = start(cast, SON, *lines)
    assert (batch.state, problems(batch)) == ("faulty", [problem])
    assert batch.rows.get(outcome="error").number == 2 + len(lines)


def test_nothing_of_a_table_with_one_fault_can_be_confirmed(cast):
    batch = start(cast, SON, ["", *LAN[1:]])
    with pytest.raises(WrongState, match="có lỗi cần sửa"):
        confirm(cast, batch)
    assert not User.objects.filter(username="sonhv").exists()


def test_a_closed_account_is_not_imported_over(cast):
    deactivate_person(cast.specialist, by=cast.keeper)
    batch = start(cast, ["chuyenvien", "Nguyễn Thị Lan", "", "", "SKHCN", "CĐS", "Chuyên viên", "", ""])
    assert problems(batch) == [["Tên đăng nhập", "Tài khoản này đã khóa.", "Mở lại tài khoản trước khi nhập."]]


def test_what_changed_meanwhile_is_shown_again_and_not_written(cast):
    batch = start(cast, ["chuyenvien", "Nguyễn Thị Ngọc Lan", "", "", "SKHCN", "CĐS", "Chuyên viên", "", ""])
    change_person(cast.specialist, full_name="Nguyễn Thị Thu Lan", by=cast.keeper)
    shown = confirm(cast, batch)
    assert (shown.state, shown.digest != batch.digest) == ("ready", True)
    assert shown.problem.startswith("Dữ liệu trong hệ thống đã thay đổi từ lúc xem trước")
    assert User.objects.get(pk=cast.specialist.pk).full_name == "Nguyễn Thị Thu Lan"
    assert shown.rows.get().changes == ["Họ và tên: Nguyễn Thị Thu Lan → Nguyễn Thị Ngọc Lan"]
    assert confirm(cast, shown).state == "done"


def test_a_preview_is_confirmed_once_and_only_as_seen(cast):
    batch = start(cast, LAN)
    with pytest.raises(WrongState, match="Bản xem trước đã thay đổi"):
        importing.confirm_import(batch, digest="0" * 64, seen=batch.version, by=cast.keeper)
    confirm(cast, batch)
    with pytest.raises(WrongState):
        confirm(cast, batch)
    assert User.objects.filter(username="lannt").count() == 1


def test_only_a_keeper_imports(cast):
    batch = start(cast, LAN)
    with pytest.raises(Forbidden, match="Chỉ quản trị hệ thống"):
        importing.confirm_import(batch, digest=batch.digest, seen=batch.version, by=cast.leader)


def test_a_file_that_is_no_table_is_refused_in_words(cast):
    batch = importing.start_import(kind="people", content=b"%PDF-1.7", name="a.csv", by=cast.keeper)
    assert (batch.state, batch.problem) == (
        "faulty",
        "Tệp này không phải bảng XLSX hoặc CSV, dù tên tệp có thể ghi như vậy.",
    )


# --- large tables ----------------------------------------------------------------------------------
def many(count):
    return [
        [f"nguoi{n}", f"Trần Văn Số {n}", "", "", "SKHCN", "CĐS", "Chuyên viên", "", "01/02/2026"]
        for n in range(count)
    ]


def test_a_large_table_is_checked_and_written_by_the_worker(cast):
    batch = start(cast, *many(1_000))
    assert (batch.state, DBTaskResult.objects.get().task_path) == ("checking", "core.tasks.check_import")
    tasks.check_import.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_total, batch.rows.filter(outcome="new").count()) == ("ready", 1_000, 1_000)
    assert confirm(cast, batch).state == "applying"
    tasks.apply_import.func(batch.pk)
    tasks.apply_import.func(batch.pk)  # a worker may die after the work: the second run finds nothing to do
    batch.refresh_from_db()
    assert (batch.state, User.objects.filter(username__startswith="nguoi").count()) == ("done", 1_000)


def test_queries_do_not_grow_with_the_rows_of_a_plan(cast, django_assert_max_num_queries):
    from core.importing import tables

    read = tables.read(table(*many(400)), KINDS["people"].COLUMNS)
    with django_assert_max_num_queries(4):
        KINDS["people"].plan(read.rows)


def test_a_worker_that_gives_up_says_so(cast):
    batch = start(cast, *many(1_000))
    assert importing.fail_import(batch, by=None).state == "failed"
    assert ImportBatch.objects.get(pk=batch.pk).problem.endswith("chưa có dòng nào được ghi.")


# --- offices ---------------------------------------------------------------------------------------
OFFICES = ["Loại", "Mã định danh", "Tên", "Chữ viết tắt", "Trực thuộc", "Địa danh", "Từ ngày", "Đến ngày"]


def test_a_tree_of_offices_in_one_table(cast):
    lines = [
        ["cơ quan", "H99.30", "Sở Nội vụ tỉnh Lam Giang", "SNV", "", "Lam Giang", "01/01/2026", ""],
        ["đơn vị", "", "Văn phòng", "VP", "H99.30", "", "", ""],
        ["đơn vị", "", "Tổ Lưu trữ", "TLT", "Sở Nội vụ tỉnh Lam Giang", "", "", ""],
        ["đơn vị", "H99.12.02", "Phòng Chuyển đổi số và Dữ liệu", "CĐS", "SKHCN", "", "", ""],
    ]
    batch = start(cast, *lines, kind="offices", header=OFFICES)
    assert outcomes(batch) == [(2, "new"), (3, "new"), (4, "new"), (5, "changed")]
    confirm(cast, batch)
    agency = Office.objects.get(code="H99.30")
    assert list(agency.units.values_list("abbreviation", "parent")) == [("VP", agency.pk), ("TLT", agency.pk)]
    assert Office.objects.get(pk=cast.digital.pk).name == "Phòng Chuyển đổi số và Dữ liệu"
    again = start(cast, *lines, kind="offices", header=OFFICES)
    assert {outcome for _number, outcome in outcomes(again)} == {"same"}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            [["đơn vị", "", "Tổ A", "TA", "", "", "", ""]],
            ["Trực thuộc", "Đơn vị phải trực thuộc một cơ quan.", "Điền “Trực thuộc”."],
        ),
        (
            [["đơn vị", "", "Tổ A", "TA", "SKHCN", "", "", ""], ["đơn vị", "", "Tổ B", "TA", "SKHCN", "", "", ""]],
            ["Tên", "Trùng với dòng 2.", "Xóa một trong hai dòng."],
        ),
        (
            [["đơn vị", "", "Tổ A", "TA", "VP", "", "", ""]],
            ["Trực thuộc", "Có 2 nơi tên “VP”.", "Ghi mã định danh thay cho tên."],
        ),
        (
            [["đơn vị", "", "Tổ A", "TA", "SKHCN", "", "01/02/2026", "01/01/2026"]],
            ["Đến ngày", "Trước ngày bắt đầu.", "Sửa lại ngày."],
        ),
    ],
)
def test_faults_of_offices(cast, lines, problem):
    assert problems(start(cast, *lines, kind="offices", header=OFFICES)) == [problem]


def test_two_agencies_of_one_abbreviation_are_told_apart_by_code(cast):
    add_office(name="UBND xã An Bình", abbreviation="UBND", code="H99.201", by=cast.keeper)
    add_office(name="UBND xã An Hòa", abbreviation="UBND", code="H99.202", by=cast.keeper)
    batch = start(cast, [*LAN[:4], "UBND", "", "Công chức văn thư", "", ""])
    assert problems(batch)[0][1] == "Có 2 nơi tên “UBND”."
    confirm(cast, start(cast, [*LAN[:4], "H99.202", "", "Công chức văn thư", "", ""]))
    assert Post.objects.get(title="Công chức văn thư").role == "clerk"


# --- codes -----------------------------------------------------------------------------------------
def test_codes_with_their_days(cast):
    header = ["Mã", "Tên cơ quan", "Hiệu lực từ", "Hiệu lực đến"]
    lines = [["H99", "UBND tỉnh Lam Giang", "01/01/2021", ""], ["H99.12", "Sở Khoa học và Công nghệ", "", ""]]
    confirm(cast, start(cast, *lines, kind="codes", header=header))
    assert list(AgencyCode.objects.values_list("code", "valid_from")) == [
        ("H99", date(2021, 1, 1)),
        ("H99.12", date(2020, 9, 10)),
    ]
    lines[0][3] = "30/06/2026"
    batch = start(cast, *lines, kind="codes", header=header)
    assert outcomes(batch) == [(2, "changed"), (3, "same")]
    confirm(cast, batch)
    assert AgencyCode.objects.get(code="H99").valid_to == date(2026, 6, 30)


# --- the file to fill in ---------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_to_fill_in_is_one_we_read(cast, kind):
    content = template_file(kind)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [str(column.label) for column in KINDS[kind].COLUMNS]
    batch = importing.start_import(kind=kind, content=content, name="mau.xlsx", by=cast.keeper)
    assert (batch.state, [row.number for row in batch.rows.all()]) == ("ready", [2])


@pytest.mark.parametrize(
    ("title", "top", "role"),
    [
        ("Giám đốc", True, "leader"),
        ("Chủ tịch UBND", True, "leader"),
        ("Phó Giám đốc", True, "deputy_leader"),
        ("Trưởng phòng", False, "head"),
        ("Chánh Văn phòng", False, "head"),
        ("Phó Trưởng phòng", False, "deputy_head"),
        ("Văn thư", False, "clerk"),
        ("Kế toán trưởng", False, "accountant"),
        ("Thư ký", False, "secretary"),
        ("Chuyên viên chính", False, "specialist"),
    ],
)
def test_roles_are_read_from_titles(title, top, role):
    assert role_of(title, Office(kind="agency" if top else "unit")) == role


def test_account_names_are_proposed_as_offices_do():
    assert [propose_username(name) for name in ("Nguyễn Thị Lan", "Đỗ Thúy Nga", "Lan")] == ["lannt", "ngadt", "lan"]
