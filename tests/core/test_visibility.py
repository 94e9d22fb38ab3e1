from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm, get_objects_for_user
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import principals, visibility
from core.models import Appointment, Office, Post, User
from documents.models import Document, DocumentVisibility

pytestmark = pytest.mark.django_db

BASE = 1_700_000_000_000


def make_documents(agency, unit, drafter, keys):
    """One plain draft for each sort key."""
    made = [Document(agency=agency, unit=unit, drafter=drafter, kind="cong-van", sort_key=key) for key in keys]
    return Document.objects.bulk_create(made)


@pytest.fixture
def papers(cast):
    """Thirty documents, two of every three shown to the head in one to three ways, many at the same moment."""
    documents = make_documents(cast.agency, cast.digital, cast.specialist, [BASE + n // 4 for n in range(30)])
    own = principals.for_person(cast.head)
    office = principals.for_office(cast.digital)
    role = principals.for_role(cast.digital, Post.Role.HEAD)
    other = principals.for_person(cast.leader)
    for n, document in enumerate(documents):
        to = [each for each, every in ((own, 3), (office, 2), (role, 5), (other, 1)) if n % every == 0]
        visibility.show(DocumentVisibility, document, to, document.sort_key)
    return documents


def seen_by_head(papers):
    seen = [paper for n, paper in enumerate(papers) if n % 3 == 0 or n % 2 == 0 or n % 5 == 0]
    return sorted(seen, key=lambda paper: (-paper.sort_key, -paper.pk))


@pytest.mark.parametrize("size", [1, 2, 5, 21, 22, 23, 50])
def test_pages_are_the_visible_list_cut_in_pieces(cast, papers, size):
    page = visibility.page(DocumentVisibility, cast.head, size=size)
    pieces = [page]
    while page.older:
        page = visibility.page(DocumentVisibility, cast.head, after=page.older, size=size)
        pieces.append(page)
    assert [paper for piece in pieces for paper in piece] == seen_by_head(papers)
    backward = []
    while page.newer:
        page = visibility.page(DocumentVisibility, cast.head, before=page.newer, size=size)
        backward.append(list(page))
    assert backward == [list(piece) for piece in pieces[-2::-1]]


def test_a_page_is_two_queries_with_ten_or_a_thousand_rows(cast, django_assert_num_queries):
    own = principals.for_person(cast.head)
    for rows in (10, 1000):
        Document.objects.all().delete()
        documents = make_documents(cast.agency, cast.digital, cast.specialist, range(BASE, BASE + rows))
        DocumentVisibility.objects.bulk_create(
            DocumentVisibility(principal=own, document=each, sort_key=each.sort_key) for each in documents
        )
        with django_assert_num_queries(2):
            page = visibility.page(DocumentVisibility, cast.head, things=Document.objects.select_related("drafter"))
            assert [each.drafter.full_name for each in page] == [cast.specialist.full_name] * min(rows, 50)
        held = principals.of_person(cast.head)
        with django_assert_num_queries(1):
            visibility.page(DocumentVisibility, cast.head, held=held)


def test_filters_are_lookups_on_the_row(cast, papers):
    Document.objects.filter(pk__in=[paper.pk for paper in papers[:6]]).update(subject="Về việc khác")
    page = visibility.page(DocumentVisibility, cast.head, document__subject="Về việc khác")
    wanted = [paper for paper in seen_by_head(papers) if paper in papers[:6]]
    assert list(page) == wanted
    tally = visibility.count_capped(DocumentVisibility, cast.head, document__subject="Về việc khác")
    assert str(tally) == str(len(wanted))


def test_copied_fields_follow_the_thing_and_choose_the_list(cast, papers):
    for paper in papers[:9]:
        paper.state = "in_review" if paper.pk % 2 else "cancelled"
        paper.save(update_fields=["state"])
    chosen = [paper for paper in seen_by_head(papers) if paper in papers[:9]]
    both = visibility.page(DocumentVisibility, cast.head, state__in=["in_review", "cancelled"], size=3)
    rest = visibility.page(DocumentVisibility, cast.head, state__in=["in_review", "cancelled"], after=both.older)
    assert [*both, *rest] == chosen
    assert visibility.page(DocumentVisibility, cast.head, state__in=[]).items == []
    assert str(visibility.count_capped(DocumentVisibility, cast.head, state__in=[])) == "0"
    one = visibility.page(DocumentVisibility, cast.head, state="cancelled")
    assert list(one) == [paper for paper in chosen if paper.state == "cancelled"]
    assert str(visibility.count_capped(DocumentVisibility, cast.head, state__in=["in_review"])) == str(
        len([paper for paper in chosen if paper.state == "in_review"])
    )
    visibility.show(DocumentVisibility, papers[0], [principals.for_person(cast.outsider)], papers[0].sort_key)
    assert visibility.page(DocumentVisibility, cast.outsider, state=papers[0].state).items == [papers[0]]
    assert visibility.page(DocumentVisibility, cast.outsider, state="draft").items == []


def test_saving_without_a_change_writes_no_rows(cast, papers, django_assert_num_queries):
    papers[0].subject = "Khác"
    with django_assert_num_queries(1):
        papers[0].save(update_fields=["subject"])


def test_counts_are_exact_below_the_cap_and_stop_there(cast, papers):
    total = len(seen_by_head(papers))
    assert str(visibility.count_capped(DocumentVisibility, cast.head)) == str(total)
    assert str(visibility.count_capped(DocumentVisibility, cast.head, cap=total + 1)) == str(total)
    assert str(visibility.count_capped(DocumentVisibility, cast.head, cap=total)) == f"{total - 1}+"
    assert str(visibility.count_capped(DocumentVisibility, cast.outsider)) == "0"


def test_visible_narrows_a_queryset(cast, papers):
    assert set(visibility.visible(Document.objects, DocumentVisibility, cast.head)) == set(seen_by_head(papers))
    assert not visibility.visible(Document.objects, DocumentVisibility, cast.outsider).exists()
    assert not visibility.visible(Document.objects, DocumentVisibility, AnonymousUser()).exists()
    assert list(visibility.page(DocumentVisibility, AnonymousUser())) == []


def test_a_cursor_of_another_list_shows_the_first_page(cast, papers):
    first = visibility.page(DocumentVisibility, cast.head, size=5)
    for bad in ("x", "W10:abc", "\x00", "đ", first.older[:-2]):
        assert visibility.page(DocumentVisibility, cast.head, after=bad, size=5) == first
        assert visibility.page(DocumentVisibility, cast.head, before=bad, size=5) == first


def test_showing_again_moves_all_rows_of_the_thing(cast, papers):
    oldest = papers[0]
    visibility.show(DocumentVisibility, oldest, [principals.for_person(cast.head)], BASE + 100)
    assert visibility.page(DocumentVisibility, cast.head, size=1).items == [oldest]
    assert visibility.page(DocumentVisibility, cast.leader, size=1).items == [oldest]
    assert set(DocumentVisibility.objects.filter(document=oldest).values_list("sort_key", flat=True)) == {BASE + 100}
    assert DocumentVisibility.objects.filter(document=oldest).count() == 4


def test_hide_and_show_only(cast, papers):
    paper, own = papers[0], principals.for_person(cast.head)
    visibility.hide(DocumentVisibility, paper, of=[own])
    assert paper in visibility.page(DocumentVisibility, cast.head).items
    leader = principals.for_person(cast.leader)
    visibility.show_only(DocumentVisibility, paper, [leader], paper.sort_key)
    assert paper not in visibility.page(DocumentVisibility, cast.head).items
    assert paper in visibility.page(DocumentVisibility, cast.leader).items
    visibility.hide(DocumentVisibility, paper)
    assert not DocumentVisibility.objects.filter(document=paper).exists()


def test_what_was_shown_is_gone_when_the_act_is_undone(cast, papers):
    own = principals.for_person(cast.outsider)
    with undone():
        visibility.show(DocumentVisibility, papers[0], [own], BASE)
        assert visibility.page(DocumentVisibility, cast.outsider).items == [papers[0]]
    assert visibility.page(DocumentVisibility, cast.outsider).items == []


def test_sort_key_orders_moments():
    now = timezone.now()
    keys = [visibility.sort_key(now + timedelta(milliseconds=step)) for step in (-5, 0, 1)]
    assert keys == sorted(set(keys))


@pytest.mark.database
def test_a_page_reads_the_covering_index(cast, papers):
    held = principals.of_person(cast.head)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        visibility.page(DocumentVisibility, cast.head, held=held)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            plan = [line[3] for line in cursor.fetchall()]
        reads = [line for line in plan if "documents_documentvisibility USING" in line and "principal_id=?" in line]
        assert len(reads) == len(held)
        assert all("USING COVERING INDEX" in line for line in reads)
    else:
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("ANALYZE documents_documentvisibility")
            cursor.execute("EXPLAIN " + queries[0]["sql"])
            plan = "\n".join(line[0] for line in cursor.fetchall())
        assert plan.count("Index Only Scan using document_list") == len(held), plan


# --- The oracle: rows == the rule worked out by hand == guardian ------------------------------------

DAYS = st.sampled_from([-400, -1, 0, 1, 400])
WORLD = st.fixed_dictionaries(
    {
        "posts": st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["head", "specialist", "clerk"])), max_size=6),
        "appointments": st.lists(
            st.tuples(st.integers(0, 3), st.integers(0, 5), DAYS, DAYS | st.none()), max_size=10
        ),
        "documents": st.lists(st.integers(0, 3), min_size=1, max_size=8),
        "grants": st.lists(
            st.tuples(
                st.integers(0, 7),
                st.one_of(
                    st.tuples(st.just("person"), st.integers(0, 3), st.just("")),
                    st.tuples(st.just("office"), st.integers(0, 3), st.sampled_from(["", "head", "clerk"])),
                ),
            ),
            max_size=20,
        ),
        "taken": st.lists(st.integers(0, 19), max_size=4),
    }
)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class World:
    """A small house made of a plan: four offices, four people, posts held on some days, documents and grants."""

    def __init__(self, plan):
        self.today = timezone.localdate()
        self.offices = [
            Office.objects.create(kind="agency", name=f"Cơ quan {n}", abbreviation=f"C{n}") for n in range(4)
        ]
        self.people = [User.objects.create(username=f"nguoi.{n}", full_name=f"Người {n}") for n in range(4)]
        self.posts = [
            Post.objects.create(office=self.offices[office], role=role, title=f"Vị trí {n}")
            for n, (office, role) in enumerate(plan["posts"])
        ]
        for person, post, starts, ends in plan["appointments"]:
            self.appoint(person, post, starts, ends)
        self.documents = make_documents(
            self.offices[0], self.offices[0], self.people[0], [BASE + key for key in plan["documents"]]
        )
        self.grants = {self.grant(*grant) for grant in plan["grants"]}
        for turn in plan["taken"]:
            self.take(sorted(self.grants)[turn % len(self.grants)] if self.grants else None)

    def appoint(self, person, post, starts, ends):
        if post >= len(self.posts) or (ends is not None and ends < starts):
            return
        held = {"person": self.people[person], "post": self.posts[post]}
        if ends is None and Appointment.objects.filter(**held, ends=None).exists():
            return
        days = {
            "starts": self.today + timedelta(starts),
            "ends": None if ends is None else self.today + timedelta(ends),
        }
        Appointment.objects.create(**held, **days, kind="concurrent")

    def principal(self, whom):
        kind, which, role = whom
        if kind == "person":
            return principals.for_person(self.people[which])
        return principals.for_role(self.offices[which], role) if role else principals.for_office(self.offices[which])

    def grant(self, which, whom):
        document = self.documents[which % len(self.documents)]
        visibility.show(DocumentVisibility, document, [self.principal(whom)], document.sort_key)
        return which % len(self.documents), whom

    def take(self, grant):
        if grant is not None:
            self.grants.discard(grant)
            visibility.hide(DocumentVisibility, self.documents[grant[0]], of=[self.principal(grant[1])])

    def by_rule(self, person):
        """The rule, word for word: shown to the person, to an office of theirs today, to their role there."""
        posts = {
            (held.post.office, held.post.role)
            for held in Appointment.objects.select_related("post__office")
            if held.person == person and held.starts <= self.today and (held.ends is None or held.ends >= self.today)
        }
        offices = {office for office, _role in posts}
        return {
            self.documents[which]
            for which, (kind, whom, role) in self.grants
            if (kind == "person" and self.people[whom] == person)
            or (kind == "office" and not role and self.offices[whom] in offices)
            or (kind == "office" and role and (self.offices[whom], role) in posts)
        }

    def tell_guardian(self):
        """Every grant as a permission of each person who holds it."""
        for which, whom in self.grants:
            for person in User.objects.filter(pk__in=principals.holders(self.principal(whom))):
                assign_perm("documents.read_document", person, self.documents[which])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=WORLD)
def test_the_list_is_the_rule_and_guardians_answer(plan, db):
    with undone():
        world = World(plan)
        world.tell_guardian()
        for person in world.people:
            ruled = world.by_rule(person)
            listed = visibility.page(DocumentVisibility, person).items
            assert listed == sorted(ruled, key=lambda each: (-each.sort_key, -each.pk))
            assert set(visibility.visible(Document.objects, DocumentVisibility, person)) == ruled
            assert set(get_objects_for_user(person, "documents.read_document", use_groups=False)) == ruled
            assert visibility.count_capped(DocumentVisibility, person).count == len(ruled)
