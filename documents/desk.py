"""What documents put on the desk: steps that wait for me, drafts that came back, papers to confirm."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import desk
from core.models import Appointment, Office, Post
from documents.models import Document, Recipient, Submission
from documents.states import DocumentState
from workflows.deadlines import clocks_of, rest_told
from workflows.models import Assignment
from workflows.states import Act

ACTS = {
    Act.OPINION: gettext_lazy("Cho ý kiến"),
    Act.ENDORSE: gettext_lazy("Ký nháy"),
    Act.CHECK_CONTENT: gettext_lazy("Kiểm tra nội dung"),
    Act.CHECK_FORM: gettext_lazy("Kiểm tra thể thức"),
    Act.SIGN: gettext_lazy("Đọc và ký"),
    Act.NUMBER: gettext_lazy("Cấp số"),
    Act.SEAL: gettext_lazy("Đóng dấu"),
    Act.ISSUE: gettext_lazy("Phát hành"),
}


@desk.provider
def steps_for(user, now, limit):
    """Documents whose route waits for this person."""
    rows = Assignment.objects.of(user).filter(step__route__submission__isnull=False)
    shown = list(rows.select_related("on_behalf_of", "step__route__submission__document__drafter")[:limit])
    clocks = clocks_of([row.step_id for row in shown if row.due])
    return [_step_card(row, clocks.get(row.step_id)) for row in shown], rows.count()


def _step_card(row, clock):
    document = row.step.route.submission.document
    return desk.Card(
        key=f"document-step-{row.step_id}",
        kind=f"document-{row.step.act}",
        title=document.title,
        meta=". ".join(filter(None, (_step_meta(row, document), rest_told(clock)))),
        url=document.get_absolute_url(),
        act=str(ACTS[Act(row.step.act)]),
        due=row.due,
        since=row.since,
        urgency=row.step.route.urgency,
        number=document.number_notation,
    )


def _step_meta(row, document):
    said = _("%(kind)s, %(drafter)s soạn") % {"kind": document.kind_name, "drafter": document.drafter}
    if row.on_behalf_of is None:
        return said
    return _("Thay mặt %(absent)s. %(said)s") % {"absent": row.on_behalf_of, "said": said}


@desk.provider
def returned_drafts(user, now, limit):
    """Drafts somebody sent back to me."""
    sent = Submission.objects.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(sent), drafter=user, state=DocumentState.DRAFT, route__isnull=True)
    cards = [
        desk.Card(
            key=f"document-draft-{document.pk}",
            kind="document-returned",
            title=document.title,
            meta=_("%(kind)s bị trả lại hoặc đã rút về, đang chờ bạn sửa") % {"kind": document.kind_name},
            url=reverse("document_edit", args=[document.pk]),
            act=_("Sửa và trình lại"),
            since=document.changed_at,
        )
        for document in rows.order_by("-changed_at")[:limit]
    ]
    return cards, rows.count()


@desk.provider
def arrivals(user, now, limit):
    """Documents issued to my agency or unit whose receipt I confirm."""
    rows = Recipient.objects.filter(
        office__in=offices_i_receive_for(user), delivered_at__isnull=False, received_at__isnull=True
    )
    cards = [
        desk.Card(
            key=f"document-arrival-{row.pk}",
            kind="document-arrival",
            title=row.document.title,
            meta=_("%(kind)s của %(agency)s gửi %(office)s")
            % {"kind": row.document.kind_name, "agency": row.document.agency, "office": row.office.label},
            url=row.document.get_absolute_url(),
            act=_("Xác nhận đã nhận"),
            since=row.delivered_at,
            number=row.document.number_notation,
        )
        for row in rows.select_related("document__agency", "office").order_by("delivered_at")[:limit]
    ]
    return cards, rows.count()


def offices_i_receive_for(user):
    held = Appointment.objects.current().filter(person=user).select_related("post__office")
    offices = set()
    for appointment in held:
        office, role = appointment.post.office, appointment.post.role
        if role == Post.Role.CLERK:
            offices.add(office.pk if office.kind == Office.Kind.AGENCY else office.agency_id)
        elif role in (Post.Role.HEAD, Post.Role.DEPUTY_HEAD):
            offices.add(office.pk)
    return offices
