import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import principals, search, visibility
from core.folding import fold, words
from core.models import SearchEntry
from core.searching import entries, sql
from documents.models import Document, DocumentVisibility
from documents.search import KIND
from tests.core.findable import BASE, HOSTILE, TEXTS, make_papers, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(cast):
    return make_papers(cast)


EXPECTED = {
    "quyết định": [0, 2],
    "quyet dinh": [0, 2],
    "QUYẾT ĐỊNH": [0, 2],
    "đặng": [2],
    "dang": [2],
    "công tác": [2, 1, 0],
    "tác công": [2, 1, 0],
    '"công tác"': [2, 1, 0],
    '"tác công"': [],
    '"công tác văn thư"': [2, 0],
    "“công tác văn thư”": [2, 0],
    '"báo cáo công tác" tháng': [1],
    '"công văn thư"': [],
    "bổ nhiệm quyết": [0],
    "trưởng phòng không": [],
    "hộp": [4],
    "05/QĐ-SKHCN": [0],
    "5/qd-skhcn": [0],
    "05/qd": [0],
    "5/": [4, 1, 0],
    "05/": [4, 0],
    "thông báo 05": [4],
    "105/bc": [2],
    "12 / skhcn - cds": [1],
    "quyet dinh 05": [0],
    "quyết định 05/QĐ": [0],
    "quyết định 5": [0],
    "30/2020/NĐ-CP": [0],
    "QĐ-SKHCN": [3, 0],
    "tháng 05": [],
    "quyết đị": [2, 0],
    "chuyển đổi s": [],
    "chuyển đổi số": [1],
    "chuyển đ": [],
    "chuyển đổ": [1],
    "phò": [4, 1, 0],
    '"phò"': [],
}


def test_what_is_found(cast, papers):
    found = {query: sorted(numbers(papers, search.find(KIND, query, cast.head))) for query in EXPECTED}
    assert found == {query: sorted(expected) for query, expected in EXPECTED.items()}


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
    newest = found[: min(sql.WINDOW, total)]
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


def test_nothing_typed_is_an_error(cast, papers):
    for query in HOSTILE:
        found = search.find(KIND, query, cast.head)
        assert {hit.thing for hit in found} <= set(papers), query


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


# --- Rebuilding -------------------------------------------------------------------------------------


def test_rebuild_writes_what_the_sources_say(cast, papers, capsys):
    Document.objects.filter(pk=papers[0].pk).update(subject="Về việc dựng lại")
    search.index(KIND, 987_654, title="Mồ côi", sort_key=BASE)
    SearchEntry.objects.filter(object_id=papers[1].pk).delete()
    call_command("search_rebuild")
    assert numbers(papers, search.find(KIND, "dung lai", cast.head)) == [0]
    assert set(SearchEntry.objects.values_list("object_id", flat=True)) == {paper.pk for paper in papers}
    assert f"{KIND}: 5" in capsys.readouterr().out
