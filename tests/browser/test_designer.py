"""The designer by hand: in bounds, accessible, without a script, on a slow line, and from nothing to a live case."""

import time

import pytest
from django.urls import reverse

from core.models import Hint  # noqa: F401  (hints in rows: live_server has no Redis of its own)
from procedures.actions.designing import change_draft, draft_of, start_draft
from procedures.actions.publishing import publish_procedure
from procedures.designer.edits import ACTS
from procedures.models import Case, Procedure, ProcedureDraft
from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot, until
from tests.procedures.leave import leave


def screens(cast):
    """Path of each screen by the name of its picture."""
    first = publish_procedure(cast.agency, leave(), by=cast.keeper, note="Bản đầu tiên")
    publish_procedure(cast.agency, leave(area="Nhân sự"), by=cast.keeper, note="Đổi lĩnh vực")
    draft = draft_of(first.procedure, by=cast.keeper)
    draft = change_draft(draft, lambda content: ACTS["step_join"](content, {"key": "duyet"}), by=cast.keeper)
    faulty = start_draft(cast.agency, by=cast.keeper, name="Mượn thiết bị trình chiếu")
    return {
        "designs": reverse("designs"),
        "new": reverse("design_new"),
        "import": reverse("design_import"),
        "design": reverse("design", args=[first.procedure_id]),
        "compare": reverse("design_compare", args=[first.procedure_id]),
        "facts": reverse("draft_facts", args=[draft.pk]),
        "form": reverse("draft_form", args=[draft.pk]),
        "form-empty": reverse("draft_form", args=[faulty.pk]),
        "field": reverse("draft_field", args=[draft.pk, "reason"]),
        "choice": reverse("draft_field", args=[draft.pk, "kind"]),
        "steps": reverse("draft_steps", args=[draft.pk]),
        "step": reverse("draft_step", args=[draft.pk, "lanh-dao"]),
        "papers": reverse("draft_papers", args=[draft.pk]),
        "output": reverse("draft_paper", args=[draft.pk, "outputs", "giay"]),
        "publish": reverse("draft_publish", args=[faulty.pk]),
        "try-faulty": reverse("draft_try", args=[faulty.pk]),
    }


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_screens_are_accessible_and_in_bounds(visit, session_of, cast, size, theme):
    page = visit(size=size, theme=theme, session=session_of(cast.keeper))
    found = {}
    for name, path in screens(cast).items():
        page.goto(path)
        shot(page, f"designer-{name}-{size}-{theme}")
        found[name] = (axe(page), faults_of_layout(page))
    assert found == dict.fromkeys(found, ([], []))


TOUCH, LETTER = 2.65, 0.28  # seconds a practised person takes: keystroke-level model (Card, Moran, Newell 1980)


class Hand:
    """A person at the screen who counts what they touch and write."""

    def __init__(self, page):
        self.page, self.touches, self.letters = page, 0, 0

    @property
    def minutes(self):
        """How long a practised person would take."""
        return (self.touches * TOUCH + self.letters * LETTER) / 60

    def press(self, name, role="button", within=None, exact=True):
        self.touches += 1
        (within or self.page).get_by_role(role, name=name, exact=exact).first.click()

    def write(self, label, text, exact=True):
        self.touches, self.letters = self.touches + 1, self.letters + len(text)
        self.page.get_by_label(label, exact=exact).first.fill(text)

    def choose(self, label, value):
        self.touches += 2
        self.page.locator("main").get_by_label(label, exact=True).first.select_option(label=value)

    def tick(self, label):
        self.touches += 1
        self.page.locator("main").get_by_label(label, exact=True).first.check()

    def add_field(self, label, kind, required=False):
        self.write("Thêm ô", label)
        self.choose("Loại", kind)
        if required:
            self.tick("Bắt buộc")
        self.press("Thêm ô")
        self.page.locator(".outline-row.is-new", has_text=label).wait_for()

    def add_step(self, act, who):
        self.choose("Thêm bước", act)
        self.choose("Ai làm", who)
        self.press("Thêm bước")
        self.page.locator(".outline-row.is-new", has_text=act).wait_for()


def test_from_nothing_to_the_first_live_case(visit, session_of, cast, capsys):
    begun = time.monotonic()
    keeper = Hand(visit(reverse("designs"), session=session_of(cast.keeper)))
    keeper.press("Thêm thủ tục", role="link")
    keeper.write("Tên thủ tục", "Mượn thiết bị trình chiếu")
    keeper.choose("Cơ quan", cast.agency.name)
    keeper.press("Bắt đầu dự thảo")
    design_form(keeper)
    design_way(keeper)
    try_it(keeper)
    keeper.press("Công bố", role="link")
    keeper.press("Công bố phiên bản 1")
    keeper.page.get_by_text("Đã công bố phiên bản 1.").wait_for()
    specialist = Hand(visit(reverse("procedures"), session=session_of(cast.specialist)))
    submit_it(specialist)
    took = (time.monotonic() - begun) / 60
    case = Case.objects.get(requester=cast.specialist)
    assert (case.number, case.state, case.data["so_ngay"]) == (1, "running", 2)
    assert list(case.route.steps.filter(phase="open").values_list("act", flat=True)) == ["check"]
    with capsys.disabled():
        touches = keeper.touches + specialist.touches
        human = keeper.minutes + specialist.minutes
        print(f"\nFrom nothing to the first live case: {touches} touches, {took:.1f} minutes in Chromium,")
        print(f"{human:.1f} minutes for a practised person by the keystroke-level model")


def design_form(keeper):
    keeper.add_field("Thiết bị cần mượn", "Chọn một", required=True)
    keeper.add_field("Thời gian mượn", "Khoảng ngày, có nửa ngày", required=True)
    keeper.add_field("Số ngày", "Tự tính")
    keeper.add_field("Lý do", "Đoạn chữ")
    keeper.press("Thiết bị cần mượn", role="link", exact=False)
    keeper.write("Các lựa chọn", "Máy chiếu\nMàn hình\nLoa")
    keeper.press("Lưu ô")
    keeper.press("Số ngày Tự tính", role="link")
    keeper.choose("Cách tính", "Số ngày làm việc")
    sheet = keeper.page.locator("#sheet")
    sheet.get_by_label("Thời gian mượn").wait_for()
    keeper.tick("Thời gian mượn")
    keeper.press("Lưu ô")
    keeper.page.locator("#add-label").wait_for()


def design_way(keeper):
    keeper.press("Các bước", role="link")
    keeper.add_step("Kiểm tra, tiếp nhận", "Văn thư")
    keeper.add_step("Ký", "Người đứng đầu cơ quan")
    keeper.add_step("Trả kết quả", "Văn thư")
    keeper.press("Giấy tờ và kết quả", role="link")
    keeper.write("Thêm giấy kết quả", "Phiếu cho mượn thiết bị")
    keeper.press("Thêm giấy kết quả")
    keeper.press("Phiếu cho mượn thiết bị", role="link", exact=False)
    keeper.press("Thiết bị cần mượn")
    keeper.press("Lưu giấy")
    keeper.page.locator("#add-output").wait_for()


def try_it(keeper):
    keeper.press("Chạy thử", role="link")
    keeper.press("Nộp thử")
    keeper.page.get_by_text("Còn 2 chỗ cần xem lại.").wait_for()
    fill(keeper)
    keeper.press("Nộp thử")
    for decided in range(3):
        keeper.press("Đồng ý, làm xong")
        keeper.page.locator("[name=_decision]").nth(decided).wait_for(state="attached")
    keeper.page.get_by_role("link", name="Sang công bố").wait_for()
    assert not Case.objects.exists()


def fill(hand):
    hand.tick("Máy chiếu")
    for end, day in (("from", "2026-12-14"), ("to", "2026-12-15")):
        hand.touches += 1
        hand.page.locator(f"[name='thoi_gian_muon.{end}']").fill(day)


def submit_it(specialist):
    specialist.press("Mượn thiết bị trình chiếu", role="link", exact=False)
    specialist.press("Khai và nộp", role="link", exact=False)
    fill(specialist)
    specialist.press("Nộp hồ sơ")
    specialist.page.wait_for_url("**/ho-so/*/")


def test_what_is_typed_while_the_server_is_asked_stays(visit, session_of, cast):
    draft = draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)
    path = reverse("draft_step", args=[draft.pk, "lanh-dao"])
    page = visit(path, session=session_of(cast.keeper))

    def slowly(route):
        time.sleep(1)
        route.continue_()

    page.route(f"**{path}", slowly)
    page.get_by_label("Ai làm", exact=True).select_option("head_plus")
    page.get_by_label("Tên bước").fill("Lãnh đạo duyệt")
    page.get_by_label("Trên trưởng đơn vị mấy cấp").wait_for()
    assert page.get_by_label("Tên bước").input_value() == "Lãnh đạo duyệt"
    page.unroute(f"**{path}")
    page.get_by_label("Trên trưởng đơn vị mấy cấp").fill("1")
    page.get_by_role("button", name="Lưu bước").click()
    page.locator(".outline-row", has_text="Lãnh đạo duyệt").wait_for()
    step = ProcedureDraft.objects.get(pk=draft.pk).definition["steps"][2]
    assert (step["title"], step["actor"]) == ({"vi": "Lãnh đạo duyệt"}, {"kind": "head_plus", "levels": 1})


def test_a_field_is_dragged_before_another(visit, session_of, cast):
    draft = draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)
    page = visit(reverse("draft_form", args=[draft.pk]), size="desktop", session=session_of(cast.keeper))
    page.locator("#o-phone small").drag_to(page.locator("#o-who"), target_position={"x": 300, "y": 8})
    until(page, "document.querySelector('.outline-row').dataset.key === 'phone'")
    page.get_by_role("button", name="Hoàn tác").click()
    until(page, "document.querySelector('.outline-row').dataset.key === 'who'")


def test_a_second_keeper_is_told_and_overwrites_nothing(visit, session_of, cast):
    draft = draft_of(publish_procedure(cast.agency, leave(), by=cast.keeper).procedure, by=cast.keeper)
    page = visit(reverse("draft_form", args=[draft.pk]), session=session_of(cast.keeper))
    change_draft(draft, lambda content: ACTS["field_remove"](content, {"key": "phone"}), by=cast.keeper)
    page.get_by_role("button", name="Nhân đôi Điện thoại").click()
    page.get_by_role("dialog").get_by_text("vừa sửa dự thảo này").wait_for()
    assert ProcedureDraft.objects.get(pk=draft.pk).changes.count() == 1


def test_without_a_script_every_act_works(visit, session_of, cast):
    draft = start_draft(cast.agency, by=cast.keeper, name="Mượn phòng")
    page = visit(reverse("draft_form", args=[draft.pk]), session=session_of(cast.keeper), java_script_enabled=False)
    hand = Hand(page)
    hand.add_field("Số người", "Số nguyên", required=True)
    hand.add_field("Lý do", "Chữ một dòng")
    hand.press("Lý do", role="link", exact=False)
    page.get_by_text("Chỉ hiện khi").click()
    hand.press("Thêm điều kiện")
    page.get_by_label("Ô", exact=True).select_option(label="Số người")
    hand.press("Xem lại theo lựa chọn")
    page.get_by_label("So sánh").select_option(label="lớn hơn")
    page.get_by_label("Giá trị").fill("20")
    hand.press("Lưu ô")
    hand.press("Đưa Lý do lên")
    draft.refresh_from_db()
    assert draft.definition["form"][0]["fields"] == [
        {
            "key": "ly_do",
            "type": "text",
            "label": {"vi": "Lý do"},
            "show_if": {"field": "so_nguoi", "op": "gt", "value": 20},
        },
        {"key": "so_nguoi", "type": "integer", "label": {"vi": "Số người"}, "required": True},
    ]
    assert not Procedure.objects.exists()
