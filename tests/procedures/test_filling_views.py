"""The filling screen over HTTP: with a script and without, and whatever people type."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures.actions import drafts, handling
from procedures.definition import TYPES
from procedures.models import Case
from procedures.states import CaseState
from tests.cast import at_desk
from tests.procedures.requests import begun, every_kind, published, submitted

PDF = b"%PDF-1.7 giay"
NONSENSE = [
    "\x00",
    "ba trăm",
    "<script>alert(1)</script>",
    "9" * 40,
    "-1",
    "𝕏" * 400,
    "31/02/2026",
    "'; DROP TABLE x",
    " ",
]
WHOLE = {"who": "Nguyễn Thị Lan", "period.from": "2026-12-07", "period.to": "2026-12-08", "kind": "year"}


def new(procedure):
    return reverse("case_new", args=[procedure.code])


def test_looking_writes_nothing(cast):
    procedure = published(cast)
    page = at_desk(cast.specialist).get(new(procedure))
    assert (page.status_code, Case.objects.count()) == (200, 0)
    assert page["X-Offline"] == "keep"
    assert "Nguyễn Thị Lan" in page.content.decode()
    assert "Lấy từ hồ sơ của bạn" in page.content.decode()


def test_without_a_script_a_form_is_saved_and_handed_in(cast):
    procedure, browser = published(cast), at_desk(cast.specialist)
    answer = browser.post(new(procedure), {"client": uuid4(), "act": "save", "who": "Lan"})
    case = Case.objects.get()
    assert answer["Location"] == reverse("case_edit", args=[case.pk])
    answer = browser.post(answer["Location"], WHOLE | {"client": case.client, "seen": case.version, "act": "submit"})
    case = Case.objects.get()
    assert (answer["Location"], case.state) == (case.get_absolute_url(), CaseState.RUNNING)


def test_a_new_form_is_handed_in_with_its_first_press(cast):
    answer = at_desk(cast.specialist).post(new(published(cast)), WHOLE | {"client": uuid4(), "act": "submit"})
    assert answer["Location"] == Case.objects.get().get_absolute_url()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast):
    typed = {
        "client": uuid4(),
        "act": "submit",
        "who": "Lan",
        "kind": "own",
        "period.from": "2026-12-09",
        "period.to": "2026-12-07",
    }
    page = at_desk(cast.specialist).post(new(published(cast)), typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Còn 2 chỗ cần xem lại trước khi nộp." in text
    assert "Ngày cuối phải từ 09/12/2026 trở đi." in text
    assert 'value="2026-12-07"' in text
    assert Case.objects.get().data["period"]["to"] == "2026-12-07"


def test_a_page_that_saves_while_typing_is_told_what_it_needs(cast):
    procedure, browser, client = published(cast), at_desk(cast.specialist), str(uuid4())
    said = browser.post(new(procedure), WHOLE | {"client": client}, headers={"Accept": "application/json"}).json()
    case = Case.objects.get()
    assert (said["case"], said["version"], said["calculated"], said["unasked"]) == (
        case.pk,
        case.version,
        {"days": "2"},
        ["reason"],
    )
    again = browser.post(
        said["url"],
        WHOLE | {"client": client, "seen": said["version"], "period.to": "x"},
        headers={"Accept": "application/json"},
    )
    assert again.json()["faults"] == {"period.to": "“x” không phải ngày có thật. Ví dụ: 20/01/2026."}


def test_one_draft_too_many_is_said_to_the_page_that_saves(cast, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 0)
    sent = WHOLE | {"client": uuid4(), "act": "save"}
    answer = at_desk(cast.specialist).post(new(published(cast)), sent, headers={"Accept": "application/json"})
    assert (answer.status_code, list(answer.json()), Case.objects.count()) == (422, ["said"], 0)


def test_a_repeat_whose_answer_was_lost_is_no_conflict(cast):
    procedure, browser, client = published(cast), at_desk(cast.specialist), str(uuid4())
    json = {"Accept": "application/json"}
    first = browser.post(new(procedure), {"client": client, "who": "Lan"}, headers=json).json()
    for _time in range(2):
        said = browser.post(first["url"], {"client": client, "who": "Huệ", "seen": first["version"]}, headers=json)
        assert said.status_code == 200
    other = browser.post(first["url"], {"client": client, "who": "Mai", "seen": first["version"]}, headers=json)
    assert (other.status_code, Case.objects.get().data["who"]) == (409, "Huệ")


def test_a_stale_page_without_a_script_keeps_what_was_typed(cast):
    case, browser = begun(cast), at_desk(cast.specialist)
    page = browser.post(
        reverse("case_edit", args=[case.pk]), {"client": case.client, "seen": "999", "who": "Tên mới"}
    )
    assert page.status_code == 409
    assert 'value="Tên mới"' in page.content.decode()
    assert Case.objects.get().data["who"] == "Nguyễn Thị Lan"


def test_a_draft_that_was_handed_in_elsewhere_says_where_it_is(cast):
    case = submitted(cast)
    said = at_desk(cast.specialist).post(
        new(case.edition.procedure),
        WHOLE | {"client": case.client, "who": "Khác"},
        headers={"Accept": "application/json"},
    )
    assert (said.status_code, said.json()) == (409, {"done": case.get_absolute_url()})


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_nonsense_in_every_field_is_answered_in_words_and_kept(cast, nonsense):
    procedure, browser = every_kind(cast), at_desk(cast.specialist)
    typed = {f"f_{kind}": nonsense for kind in TYPES}
    parts = {
        "date_range": ("from", "to"),
        "resource": ("resource", "from", "to"),
        "bank_account": ("number", "bank", "holder"),
    }
    typed |= {f"f_{kind}.{part}": nonsense for kind, names in parts.items() for part in names}
    page = browser.post(new(procedure), typed | {"f_table.0.what": nonsense, "client": uuid4(), "act": "submit"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "<script>alert" not in text
    assert text.count('class="fault"') >= (2 if not nonsense.strip(" \x00") else 8)
    assert Case.objects.get().state == CaseState.DRAFT


def test_what_is_no_form_at_all_is_refused(cast):
    procedure, browser = published(cast), at_desk(cast.specialist)
    assert browser.post(new(procedure), {"client": "x"}).status_code == 422
    assert browser.post(new(procedure), {}).status_code == 422
    assert browser.get(new(procedure) + "?goc=x").status_code == 404
    assert browser.get(reverse("case_new", args=["khong-co"])).status_code == 404


def test_files_come_with_the_form_and_from_the_camera(cast):
    procedure, browser, client = published(cast), at_desk(cast.specialist), uuid4()
    upload = SimpleUploadedFile("giay.pdf", PDF)
    photo = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n....")
    browser.post(new(procedure), {"client": client, "who": "Lan", "tep.don": upload, "anh.don": photo})
    case = Case.objects.get()
    assert list(case.files.values_list("key", "name")) == [("don", "giay.pdf"), ("don", "anh.png")]
    attached = case.files.first()
    shown = browser.get(reverse("case_file", args=[case.pk, attached.pk]))
    assert b"".join(shown.streaming_content) == PDF
    browser.post(
        reverse("case_edit", args=[case.pk]), {"client": client, "seen": case.version, "act": f"detach:{attached.pk}"}
    )
    assert browser.get(reverse("case_file", args=[case.pk, attached.pk])).status_code == 404


def test_a_file_sent_twice_is_one(cast):
    procedure, browser, client = published(cast), at_desk(cast.specialist), uuid4()
    for _time in range(2):
        upload = SimpleUploadedFile("giay.pdf", PDF)
        browser.post(
            new(procedure),
            {"client": client, "who": "Lan", "tep.don": upload},
            headers={"Accept": "application/json"},
        )
    assert Case.objects.get().files.filter(removed_at__isnull=True).count() == 1


def test_a_file_that_is_no_paper_is_refused_and_the_words_are_kept(cast):
    procedure, browser = published(cast), at_desk(cast.specialist)
    upload = SimpleUploadedFile("giay.pdf", b"MZ\x00\x01\x02")
    page = browser.post(new(procedure), {"client": uuid4(), "who": "Tên đã gõ", "tep.don": upload})
    assert page.status_code == 422
    assert "Tên đã gõ" in page.content.decode()
    assert Case.objects.get().data["who"] == "Tên đã gõ"


def test_mending_shows_what_is_asked_and_locks_the_rest(cast):
    case = handling.ask_for_more(submitted(cast), by=cast.clerk, reason="Thiếu điện thoại", keys=["phone"])
    browser = at_desk(cast.specialist)
    text = browser.get(reverse("case_edit", args=[case.pk])).content.decode()
    assert "Thiếu điện thoại" in text
    assert 'name="phone"' in text
    assert 'name="who"' not in text
    answer = browser.post(
        reverse("case_edit", args=[case.pk]),
        {"client": case.client, "seen": case.version, "act": "submit", "phone": "0912 345 678", "who": "Lén sửa"},
    )
    case = Case.objects.get()
    assert (answer["Location"], case.state) == (case.get_absolute_url(), CaseState.RUNNING)
    assert (case.data["phone"], case.data["who"]) == ("0912 345 678", "Nguyễn Thị Lan")


def test_names_are_suggested_from_ones_own_agency(cast):
    found = at_desk(cast.specialist).get(reverse("case_people"), {"q": "pham"}).json()
    assert found == {"people": [{"value": "truongphong", "label": "Phạm Văn Hùng"}]}
    assert at_desk(cast.specialist).get(reverse("case_people"), {"q": "dang thu"}).json() == {"people": []}
