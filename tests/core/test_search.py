import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import principals, search, visibility
from core.folding import fold, words
from core.models import SearchEntry
from core.searching import entries, grammar, highlight
from documents.models import Document, DocumentVisibility
from documents.search import KIND

pytestmark = pytest.mark.django_db

BASE = 1_760_000_000_000_000  # microseconds, as documents have it

TEXTS = (
    ("Quyết định bổ nhiệm Trưởng phòng", "Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư.", "05/QĐ-SKHCN"),
    ("Công văn về việc chuyển đổi số", "Kính gửi các phòng; đề nghị báo cáo công tác tháng 5.", "12/SKHCN-CĐS"),
    ("Báo cáo công tác văn thư", "Đặng Thu Hà ký quyết định; văn bản đi và đến.", "105/BC-SKHCN"),
    ("Tờ trình xin hội thảo", "Hoi thao khong dau cho nguoi go nhanh.", "QĐ-SKHCN"),
    ("Thông báo họp", 'Hồi 8 giờ, phòng họp A2 <script>alert(1)</script> & "ngoặc".', "5/TB-SKHCN"),
)


@pytest.fixture
def papers(cast):
    """Five documents the head sees, the last the newest; the leader sees the first only."""
    own, leader = principals.for_person(cast.head), principals.for_person(cast.leader)
    made = []
    for n, (title, body, notation) in enumerate(TEXTS):
        paper = Document.objects.create(
            agency=cast.agency,
            unit=cast.digital,
            drafter=cast.specialist,
            kind="cong-van",
            sort_key=BASE + n * 10_000,
        )
        visibility.show(DocumentVisibility, paper, [own] if n else [own, leader], paper.sort_key)
        search.index(KIND, paper.pk, title=title, body=body, notation=notation, sort_key=paper.sort_key)
        made.append(paper)
    return made


def numbers(papers, found):
    """Which of the five were found, in order."""
    return [papers.index(hit.thing) for hit in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quyết định", [0, 2]),
        ("quyet dinh", [0, 2]),
        ("QUYẾT ĐỊNH", [0, 2]),
        ("đặng", [2]),
        ("dang", [2]),
        ("công tác", [2, 1, 0]),
        ("tác công", [2, 1, 0]),
        ('"công tác"', [2, 1, 0]),
        ('"tác công"', []),
        ('"công tác văn thư"', [2, 0]),
        ("“công tác văn thư”", [2, 0]),
        ('"báo cáo công tác" tháng', [1]),
        ('"công văn thư"', []),
        ("bổ nhiệm quyết", [0]),
        ("trưởng phòng không", []),
        ("hộp", [4]),
        ("05/QĐ-SKHCN", [0]),
        ("5/qd-skhcn", [0]),
        ("05/qd", [0]),
        ("5/", [4, 1, 0]),
        ("05/", [4, 0]),
        ("thông báo 05", [4]),
        ("105/bc", [2]),
        ("12 / skhcn - cds", [1]),
        ("quyet dinh 05", [0]),
        ("quyết định 05/QĐ", [0]),
        ("quyết định 5", [0]),
        ("30/2020/NĐ-CP", [0]),
        ("QĐ-SKHCN", [3, 0]),
        ("tháng 05", []),
        ("quyết đị", [2, 0]),
        ("chuyển đổi s", []),
        ("chuyển đổi số", [1]),
        ("chuyển đ", []),
        ("chuyển đổ", [1]),
        ("phò", [4, 1, 0]),
        ('"phò"', []),
    ],
)
def test_what_is_found(cast, papers, query, expected):
    assert sorted(numbers(papers, search.find(KIND, query, cast.head))) == sorted(expected)


def test_newest_first_and_titles_before_texts(cast, papers):
    assert numbers(papers, search.find(KIND, "cong tac", cast.head)) == [2, 1, 0]
    assert numbers(papers, search.find(KIND, "quyet dinh", cast.head)) == [0, 2]


def test_exact_marks_come_first(cast, papers):
    assert numbers(papers, search.find(KIND, "hội thảo", cast.head)) == [3]
    assert numbers(papers, search.find(KIND, "hoi", cast.head))[0] == 3
    assert numbers(papers, search.find(KIND, "hồi", cast.head))[0] == 4
    assert numbers(papers, search.find(KIND, "hội", cast.head))[0] == 3


def test_the_very_notation_comes_first(cast, papers):
    search.index(
        KIND, papers[1].pk, title="Công văn", body="trả lời 5/TB-SKHCN", notation="5/TB-SKHCN-X", sort_key=BASE
    )
    search.index(KIND, papers[2].pk, title="Trả lời 05/TB-SKHCN", notation="9/CV", sort_key=BASE + 90_000)
    assert numbers(papers, search.find(KIND, "05/tb-skhcn", cast.head)) == [4, 1, 2]


def test_only_what_the_person_may_see(cast, papers):
    assert numbers(papers, search.find(KIND, "quyet dinh", cast.leader)) == [0]
    assert numbers(papers, search.find(KIND, "105/BC", cast.leader)) == []
    assert len(search.find(KIND, "quyet dinh", cast.outsider)) == 0
    visibility.hide(DocumentVisibility, papers[0])
    assert len(search.find(KIND, "quyet dinh", cast.leader)) == 0


def test_changed_and_forgotten(cast, papers):
    search.index(KIND, papers[0].pk, title="Nghị quyết", body="", notation="", sort_key=BASE)
    assert numbers(papers, search.find(KIND, "quyet dinh", cast.head)) == [2]
    assert numbers(papers, search.find(KIND, "05/QĐ", cast.head)) == []
    assert numbers(papers, search.find(KIND, "nghi quyet", cast.head)) == [0]
    search.forget(KIND, papers[0].pk)
    assert numbers(papers, search.find(KIND, "nghi quyet", cast.head)) == []
    search.forget(KIND, papers[0].pk)


def test_nothing_is_written_when_nothing_changed(cast, papers, django_assert_num_queries):
    title, body, notation = TEXTS[0]
    with django_assert_num_queries(3):  # savepoint, look, release
        search.index(KIND, papers[0].pk, title=title, body=body, notation=notation, sort_key=papers[0].sort_key)


def test_things_of_one_moment_keep_their_own_entries(cast, papers):
    for paper in papers:
        search.index(KIND, paper.pk, title="Cùng một lúc", sort_key=BASE)
        search.index("other", paper.pk, title="Cùng một lúc", sort_key=BASE)
    assert len(search.find(KIND, "cung mot luc", cast.head)) == 5
    assert SearchEntry.objects.count() == 10


@pytest.mark.parametrize("sort_key", [-1, 1 << 52])
def test_a_sort_key_is_a_moment(sort_key):
    with pytest.raises(ValueError, match="since 1970"):
        search.index(KIND, 1, title="x", sort_key=sort_key)


def test_units_of_time_order_entries_alike():
    for unit in (1, 1000, 1_000_000):
        places = [entries.place(second * unit, 7) for second in (1_700_000_000, 1_700_000_001, 1_900_000_000)]
        assert places == sorted(set(places))
        assert places[-1] < 1 << 63


@pytest.mark.parametrize(("limit", "total"), [(1, 5), (2, 7), (50, 430), (400, 430)])
def test_every_page_once_each(cast, limit, total):
    own = principals.for_person(cast.head)
    papers = Document.objects.bulk_create(
        Document(agency=cast.agency, unit=cast.digital, drafter=cast.head, kind="cong-van", sort_key=BASE + n * 5000)
        for n in range(total)
    )
    for n, paper in enumerate(papers):
        text = "hội nghị" if n % 7 else "hoi nghi"
        search.index(KIND, paper.pk, title="Giấy mời", body=text, notation=f"{n}/GM", sort_key=paper.sort_key)
    DocumentVisibility.objects.bulk_create(
        DocumentVisibility(principal=own, document=paper, sort_key=paper.sort_key) for paper in papers
    )
    found, after = [], ""
    while True:
        page = search.find(KIND, "hội nghị", cast.head, limit=limit, after=after)
        found += [hit.thing.pk for hit in page]
        if not page.after:
            break
        assert len(page) == limit
        after = page.after
    assert sorted(found) == [paper.pk for paper in papers]
    newest = found[: min(200, total)]
    exact = {paper.pk for n, paper in enumerate(papers) if n % 7}
    assert [pk in exact for pk in newest] == sorted((pk in exact for pk in newest), reverse=True)


def test_notation_pages_go_on_into_texts(cast, papers):
    for n, paper in enumerate(papers):
        search.index(
            KIND, paper.pk, title="Trả lời 7/CV-A", notation="7/CV-A" if n < 2 else "", sort_key=paper.sort_key
        )
    found, after = [], ""
    for _page in range(5):
        page = search.find(KIND, "7/cv-a", cast.head, limit=1, after=after)
        found += numbers(papers, page)
        after = page.after
    assert (found, after) == ([1, 0, 4, 3, 2], "")


def test_a_bad_cursor_shows_the_first_page(cast, papers):
    first = search.find(KIND, "cong tac", cast.head, limit=1)
    other = search.find(KIND, "phong", cast.head, limit=1)
    for bad in ("x", first.after[:-1], other.after, "\x00"):
        assert search.find(KIND, "cong tac", cast.head, limit=1, after=bad) == first


HOSTILE = [
    "",
    " ",
    "\x00",
    '"',
    '""',
    '"""',
    "'",
    "*",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT công",
    "title_words: công",
    "công:*",
    "công*",
    "-công",
    "^công",
    "(((",
    "a & b | !c <-> d",
    "\\",
    "'; DROP TABLE core_searchentry; --",
    "%",
    "_",
    "%%%/%%%",
    "5/%",
    "😀 công 😀",
    "\u202ecông\u202c",
    "𝔠ô𝔫𝔤",
    "công" * 2500,
    "công " * 2500,
    "a/" * 5000,
    "(" * 10_000,
    "\ud800công",
    "e\u0301\u0323" * 50,
    "٣/٤",
    "{}:[]",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_typed_is_an_error(cast, papers, query):
    found = search.find(KIND, query, cast.head)
    assert {hit.thing for hit in found} <= set(papers)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=st.text(max_size=60) | st.text(alphabet="\"*:^-()/ công05QĐ&|!<>\\'", max_size=40))
def test_no_text_is_an_error(papers, cast, query):
    found = search.find(KIND, query, cast.head)
    assert {hit.thing for hit in found} <= set(papers)


SYLLABLES = st.sampled_from(["công", "cong", "văn", "vân", "thư", "số", "đi", "di", "05", "a", "an"])
LINES = st.lists(SYLLABLES, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(LINES, min_size=5, max_size=5), wanted=LINES, quoted=st.booleans())
def test_both_databases_mean_the_same_by_words_and_phrases(papers, cast, texts, wanted, quoted):
    for paper, text in zip(papers, texts, strict=True):
        search.index(KIND, paper.pk, title="x", body=text, sort_key=paper.sort_key)
    query = f'"{wanted}"' if quoted else f"{wanted} x"
    found = sorted(numbers(papers, search.find(KIND, query, cast.head)))
    if quoted:
        expected = [n for n, text in enumerate(texts) if f" {fold(wanted)} " in f" {fold(text)} "]
    else:
        expected = [n for n, text in enumerate(texts) if set(words(wanted)) <= set(words(text))]
    assert found == expected


def test_the_largest_text_the_index_takes(cast, papers):
    for sign in ("a", "\u4e00", "\U00020000"):
        body = " ".join(sign * 30 + str(n) for n in range(40_000))
        search.index(KIND, papers[0].pk, title="Dài", body=body, sort_key=BASE)
        assert numbers(papers, search.find(KIND, "dai", cast.head)) == [0]


def test_texts_no_database_takes_are_cleaned(cast, papers):
    search.index(KIND, papers[0].pk, title="Nul\x00 và \ud800 nửa", body="\x00\udfff", sort_key=BASE)
    assert numbers(papers, search.find(KIND, "nul nua", cast.head)) == [0]


def test_constant_queries(cast, papers, django_assert_max_num_queries):
    for query in ("cong tac", "05/QĐ", "quyết đị", '"công tác văn thư"', "khong co"):
        with django_assert_max_num_queries(7):
            search.find(KIND, query, cast.head)


# --- Highlighting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Quyết định bổ nhiệm", "quyet", "<mark>Quyết</mark> định bổ nhiệm"),
        ("Quyết định bổ nhiệm", '"quyết định"', "<mark>Quyết định</mark> bổ nhiệm"),
        ("<b>định</b> & định", "định", "&lt;b&gt;<mark>định</mark>&lt;/b&gt; &amp; <mark>định</mark>"),
        ("Số 05/QĐ-BNV", "05/qd", "Số <mark>05/QĐ</mark>-BNV"),
        ("phòng", "phò", "<mark>phò</mark>ng"),
        ("phòng", '"phò"', "phòng"),
        ("công văn", "", "công văn"),
    ],
)
def test_found_words_are_marked_and_all_else_escaped(text, query, marked):
    assert highlight.title(text, grammar.parse(query)) == marked


def test_an_excerpt_is_around_the_first_found_word():
    text = "đầu " * 100 + "<quyết định> " + "cuối " * 100
    excerpt = highlight.excerpt(text, grammar.parse("quyet dinh"))
    assert "&lt;<mark>quyết</mark> <mark>định</mark>&gt; cuối" in excerpt
    assert excerpt.startswith("…đầu ")
    assert excerpt.endswith("…")
    assert highlight.excerpt("ngắn", grammar.parse("khác")) == "ngắn"


@given(st.text(max_size=80), st.text(max_size=20))
def test_highlighting_adds_nothing_but_marks(text, query):
    shown = highlight.title(text, grammar.parse(query))
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert plain == highlight.title(text, grammar.Query())
    assert "<" not in plain


# --- Rebuilding -------------------------------------------------------------------------------------


def test_rebuild_writes_what_the_sources_say(cast, papers, capsys):
    Document.objects.filter(pk=papers[0].pk).update(subject="Về việc dựng lại")
    search.index(KIND, 987_654, title="Mồ côi", sort_key=BASE)
    SearchEntry.objects.filter(object_id=papers[1].pk).delete()
    call_command("search_rebuild")
    assert numbers(papers, search.find(KIND, "dung lai", cast.head)) == [0]
    assert set(SearchEntry.objects.values_list("object_id", flat=True)) == {paper.pk for paper in papers}
    assert f"{KIND}: 5" in capsys.readouterr().out


# --- The page ---------------------------------------------------------------------------------------


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
    assert "Chưa thấy gì có “khongcogi”" in nothing


def test_strangers_sign_in_first():
    response = Client().get(reverse("search"), {"q": "x"})
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("query", HOSTILE)
def test_the_page_takes_anything(head, cast, papers, query):
    assert head.get(reverse("search"), {"q": query.encode("utf-8", "replace")}).status_code == 200


def test_the_page_costs_constant_queries(head, cast, papers, django_assert_max_num_queries):
    for query in ("cong tac", "thu", "05/QĐ", "khong co"):
        with django_assert_max_num_queries(12):
            head.get(reverse("search"), {"q": query}, headers={"HX-Request": "true"})
