"""The keeper's screens: who may enter, what they show, and that every write passes its action."""

from datetime import date

import pytest
from django.urls import reverse

from core import health
from core.actions import importing
from core.actions.appointments import appoint
from core.actions.people import add_person, deactivate_person
from core.models import AgencyCode, Appointment, ImportBatch, Office, Post, User

pytestmark = pytest.mark.django_db
WHO = "Chỉ quản trị hệ thống mới vào được trang này."


def urls(cast):
    """Every screen of the keeper with a real object behind it."""
    batch = importing.start_import(kind="people", content=b"x", name="a.csv", by=cast.keeper)
    seat = cast.specialist.appointments.get()
    return [
        reverse("keeper"),
        reverse("people"),
        reverse("person_add"),
        reverse("person", args=[cast.head.pk]),
        reverse("person_change", args=[cast.head.pk]),
        reverse("person_deactivate", args=[cast.head.pk]),
        reverse("appointment_add", args=[cast.head.pk]),
        reverse("appointment_end", args=[seat.pk]),
        reverse("offices"),
        reverse("office_add"),
        reverse("office", args=[cast.digital.pk]),
        reverse("office_change", args=[cast.digital.pk]),
        reverse("post_add", args=[cast.digital.pk]),
        reverse("post_change", args=[cast.posts["head"].pk]),
        reverse("agency_codes"),
        reverse("imports"),
        reverse("import_batch", args=[batch.pk]),
        reverse("import_template", args=["people"]),
    ]


def test_the_keeper_enters_every_screen(cast, client):
    client.force_login(cast.keeper)
    screens = urls(cast)
    assert {url: client.get(url).status_code for url in screens} == dict.fromkeys(screens, 200)


@pytest.mark.parametrize("name", ["leader", "clerk", "specialist", "outsider"])
def test_others_are_told_who_may(cast, client, name):
    client.force_login(getattr(cast, name))
    for url in urls(cast):
        response = client.get(url)
        assert (response.status_code, WHO in response.text) == (403, True)


def test_strangers_are_sent_to_the_door(cast, client):
    for url in urls(cast):
        assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


POSTS = ["person_reactivate", "person_link", "import_confirm", "import_links"]


@pytest.mark.parametrize("name", POSTS)
def test_acts_are_posted(cast, client, name):
    client.force_login(cast.keeper)
    assert client.get(reverse(name, args=[1])).status_code == 405
    client.force_login(cast.leader)
    assert client.post(reverse(name, args=[1])).status_code == 403


# --- state of the house ----------------------------------------------------------------------------
def test_every_part_of_the_house_answers(cast):
    levels = {reading.label: reading.level for reading in health.readings()}
    assert levels.pop("Tiến trình nền") == "broken"
    assert levels.pop("Đĩa lưu trữ") in ("fine", "look")
    parts = ["Cơ sở dữ liệu", "Tệp", "Việc chờ chạy", "Nhật ký kiểm toán", "Thư điện tử", "Phiên bản"]
    assert levels == dict.fromkeys([*parts, "Việc không còn ai xử lý"], "fine")


def test_a_part_that_cannot_answer_is_broken_and_the_others_still_answer(cast, monkeypatch):
    def failing(now):
        raise OSError

    monkeypatch.setattr(health, "_parts", [("Đĩa", failing), *health._parts])
    first, second = health.readings()[:2]
    assert (first.level, first.sentence, second.level) == ("broken", "Không đọc được: OSError", "fine")


# --- people ----------------------------------------------------------------------------------------
def test_people_are_listed_searched_and_paged(cast, client):
    client.force_login(cast.keeper)
    assert [person for person, _posts in client.get(reverse("people"), {"q": "dang ha"}).context["rows"]] == [
        cast.outsider
    ]
    for number in range(60):
        add_person(username=f"them{number}", full_name=f"Lý Văn Số {number:02}", by=cast.keeper)
    first = client.get(reverse("people"))
    second = client.get(reverse("people"), {"sau": first.context["page"].older})
    shown = [person for page in (first, second) for person, _posts in page.context["rows"]]
    assert shown == list(User.objects.order_by("sort_name", "pk"))


def test_the_list_of_people_costs_the_same_for_any_number(cast, client, django_assert_max_num_queries):
    for number in range(40):
        add_person(username=f"them{number}", full_name=f"Lý Văn Số {number:02}", by=cast.keeper)
    client.force_login(cast.keeper)
    with django_assert_max_num_queries(12):
        client.get(reverse("people"))


def test_adding_a_person_gives_a_link_to_hand_over(cast, client):
    client.force_login(cast.keeper)
    typed = {"full_name": "Lý Thị Mơ", "username": "MoLT", "email": "", "phone": ""}
    response = client.post(reverse("person_add"), typed)
    person = User.objects.get(username="molt")
    assert (response.status_code, response.context["person"]) == (200, person)
    client.logout()
    assert client.get(response.context["link"].removeprefix("http://testserver")).status_code == 200


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(cast, client):
    client.force_login(cast.keeper)
    typed = {"full_name": "Lý Thị <b>Mơ</b>", "username": "Giám đốc", "email": "x@y.vn", "phone": ""}
    response = client.post(reverse("person_add"), typed)
    assert response.status_code == 422
    assert response.context["form"].errors == {"username": ["Chỉ dùng chữ thường không dấu, số và . _ -"]}
    assert "Lý Thị &lt;b&gt;Mơ&lt;/b&gt;" in response.text
    taken = client.post(reverse("person_add"), {**typed, "username": "giamdoc"})
    assert list(taken.context["form"].errors) == ["username"]


def test_changing_and_closing_an_account(cast, client):
    client.force_login(cast.keeper)
    typed = {"full_name": "Phạm Văn Hùng", "username": "truongphong", "email": "", "phone": "0912345678"}
    assert client.post(reverse("person_change", args=[cast.head.pk]), typed).status_code == 302
    assert User.objects.get(pk=cast.head.pk).phone == "0912345678"
    url = reverse("person_deactivate", args=[cast.head.pk])
    assert client.post(url, {"last_day": "31/02/2026"}).context["form"].errors == {
        "last_day": ["Ghi ngày/tháng/năm, ví dụ 05/03/2026."]
    }
    assert client.post(url, {"last_day": "02/03/2026", "reason": "Nghỉ hưu"}).status_code == 302
    assert cast.head.appointments.get().ends == date(2026, 3, 2)
    assert client.post(url, {"last_day": "02/03/2026"}).status_code == 409
    back = client.post(reverse("person_reactivate", args=[cast.head.pk]))
    assert back.context["link"].startswith("http://testserver/tai-khoan/mat-khau-dau/")


def test_giving_and_ending_a_post(cast, client):
    client.force_login(cast.keeper)
    url = reverse("appointment_add", args=[cast.specialist.pk])
    typed = {"post": cast.posts["secretary"].pk, "kind": "primary", "starts": "01/04/2026", "ends": "", "basis": ""}
    refused = client.post(url, typed)
    assert (refused.status_code, "đang giữ vị trí chính" in refused.text) == (422, True)
    assert client.post(url, {**typed, "kind": "concurrent"}).status_code == 302
    seat = Appointment.objects.get(person=cast.specialist, kind="concurrent")
    assert client.post(reverse("appointment_end", args=[seat.pk]), {"ends": "30/04/2026"}).status_code == 302
    seat.refresh_from_db()
    assert seat.ends == date(2026, 4, 30)


# --- offices ---------------------------------------------------------------------------------------
def test_the_tree_is_drawn_as_of_a_day(cast, client):
    client.force_login(cast.keeper)
    Office.objects.filter(pk=cast.science.pk).update(valid_to=date(2025, 6, 30))
    then = client.get(reverse("offices"), {"ngay": "30/06/2025"}).context["tree"]
    assert [(depth, office.pk) for depth, office in then][:2] == [(0, cast.agency.pk), (1, cast.bureau.pk)]
    assert cast.science in [office for _depth, office in then]
    now = client.get(reverse("offices"), {"ngay": "rubbish"}).context["tree"]
    assert cast.science not in [office for _depth, office in now]
    assert {office.abbreviation: office.people for _depth, office in now}["CĐS"] == 2


def test_adding_offices_and_seats(cast, client):
    client.force_login(cast.keeper)
    typed = {"name": "Tổ Số hóa", "abbreviation": "TSH", "valid_from": "01/01/2026"}
    response = client.post(f"{reverse('office_add')}?thuoc={cast.digital.pk}", typed)
    team = Office.objects.get(abbreviation="TSH")
    assert (response.headers["Location"], team.agency) == (reverse("office", args=[team.pk]), cast.agency)
    again = client.post(f"{reverse('office_add')}?thuoc={cast.digital.pk}", typed)
    assert again.context["form"].errors == {"abbreviation": ["“TSH” đã dùng cho Tổ Số hóa."]}
    seat = {"title": "Tổ trưởng", "role": "head", "rank": "10"}
    assert client.post(reverse("post_add", args=[team.pk]), seat).status_code == 302
    assert client.post(reverse("post_add", args=[team.pk]), seat).status_code == 422
    post = Post.objects.get(office=team)
    assert client.post(reverse("post_change", args=[post.pk]), {**seat, "rank": "5"}).status_code == 302
    assert Post.objects.get(pk=post.pk).rank == 5


def test_an_office_in_use_is_not_closed_and_says_why(cast, client):
    client.force_login(cast.keeper)
    typed = {"name": "Phòng Chuyển đổi số", "abbreviation": "CĐS", "code": "H99.12.02", "valid_from": "01/01/2024"}
    url = reverse("office_change", args=[cast.digital.pk])
    response = client.post(url, {**typed, "valid_to": "02/03/2026"})
    assert list(response.context["form"].errors) == ["valid_to"]
    assert client.post(url, typed).status_code == 302


def test_codes_are_searched_without_marks(cast, client):
    AgencyCode.objects.create(code="H99", name="UBND tỉnh Lam Giang", valid_from=date(2021, 1, 1))
    AgencyCode.objects.create(code="G08", name="Bộ Tài chính", valid_from=date(2021, 1, 1))
    client.force_login(cast.keeper)
    found = {
        words: [line.code for line in client.get(reverse("agency_codes"), {"q": words}).context["page"]]
        for words in ("tinh lam", "g08", "")
    }
    assert found == {"tinh lam": ["H99"], "g08": ["G08"], "": ["G08", "H99"]}


# --- imports ---------------------------------------------------------------------------------------
TABLE = (
    "Tên đăng nhập,Họ và tên,Cơ quan,Đơn vị,Chức vụ\n"
    "lannt,Nguyễn Thị Lan Anh,SKHCN,CĐS,Chuyên viên\n"
    "sonhv,Hoàng Văn Sơn,SKHCN,QLKH,Trưởng phòng\n"
).encode()


def upload(client, content=TABLE, name="a.csv", kind="people"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(reverse("imports"), {"kind": kind, "file": SimpleUploadedFile(name, content)})


def test_upload_look_confirm_and_hand_out_links(cast, client):
    client.force_login(cast.keeper)
    page = client.get(upload(client).headers["Location"])
    batch = page.context["batch"]
    assert (batch.state, page.context["counts"]) == ("ready", {"new": 2})
    confirm = reverse("import_confirm", args=[batch.pk])
    assert client.post(confirm, {"digest": "0" * 64, "seen": batch.version}).status_code == 409
    assert client.post(confirm, {"digest": batch.digest, "seen": batch.version}).status_code == 302
    assert client.get(reverse("import_batch", args=[batch.pk])).context["new_people"] is True
    links = client.post(reverse("import_links", args=[batch.pk])).context["links"]
    assert sorted(person.username for person, _link in links) == ["lannt", "sonhv"]


def test_a_table_that_is_being_checked_shows_how_far_it_is(cast, client):
    client.force_login(cast.keeper)
    lines = "".join(f"nguoi{n},Trần Văn Số {n},SKHCN,CĐS,Chuyên viên\n" for n in range(1_000))
    url = upload(client, TABLE + lines.encode()).headers["Location"]
    ImportBatch.objects.update(rows_done=250, rows_total=1_002)
    page = client.get(url, headers={"HX-Request": "true"})
    assert "Đang kiểm tra 250 trong 1002 dòng" in page.text
    assert 'value="250" max="1002"' in page.text
    assert 'hx-trigger="every 1s"' in page.text
    assert "<html" not in page.text


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "Tệp rỗng, không có nội dung."), (b"x" * (10 * 1024 * 1024 + 1), "vượt mức")]
)
def test_uploads_that_are_not_taken(cast, client, content, sentence):
    client.force_login(cast.keeper)
    response = upload(client, content)
    assert (response.status_code, sentence in response.text) == (413 if content else 422, True)


def test_a_file_name_with_a_path_is_tamed(cast, client):
    client.force_login(cast.keeper)
    batch = client.get(upload(client, name="../../etc/\u202ea\r\n.csv").headers["Location"]).context["batch"]
    assert batch.revision.name == "a.csv"


def test_faults_are_shown_alone_when_asked(cast, client):
    client.force_login(cast.keeper)
    url = upload(client, TABLE.replace(b"lannt", b"Lan Anh")).headers["Location"]
    page = client.get(url, {"ket-qua": "error"})
    assert [row.number for row in page.context["page"]] == [2]
    assert "Ghi chữ thường không dấu, ví dụ anhntl." in page.text


def test_an_unknown_template_is_missing(cast, client):
    client.force_login(cast.keeper)
    assert client.get(reverse("import_template", args=["secrets"])).status_code == 404


def test_who_left_shows_no_button_to_give_a_post(cast, client):
    deactivate_person(cast.head, by=cast.keeper)
    client.force_login(cast.keeper)
    page = client.get(reverse("person", args=[cast.head.pk]))
    assert reverse("appointment_add", args=[cast.head.pk]) not in page.text
    assert appoint(cast.specialist, cast.posts["head"], kind="acting", by=cast.keeper).kind == "acting"
