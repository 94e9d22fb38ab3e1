"""L2 and L12: whole pages as a browser gets them, from a signed-in client of the same process.

L2: the list of documents at 100,000. L12: the desk of a leader with 300 waiting papers among 1,000,000.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import crowd
from bench.clock import milliseconds
from core import files
from core.models import Office
from documents.models import Document, DocumentVisibility, Submission
from workflows.models import Assignment, Route, RouteStep, RouteTemplate
from workflows.states import Act, ActorKind, Phase

LIST, DESK, WAITING = 100_000, 1_000_000, 300


def run(report):
    person = crowd.build_people()[0]
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    crowd.build_documents(max(1000, int(LIST * report.scale)))
    told = f"{DocumentVisibility.objects.count():,} rows of visibility"
    page(report, client, f"L2 list of documents, {told}", reverse("documents"), most=60, queries=12)
    page(report, client, "L2 drafts only", reverse("documents") + "?muc=du-thao", most=60, queries=12)
    crowd.clear()
    crowd.build_documents(max(1000, int(DESK * report.scale)))
    put_on_desk(person)
    page(report, client, f"L12 desk with {WAITING} waiting", reverse("desk"), most=50, queries=20)


def page(report, client, name, address, *, most, queries):
    """Milliseconds of a whole page, and how many queries it asks."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address}: {response.status_code}")
    report.add(f"{name}: queries", len(asked), "", at_most=queries)
    report.add(f"{name}: page", milliseconds(lambda: client.get(address)), "ms", at_most=most)


def put_on_desk(person):
    """Let this many papers wait for the person's signature."""
    agency = Office.objects.get(kind="agency")
    template = RouteTemplate.objects.create(agency=agency, purpose="documents.outgoing", name="Trình ký")
    papers = Document.objects.order_by("-sort_key")[:WAITING]
    routes = Route.objects.bulk_create(
        Route(template=template, requester=paper.drafter, unit=agency, title=paper.subject) for paper in papers
    )
    revision = files.store(b"%PDF-1.7\n%%EOF\n", name="to-trinh.pdf", by=person)
    Submission.objects.bulk_create(
        Submission(document=paper, route=route, revision=revision)
        for paper, route in zip(papers, routes, strict=True)
    )
    steps = RouteStep.objects.bulk_create(
        RouteStep(route=route, position=1, act=Act.SIGN, actor_kind=ActorKind.PERSON, person=person, phase=Phase.OPEN)
        for route in routes
    )
    Assignment.objects.bulk_create(Assignment(step=step, person=person) for step in steps)
