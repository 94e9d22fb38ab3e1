"""What a form points to is told by number to those who may not read it, and with its title to those who may."""

from core import principals, visibility
from documents.models import Document, DocumentVisibility
from procedures.case_screen import page_of
from procedures.models import Case, CaseVisibility
from procedures.scope import Scope
from procedures.search import text_of
from tests.procedures.requests import every_kind, published, submitted


def told(case, user):
    facts = page_of(Case.objects.for_reading().get(pk=case.pk), user)["facts"]
    return [fact.words for _title, lines in facts for fact in lines if fact.plan.type in ("document", "case")]


def test_a_document_is_told_by_its_number_to_whoever_may_not_read_it(cast):
    about = {"agency": cast.agency, "unit": cast.digital, "drafter": cast.specialist, "signer": cast.leader}
    document = Document.objects.create(
        kind="cong-van", subject="việc kín", number=5, notation="SKHCN-CĐS", sort_key=1, **about
    )
    visibility.show(DocumentVisibility, document, [principals.for_person(cast.specialist)], 1)
    case = submitted(cast, every_kind(cast), f_document=str(document.pk))
    number = document.number_notation
    assert (told(case, cast.specialist), told(case, cast.clerk)) == ([f"{number} việc kín"], [number])
    assert [words in text_of(case).body for words in (number, "việc kín")] == [True, False]
    visibility.show(DocumentVisibility, document, [principals.for_person(cast.clerk)], 1)
    assert told(case, cast.clerk) == [f"{number} việc kín"]


def test_an_earlier_case_is_told_by_its_code_to_whoever_may_not_read_it(cast):
    earlier = submitted(cast, published(cast), kind="own", reason="Việc riêng của tôi")
    case = submitted(cast, every_kind(cast), f_case=str(earlier.pk))
    whole = f"{earlier.code} {earlier.title}"
    assert (told(case, cast.specialist), told(case, cast.clerk)) == ([whole], [whole])  # the clerk receives both
    own = principals.of_person(cast.specialist)
    CaseVisibility.objects.filter(case=earlier).exclude(principal__in=own).delete()
    assert (told(case, cast.specialist), told(case, cast.clerk)) == ([whole], [earlier.code])
    assert [words in text_of(case).body for words in (earlier.code, earlier.title)] == [True, False]


def test_what_many_fields_point_to_is_asked_for_once(cast, django_assert_num_queries):
    scope = Scope(cast.specialist, cast.agency)
    scope._referred = {"document": {1, 2, 3}}
    scope.may_read("document", 1)
    with django_assert_num_queries(0):
        assert [scope.may_read("document", pk) for pk in (1, 2, 3)] == [False] * 3
