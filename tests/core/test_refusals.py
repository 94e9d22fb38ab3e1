"""Every refusal is a page, or a fragment for htmx, with its status, one sentence and a way on."""

import pytest
from django.urls import include, path

from core import refusals

SENTENCE = "Chỉ “văn thư” <b>cấp số</b> được."
KINDS = {
    "Refused": (400, "Chưa thực hiện được"),
    "Forbidden": (403, "Bạn không có quyền làm việc này"),
    "WrongState": (409, "Việc này đã thay đổi"),
    "TooLarge": (413, "Quá lớn"),
    "BadInput": (422, "Dữ liệu chưa đúng"),
    "TooMany": (429, "Thử lại sau ít phút"),
    "Unavailable": (503, "Tạm thời chưa thực hiện được"),
}


def refuse(request, kind):
    raise getattr(refusals, kind)(SENTENCE, left=3)


urlpatterns = [path("tu-choi/<str:kind>/", refuse), path("", include("config.urls"))]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def test_every_refusal_of_the_house_is_tried_here():
    found = {
        name for name, each in vars(refusals).items() if isinstance(each, type) and issubclass(each, refusals.Refused)
    }
    assert found == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_a_page_with_its_status(kind, client):
    answer = client.get(f"/tu-choi/{kind}/", headers={"Referer": "http://testserver/van-ban/5/"})
    status, title = KINDS[kind]
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert "<p>Chỉ “văn thư” &lt;b&gt;cấp số&lt;/b&gt; được.</p>" in page
    assert 'href="http://testserver/van-ban/5/"' in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_a_fragment_for_htmx(kind, client):
    answer = client.post(f"/tu-choi/{kind}/", headers={"HX-Request": "true"})
    status, title = KINDS[kind]
    page = answer.content.decode()
    assert (answer.status_code, "<html" in page, "data-refusal" in page) == (status, False, True)
    assert f">{title}</h2><p>Chỉ “văn thư” &lt;b&gt;cấp số&lt;/b&gt; được.</p>" in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_carries_its_sentence_and_facts(kind):
    refusal = getattr(refusals, kind)(SENTENCE, left=3)
    assert (str(refusal), refusal.sentence, refusal.facts, refusal.status) == (
        SENTENCE,
        SENTENCE,
        {"left": 3},
        KINDS[kind][0],
    )


def test_other_failures_are_not_swallowed(client):
    with pytest.raises(AttributeError):
        client.get("/tu-choi/Khong/")
