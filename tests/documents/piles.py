"""Many papers at once, as rows: for lists and desks whose cost must not grow with them."""

from core import principals
from core.models import File, Revision
from documents.models import Document, DocumentVisibility, Submission
from tests.documents.stories import FIELDS
from workflows.models import Assignment, Route, RouteStep, RouteTemplate


def shown(house, count, *, to, state="draft", **fields):
    """Documents the person sees."""
    base = {"agency": house.agency, "unit": house.digital, "drafter": house.specialist, "signer": house.deputy}
    documents = Document.objects.bulk_create(
        Document(kind="cong-van", sort_key=1000 + place, state=state, subject=FIELDS["subject"], **base, **fields)
        for place in range(count)
    )
    principal = principals.for_person(to)
    DocumentVisibility.objects.bulk_create(
        DocumentVisibility(
            document=document,
            principal=principal,
            sort_key=document.sort_key,
            **{name: getattr(document, name) for name in DocumentVisibility.copied},
        )
        for document in documents
    )
    return documents


def waiting(house, count, *, person, urgency=""):
    """Documents in review whose content check waits for the person."""
    documents = shown(house, count, to=person, state="in_review")
    template = RouteTemplate.objects.get(agency=house.agency, retired_at__isnull=True)
    file = File.objects.create(name="a.pdf", created_by=house.specialist)
    revision = Revision.objects.filter(file=file).first() or _revision(house, file)
    routes = Route.objects.bulk_create(
        Route(template=template, requester=house.specialist, unit=house.digital, title="a", urgency=urgency)
        for _document in documents
    )
    steps = RouteStep.objects.bulk_create(
        RouteStep(route=route, position=1, act="check_content", actor_kind="head_of_unit", phase="open")
        for route in routes
    )
    Assignment.objects.bulk_create(Assignment(step=step, person=person) for step in steps)
    Submission.objects.bulk_create(
        Submission(document=document, route=route, revision=revision)
        for document, route in zip(documents, routes, strict=True)
    )
    for document, route in zip(documents, routes, strict=True):
        document.route = route
    Document.objects.bulk_update(documents, ["route"])
    return documents


def _revision(house, file):
    from core import files

    return files.store(b"%PDF-1.7\n", name="a.pdf", by=house.specialist, file=file)
