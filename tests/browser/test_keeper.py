"""The keeper's screens as a person sees them: in bounds, accessible, and an import carried through by hand."""

import pytest
from django.urls import reverse

from core.actions import importing
from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot

TABLE = (
    "Tên đăng nhập,Họ và tên,Cơ quan,Đơn vị,Chức vụ,Từ ngày,Ghi chú\n"
    "lannt,Nguyễn Thị Lan Anh,SKHCN,CĐS,Chuyên viên,01/02/2026,\n"
    "sonhv,Hoàng Văn Sơn,SKHCN,QLKH,Trưởng phòng,,\n"
    "chuyenvien,Nguyễn Thị Ngọc Lan,SKHCN,CĐS,Chuyên viên,,\n"
).encode()
FAULTY = TABLE.replace(b"lannt", b"Lan Anh").replace(b"01/02/2026", b"31/02/2026")


def screens(cast):
    """Path of each screen by the name of its picture."""
    ready = importing.start_import(kind="people", content=TABLE, name="Cán bộ 2026.csv", by=cast.keeper)
    faulty = importing.start_import(kind="people", content=FAULTY, name="Cán bộ lỗi.csv", by=cast.keeper)
    return {
        "keeper": reverse("keeper"),
        "people": reverse("people"),
        "person": reverse("person", args=[cast.head.pk]),
        "person-form": reverse("person_add"),
        "leaving": reverse("person_deactivate", args=[cast.head.pk]),
        "appointment": reverse("appointment_add", args=[cast.head.pk]),
        "offices": reverse("offices"),
        "office": reverse("office", args=[cast.digital.pk]),
        "office-form": reverse("office_change", args=[cast.agency.pk]),
        "post-form": reverse("post_add", args=[cast.digital.pk]),
        "codes": reverse("agency_codes"),
        "imports": reverse("imports"),
        "import-ready": reverse("import_batch", args=[ready.pk]),
        "import-faulty": reverse("import_batch", args=[faulty.pk]),
    }


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_screens_are_accessible_and_in_bounds(visit, session_of, cast, size, theme):
    page = visit(size=size, theme=theme, session=session_of(cast.keeper))
    found = {}
    for name, path in screens(cast).items():
        page.goto(path)
        shot(page, f"keeper-{name}-{size}-{theme}")
        found[name] = (axe(page), faults_of_layout(page))
    assert found == dict.fromkeys(found, ([], []))


def test_a_table_is_laid_looked_at_and_taken_in(visit, session_of, cast):
    page = visit(reverse("imports"), session=session_of(cast.keeper))
    page.get_by_label("Người dùng").check()
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nhập 3 dòng").click()
    page.get_by_text("Đã nhập xong 3 dòng.").wait_for()
    page.get_by_role("button", name="Liên kết đặt mật khẩu cho người mới").click()
    page.get_by_role("cell", name="Hoàng Văn Sơn").or_(page.get_by_role("rowheader", name="Hoàng Văn Sơn")).wait_for()
    shot(page, "keeper-links")


def test_people_are_found_while_typing(visit, session_of, cast):
    page = visit(reverse("people"), session=session_of(cast.keeper))
    page.get_by_role("searchbox").fill("dang ha")
    page.locator("#results tbody tr").nth(1).wait_for(state="detached")
    assert page.locator("#results tbody th").all_inner_texts() == ["Đặng Thu Hà\nngoai.truongphong"]
