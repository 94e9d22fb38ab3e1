import pytest
from django.test import Client
from django.urls import reverse

from core import principals, search, visibility
from documents.models import Document, DocumentVisibility
from documents.search import KIND
from tests.core.findable import BASE, HOSTILE, make_papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(cast):
    return make_papers(cast)


@pytest.fixture
def head(cast):
    client = Client()
    client.force_login(cast.head)
    return client


def test_the_page_shows_documents_people_and_offices(head, cast, papers):
    html = head.get(reverse("search"), {"q": "phòng"}).content.decode()
    assert "Tờ trình" not in html
    assert "họp A2" in html
    assert "<mark>Phòng</mark> Chuyển đổi số" in html
    html = head.get(reverse("search"), {"q": "thu"}).content.decode()
    assert "Lê Thị <mark>Thu</mark>" in html
    assert "Đặng <mark>Thu</mark> Hà</h3>" not in html  # of the neighbour agency: only named in a document


def test_what_is_typed_is_shown_escaped(head, cast, papers):
    html = head.get(reverse("search"), {"q": '<script>"x"'}).content.decode()
    assert "<script>&quot;" not in html
    assert "&lt;script&gt;" in html
    html = head.get(reverse("search"), {"q": "alert"}).content.decode()
    assert "&lt;script&gt;<mark>alert</mark>(1)" in html


def test_a_fragment_for_typing(head, cast, papers):
    response = head.get(reverse("search"), {"q": "quyet dinh"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert html.count('class="title"') == 2


def test_pages_of_results_go_on(head, cast, papers):
    for n, paper in enumerate(papers * 5):
        extra = Document.objects.create(
            agency=cast.agency, unit=cast.digital, drafter=cast.head, kind="cong-van", sort_key=BASE + n
        )
        visibility.show(DocumentVisibility, extra, [principals.for_person(cast.head)], extra.sort_key)
        search.index(KIND, extra.pk, title=f"Nhiều {paper.pk}", sort_key=extra.sort_key)
    first = head.get(reverse("search"), {"q": "nhieu"})
    more = first.context["groups"][0]["more"]
    second = head.get(reverse("search") + more)
    shown = [hit.thing.pk for page in (first, second) for hit in page.context["groups"][0]["hits"]]
    assert (len(shown), len(set(shown))) == (25, 25)
    assert "people" not in second.context


def test_empty_states(head, cast, papers):
    assert "Bạn muốn tìm gì?" in head.get(reverse("search")).content.decode()
    nothing = head.get(reverse("search"), {"q": "khongcogi"}).content.decode()
    assert "Không tìm thấy kết quả nào cho “khongcogi”" in nothing


def test_strangers_sign_in_first():
    response = Client().get(reverse("search"), {"q": "x"})
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_the_page_takes_anything(head, cast, papers):
    typed = {query: query.encode("utf-8", "replace") for query in HOSTILE}
    statuses = {query: head.get(reverse("search"), {"q": sent}).status_code for query, sent in typed.items()}
    assert statuses == {query: 400 if "\x00" in query else 200 for query in HOSTILE}


def test_the_page_costs_constant_queries(head, cast, papers, django_assert_max_num_queries):
    for query in ("cong tac", "thu", "05/QĐ", "khong co"):
        with django_assert_max_num_queries(16):
            head.get(reverse("search"), {"q": query}, headers={"HX-Request": "true"})
