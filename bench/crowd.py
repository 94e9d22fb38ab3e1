"""A big house made fast, inside the database: people and offices, documents and who sees them.

As in the measurements our targets come from: 200 people, 40 offices, everyone holds posts in three of them; each
document is shown to four people and two offices, so that one person sees 16 % of all.
"""

from django.db import connection, transaction
from django.utils import timezone

from core import principals
from core.models import Appointment, Office, Post, Principal, User
from documents.models import Document, DocumentVisibility

PEOPLE, OFFICES = 200, 40
FIRST = 1_600_000_000_000_000  # microseconds: the oldest document
STEP = 60_000_000  # one document a minute
STATE = "CASE WHEN i / 7 % 100 = 0 THEN 'draft' ELSE 'issued' END"


def build_people():
    """Make the people, their offices and all principals; return the people."""
    agency = Office.objects.create(kind="agency", name="Sở Khoa học và Công nghệ", abbreviation="SKHCN")
    offices = [agency] + Office.objects.bulk_create(
        Office(kind="unit", name=f"Phòng {n}", abbreviation=f"P{n}", parent=agency, agency=agency)
        for n in range(1, OFFICES)
    )
    seats = [Post(office=office, title="Chuyên viên", role="specialist") for office in offices]
    posts = Post.objects.bulk_create(seats)
    people = User.objects.bulk_create(
        User(username=f"nguoi.{n}", full_name=f"Nguyễn Văn {n}", password="!", sort_name=f"nguyen van {n}")
        for n in range(PEOPLE)
    )
    today = timezone.localdate()
    Appointment.objects.bulk_create(
        Appointment(person=person, post=posts[(n + step) % OFFICES], kind=kind, starts=today)
        for n, person in enumerate(people)
        for step, kind in ((0, "primary"), (13, "concurrent"), (26, "concurrent"))
    )
    principals.for_people(people)
    for office in offices:
        principals.for_office(office)
    return people


def build_documents(total):
    """Make this many documents, one in a hundred still a draft, and their visibility rows: in SQL, in one go."""
    agency = Office.objects.get(kind="agency")
    drafter = User.objects.order_by("pk").first()
    now = timezone.now()
    model = Document.objects.create(
        agency=agency, unit=agency, drafter=drafter, kind="quyet-dinh", subject="Về việc kiện toàn tổ công tác",
        state="issued", number=1, notation="QĐ-SKHCN", issued_on=now.date(), issued_at=now, sort_key=FIRST,
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_copies(model, total))
        for statement in _shown(total):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clear():
    DocumentVisibility.objects.all()._raw_delete("default")
    Document.objects.all()._raw_delete("default")


def _series(total):
    if connection.vendor == "sqlite":
        numbers = f"SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {total}"
        return f"WITH RECURSIVE series(i) AS ({numbers})", "series"
    return "", f"(SELECT CAST(i AS bigint) AS i FROM generate_series(1, {total}) AS i) series"


def _copies(model, total):
    """Copies of the model document, older ones first."""
    head, series = _series(total)
    own = {
        "id": f"{model.pk} + i",
        "sort_key": f"{FIRST} + i * {STEP}",
        "state": STATE,
        "number": "i",
        "drafter_id": f"{model.drafter_id} + i % {PEOPLE}",
    }
    names = [field.column for field in Document._meta.concrete_fields]
    chosen = ", ".join(own.get(name, f"d.{connection.ops.quote_name(name)}") for name in names)
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    return (
        f"INSERT INTO documents_document ({quoted}) {head} SELECT {chosen} FROM documents_document d, {series}"
        f" WHERE d.id = {model.pk}"
    )


def _shown(total):
    """Rows for four people and two offices of each document, spread as if at random, distinct inside a document."""
    head, series = _series(total)
    model = Document.objects.order_by("pk").first()
    person = Principal.objects.filter(person__isnull=False).order_by("pk").first().pk
    office = Principal.objects.filter(person__isnull=True).order_by("pk").first().pk
    chance = "((i * 1103515245 + 12345) % 2147483648) / 4096"
    picks = [(person, PEOPLE, turn * 37) for turn in range(4)] + [(office, OFFICES, turn * 17) for turn in (0, 1)]
    for first, count, turn in picks:
        yield (
            f"INSERT INTO documents_documentvisibility (principal_id, document_id, sort_key, state) {head}"
            f" SELECT {first} + ({chance} + {turn}) % {count}, {model.pk} + i, {FIRST} + i * {STEP}, {STATE}"
            f" FROM {series}"
        )
