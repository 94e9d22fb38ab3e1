"""What a keeper does from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import ImportBatch, User

pytestmark = pytest.mark.django_db
TABLE = "Tên đăng nhập,Họ và tên,Cơ quan,Đơn vị,Chức vụ\nlannt,Nguyễn Thị Lan Anh,SKHCN,CĐS,Chuyên viên\n"


def run(*words):
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def test_the_first_keeper_comes_in_through_a_link(db, client):
    link = run("add_keeper", "quantri", "Ngô Quốc Bảo").strip()
    person = User.objects.get()
    assert (person.username, person.full_name, person.is_keeper) == ("quantri", "Ngô Quốc Bảo", True)
    assert client.get(link.removeprefix("http://testserver")).context["person"] == person


def test_a_keeper_who_lost_the_way_gets_a_new_link(cast, client):
    link = run("add_keeper", "quantri").strip()
    assert client.get(link.removeprefix("http://testserver")).context["person"] == cast.keeper
    assert not User.objects.get(pk=cast.keeper.pk).has_usable_password()


def test_a_keeper_without_a_name_is_refused(db):
    with pytest.raises(CommandError, match="Họ và tên"):
        run("add_keeper", "quantri")


def test_a_table_is_shown_and_written_only_on_confirmation(cast, tmp_path):
    file = tmp_path / "can-bo.csv"
    file.write_text(TABLE)
    shown = run("import_table", "people", str(file), "--by", "quantri").splitlines()
    assert [line.split("\t")[:3] for line in shown[:1]] == [["2", "thêm mới", "Nguyễn Thị Lan Anh (lannt)"]]
    assert (shown[-1], User.objects.filter(username="lannt").exists()) == ("chờ xác nhận", False)
    assert run("import_table", "people", str(file), "--by", "quantri", "--confirm").splitlines()[-1] == "đã nhập"
    assert User.objects.filter(username="lannt").exists()


def test_a_faulty_table_fails_and_writes_nothing(cast, tmp_path):
    file = tmp_path / "can-bo.csv"
    file.write_text(TABLE.replace("lannt", "Lan Anh"))
    with pytest.raises(CommandError, match="Bảng có lỗi, chưa ghi gì"):
        run("import_table", "people", str(file), "--by", "quantri", "--confirm")
    assert ImportBatch.objects.get().state == "faulty"


@pytest.mark.parametrize(("by", "sentence"), [("giamdoc", "không phải quản trị"), ("ai-do", "không phải quản trị")])
def test_only_a_keeper_imports(cast, tmp_path, by, sentence):
    file = tmp_path / "can-bo.csv"
    file.write_text(TABLE)
    with pytest.raises(CommandError, match=sentence):
        run("import_table", "people", str(file), "--by", by)


def test_a_missing_file_is_told(cast, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run("import_table", "people", str(tmp_path / "khong-co.csv"), "--by", "quantri")
