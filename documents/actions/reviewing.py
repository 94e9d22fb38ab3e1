"""Sending a draft along its route, and what the people on it say: check, return, withdraw, give an opinion."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files, notify, principals, realtime
from core.models import File, User
from core.refusals import BadInput, Forbidden, WrongState
from documents import paper, rendering, rules
from documents import search as document_search
from documents.actions.drafting import show
from documents.drafting import letter_of
from documents.models import Document, Review, Submission
from documents.states import OUTGOING, DocumentState
from signatures.actions.codes import open_code
from workflows.actions import routes, templates
from workflows.actors import people_for
from workflows.states import Act

PURPOSE = "documents.outgoing"
REVIEWS = {Act.CHECK_CONTENT: Review.Kind.CONTENT, Act.CHECK_FORM: Review.Kind.FORM}


def faults_of(document):
    """Faults of form as the checker sees them now; a ready PDF is read by people only."""
    from documents import checking  # its rules and word lists are only needed here

    if document.source == Document.Source.PDF:
        return []
    return checking.check(letter_of(document))


def faults_that_stop(document):
    """Errors that must be mended, or kept with a reason, before the draft may travel."""
    standing = [fault for fault in faults_of(document) if fault.severity == "error"]
    return [fault for fault in standing if fault.key not in document.kept_faults]


@transaction.atomic
def keep_faults(document, *, by, keys, reason, seen=None):
    """Let these faults stand, with the drafter's reason: the one who answers for the form sees both (art. 12.2).

    Raises BadInput without a reason.
    """
    reason = routes.said(reason)
    if not reason:
        raise BadInput(_("Hãy ghi lý do giữ nguyên để người kiểm tra thể thức cân nhắc."))
    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps["submit"], document, by)
    standing = {fault.key for fault in faults_of(document)}
    document.kept_faults |= {key: reason[:300] for key in keys if key in standing}
    document.version += 1
    document.save(update_fields=["kept_faults", "version"])
    audit.record("faults_kept", document, by=by, keys=sorted(document.kept_faults), reason=reason)
    return document


def submit_document(document, *, by, seen=None):
    """Print the draft, fix its bytes, start its route and return the fresh Document.

    The page is laid out before the transaction begins: a slow page holds no lock. Raises BadInput when the form
    has faults that stop it, WrongState when the draft changed meanwhile.
    """
    if seen is not None and str(seen) != str(document.version):
        raise WrongState(_("Nội dung đã thay đổi sau khi bạn mở trang. Hãy tải lại để xem bản mới nhất."))
    _refuse_incomplete(document)
    document = _with_code(document, by)
    content, places = _page_to_sign(document)
    with transaction.atomic():
        document = OUTGOING.lock(document, document.version)  # the page shows this version and no other
        OUTGOING.check(OUTGOING.steps["submit"], document, by)
        revision = files.store(
            content, name=f"{document.kind_name}.pdf", by=by, file=document.file, note=_("Bản trình")
        )
        document.file, document.places = revision.file, places
        document.route = _start_route(document, by)
        Submission.objects.create(document=document, route=document.route, revision=revision)
        changes = {"file": document.file, "places": places, "route": document.route}
        document = OUTGOING.move(document, "submit", by=by, changes=changes, sha256=revision.sha256)
        for step in document.route.steps.open():
            show_to_people(document, step)
        document_search.index(document)
        return document


@transaction.atomic
def _with_code(document, by):
    """The file the page will live in, and the public code that leads to it, before the page is printed."""
    fresh = OUTGOING.lock(document, document.version)
    OUTGOING.check(OUTGOING.steps["submit"], fresh, by)
    if fresh.file is None:
        fresh.file = File.objects.create(name=f"{fresh.kind_name}.pdf", created_by=by)
        fresh.save(update_fields=["file"])
    open_code(fresh.file, by=by)
    return fresh


def _refuse_incomplete(document):
    if not document.subject.strip():
        raise BadInput(_("Văn bản chưa có trích yếu."))
    if document.signer is None or not document.capacity:
        raise BadInput(_("Chưa chọn người ký có thẩm quyền trong cơ quan."))
    faults = faults_that_stop(document)
    if faults:
        raise BadInput(
            _("Còn %(count)s lỗi thể thức phải sửa trước khi trình: %(first)s")
            % {"count": len(faults), "first": faults[0].message}
        )


def _page_to_sign(document):
    """The bytes that will be read and signed, with their blanks as fields, and where these are."""
    if document.source == Document.Source.PDF:
        original = document.file.revisions.order_by("number").first().read()
        return paper.prepare(original, document.places), document.places
    printed = rendering.render(letter_of(document))
    places = {name: asdict(place) for name, place in printed.places.items()}
    return paper.prepare(printed.pdf, places), places


def _start_route(document, by):
    template = templates.template_for(document.agency, PURPOSE)
    if template is None:
        raise BadInput(_("Cơ quan chưa có luồng trình văn bản đi. Quản trị hệ thống cần thiết lập trước."))
    return routes.start_route(
        template,
        by=by,
        unit=document.unit,
        title=str(document),
        named={"signer": document.signer},
        urgency=document.mark,
    )


def my_step(document, by, *acts):
    """The open step of the document's route that waits for this person, among the acts when given.

    Raises WrongState when the paper is not on its way, Forbidden when it waits for somebody else.
    """
    if document.route is None:
        raise WrongState(_("Văn bản chưa được trình."))
    steps = document.route.steps.open().select_related("route__unit")
    step = (steps.filter(act__in=acts) if acts else steps).filter(assignments__person=by).first()
    if step is None:
        raise _why_not(document, by, acts)
    return step


def _why_not(document, by, acts):
    """Somebody else of those it waited for was first, or it never waited for this person."""
    last = document.route.steps.filter(act__in=acts, phase="done").order_by("-done_at").first() if acts else None
    if last is not None and by.pk in {last.done_by_id, *dict(people_for(last))}:
        return WrongState(routes.already(last))
    names = document.route.steps.open().values_list("assignments__person__full_name", flat=True)
    return Forbidden(_("Bước này đang chờ %(people)s.") % {"people": ", ".join(sorted(filter(None, names))) or "—"})


@transaction.atomic
def approve(document, *, by, revision, note=""):
    """Record the person's approval of exactly this revision and let the paper go on; return the fresh Document.

    revision: the core.Revision that was shown. Raises WrongState when another one is current now.
    """
    document = OUTGOING.lock(document)
    if document.state != DocumentState.IN_REVIEW or document.file.latest.pk != revision.pk:
        raise WrongState(_("Văn bản đã đổi sau khi bạn mở. Hãy tải lại để xem bản mới nhất."))
    step = my_step(document, by, Act.CHECK_CONTENT, Act.CHECK_FORM, Act.ENDORSE, Act.OPINION)
    step = routes.finish_step(step, by=by, note=note)
    if step.act in REVIEWS:
        Review.objects.create(
            document=document, kind=REVIEWS[step.act], revision=revision, by=by, on_behalf_of=step.on_behalf_of
        )
    return document


@transaction.atomic
def give_back(document, *, by, reason, seen=None):
    """Return the paper to its drafter with the reason; it becomes a draft again and nothing is lost."""
    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps["give_back"], document, None)
    step = my_step(document, by)
    absent = step.assignments.get(person=by).on_behalf_of
    document = OUTGOING.move(
        document, "give_back", by=by, on_behalf_of=absent, changes={"route": None}, reason=reason, route=step.route_id
    )
    routes.return_route(step, by=by, reason=reason)
    notify.send(
        [document.drafter_id],
        _("%(person)s trả lại “%(subject)s”: %(reason)s")
        % {"person": by, "subject": document.subject, "reason": reason},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    return document


@transaction.atomic
def withdraw(document, *, by, seen=None):
    """The drafter takes the paper back before it is signed."""
    document = OUTGOING.lock(document, seen)
    OUTGOING.check(OUTGOING.steps["withdraw"], document, by)
    route = routes.cancel_route(document.route, by=by)
    return OUTGOING.move(document, "withdraw", by=by, changes={"route": None}, route=route.pk)


@transaction.atomic
def give_opinion(document, *, by, text):
    """Say something about a paper on its way: those it waits for, its drafter and its signer may."""
    if document.route is None:
        raise WrongState(_("Văn bản chưa được trình."))
    if not (rules.is_awaited(by, document) or rules.is_drafter(by, document) or rules.is_signer(by, document)):
        raise Forbidden(rules.ONLY_READERS)
    opinion = routes.add_opinion(document.route, by=by, text=text)
    people = {document.drafter_id, document.signer_id} - {by.pk}
    notify.send(
        people,
        _("%(person)s cho ý kiến về “%(subject)s”") % {"person": by, "subject": document.subject},
        url=document.get_absolute_url(),
        subject=document,
        by=by,
    )
    return opinion


def show_to_awaited(step):
    """Whoever a step waits for may see the paper, now and afterwards."""
    submission = Submission.objects.filter(route=step.route).select_related("document").first()
    if submission is not None:
        show_to_people(submission.document, step)


def show_again(route):
    """A date on the paper's way moved: open pages look again."""
    submission = Submission.objects.filter(route=route).select_related("document").first()
    if submission is not None:
        realtime.hint(submission.document)


def show_to_told(route, people):
    """Those above who hear (ids) that a step ran over its time may look into the paper."""
    submission = Submission.objects.filter(route=route).select_related("document").first()
    if submission is not None:
        told = User.objects.filter(pk__in=people, is_active=True)
        show(submission.document, *[principals.for_person(person) for person in told])


def show_to_people(document, step):
    """The people on one step see the document."""
    show(document, *[principals.for_person(row.person) for row in step.assignments.select_related("person")])
