"""What the reading screen shows one person: the page, the way, the words, and the one act that is theirs now."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.access import granted_users
from core.files import PDF
from core.models import User
from documents import rules
from documents.capacity import capacities_of
from documents.destinations import destinations_of
from documents.drafting import check_url_of, profile_of
from documents.models import Document, Recipient
from documents.numbering import next_number
from documents.states import OUTGOING, DocumentState
from signatures.models import Certificate
from workflows.deadlines import clocks_of, due_told
from workflows.models import Opinion
from workflows.states import Act, Phase

SIGNED_STATES = (DocumentState.SIGNED, DocumentState.NUMBERED, DocumentState.SEALED, DocumentState.ISSUED)
VERBS = {
    Act.CHECK_CONTENT: {
        "title": gettext_lazy("Kiểm tra nội dung"),
        "act": gettext_lazy("Ký nháy nội dung"),
        "then": gettext_lazy("Bạn chịu trách nhiệm về nội dung của bản đang hiện (Nghị định 30, Điều 12.1)."),
    },
    Act.CHECK_FORM: {
        "title": gettext_lazy("Kiểm tra thể thức"),
        "act": gettext_lazy("Thể thức đạt"),
        "then": gettext_lazy(
            "Bạn chịu trách nhiệm về thể thức, kỹ thuật trình bày của bản đang hiện (Nghị định 30, Điều 12.2)."
        ),
    },
    Act.ENDORSE: {
        "title": gettext_lazy("Ký nháy"),
        "act": gettext_lazy("Ký nháy"),
        "then": gettext_lazy("Văn bản chuyển sang bước tiếp theo."),
    },
    Act.OPINION: {
        "title": gettext_lazy("Cho ý kiến"),
        "act": gettext_lazy("Gửi ý kiến"),
        "then": gettext_lazy("Ý kiến được giữ cùng văn bản."),
    },
}


def sheet_for(step, arrival):
    """Which sheet rises beside the page: what this person may do now, or nothing."""
    if step is None:
        return "documents/sheets/receive.html" if arrival else ""
    if step.act in VERBS:
        return "documents/sheets/approve.html"
    return "documents/sheets/sign.html" if step.act == Act.SIGN else "documents/sheets/clerk.html"


def certificate_of(user):
    """The certificate this person would sign with, or None."""
    return Certificate.objects.live().of_person(user).select_related("holder").first()


def told_places(document):
    """One sentence about where it will go."""
    places = destinations_of(document)
    inside = sum(1 for place in places if place.office)
    return ngettext(
        "Gửi đến %(total)d nơi, %(inside)d nơi nhận ngay trên hệ thống.",
        "Gửi đến %(total)d nơi, %(inside)d nơi nhận ngay trên hệ thống.",
        len(places),
    ) % {"total": len(places), "inside": inside}


@dataclass(frozen=True)
class Knot:
    """One line of the route as drawn: state is past, now, later or returned."""

    who: str
    doing: str
    at: str
    state: str
    what: str = ""


def reading_of(document, user):
    """The whole context of templates/documents/document.html."""
    step, arrival = waiting_step(document, user), arrival_for(document, user)
    revision = document.file.latest if document.file else None
    is_inside = rules.may_see_making(user, document)
    return {
        "document": document,
        "is_inside": is_inside,
        "revision": revision,
        "src": reverse("document_revision", args=[document.pk, revision.pk]) if revision else "",
        "files": files_of(document, revision, with_source=is_inside),
        "steps": knots_of(document, user) if is_inside else [],
        "opinions": opinions_of(document) if is_inside else [],
        "destinations": list(document.destinations.select_related("office", "received_by")),
        "check_url": check_url_of(document) if document.state in SIGNED_STATES else "",
        **sheet_of(document, user, step, arrival),
        **rights_of(document, user, step),
    }


def sheet_of(document, user, step, arrival):
    """The one thing this person may do now, and what they need to know for it."""
    act = step.act if step else ""
    return {
        "step": step,
        "act": act,
        "arrival": arrival,
        "sheet": sheet_for(step, arrival),
        "verb": VERBS.get(act),
        "told": told_places(document) if act in (Act.SEAL, Act.ISSUE) else "",
        "places": ghosts_of(document, step, user),
        "start": "ghost" if act in (Act.SIGN, Act.SEAL) else "",
        "capacity": capacity_of(document, user) if act == Act.SIGN else None,
        "certificate": certificate_of(user) if act == Act.SIGN else None,
        "next_number": next_number(document.agency, timezone.localdate().year) if act == Act.NUMBER else None,
    }


def rights_of(document, user, step):
    """What else is open to this person, quietly."""
    may_share = rules.may_share(user, document)
    return {
        "may_edit": rules.may_edit(user, document),
        "may_share": may_share,
        "colleagues": User.objects.active().of_agency(document.agency).order_by("full_name") if may_share else [],
        "shared_with": granted_users("read_document", document) if may_share else [],
        "may_withdraw": OUTGOING.allows(user, document, "withdraw"),
        "may_cancel": OUTGOING.allows(user, document, "cancel"),
        "may_speak": document.state == DocumentState.IN_REVIEW
        and (step is not None or user.pk in (document.drafter_id, document.signer_id)),
    }


def waiting_step(document, user):
    """The open step of the document that waits for this person, or None."""
    if document.route is None or document.state == DocumentState.DRAFT:
        return None
    return document.route.steps.waiting_for(user).first()


def capacity_of(document, user):
    """The capacity printed on the page, with the post it follows from."""
    found = capacities_of(user, document.agency, profile_of(document.agency).collective)
    return next((capacity for capacity in found if capacity.text == document.capacity), None)


def arrival_for(document, user):
    """The receipt this person may still confirm, or None."""
    from documents.desk import offices_i_receive_for

    if document.state != DocumentState.ISSUED:
        return None
    return Recipient.objects.filter(
        document=document,
        office__in=offices_i_receive_for(user),
        delivered_at__isnull=False,
        received_at__isnull=True,
    ).first()


def files_of(document, revision, *, with_source):
    """The page itself, what came with it, and for its own agency the Word file it was drafted from."""
    shown = []
    if revision:
        url = reverse("document_revision", args=[document.pk, revision.pk])
        shown.append({"name": document.kind_name, "told": _("Bản chính"), "url": url, "current": True})
    for attachment in document.attachments.filter(removed_at__isnull=True).select_related("file"):
        url = reverse("document_attachment", args=[document.pk, attachment.pk])
        is_pdf = attachment.file.latest.media_type == PDF
        shown.append({"name": attachment.title, "told": _("Xem") if is_pdf else _("Tải về"), "url": url})
    if with_source and document.source == Document.Source.WORD and document.word_file:
        url = reverse("document_revision", args=[document.pk, document.word_file.latest.pk])
        shown.append({"name": _("Tệp Word gốc"), "told": _("Tải về"), "url": url})
    return shown


def opinions_of(document):
    """Everything said in every round, oldest first."""
    found = Opinion.objects.filter(route__submission__document=document).select_related("by")
    return [{"who": row.by.full_name, "at": moment(row.created_at), "text": row.text} for row in found]


def knots_of(document, user):
    """The route as drawn, beginning with the drafter; the last round when there were several."""
    submission = document.submissions.select_related("route").last()
    knots = [Knot(document.drafter.full_name, _("soạn thảo"), moment(document.created_at), "past")]
    if submission is None:
        return knots
    found = submission.route.steps.select_related("done_by", "on_behalf_of").prefetch_related("assignments__person")
    steps = [step for step in found if step.phase != Phase.SKIPPED]
    clocks = clocks_of([step.pk for step in steps if step.phase == Phase.OPEN and step.due])
    return knots + [_knot(step, user, clocks.get(step.pk)) for step in steps]


STATES = {Phase.DONE: "past", Phase.OPEN: "now", Phase.LATER: "later", Phase.RETURNED: "returned"}


def _knot(step, user, clock):
    doing = step.get_act_display()
    if step.done_by:
        behalf = _("thay mặt %(person)s") % {"person": step.on_behalf_of} if step.on_behalf_of else ""
        return Knot(step.done_by.full_name, doing, moment(step.done_at), STATES[step.phase], behalf)
    if step.phase == Phase.OPEN:
        people = [row.person for row in step.assignments.all()]
        who = _("Bạn") if user in people else ", ".join(person.full_name for person in people[:2])
        at = due_told(clock) if clock else ""
        return Knot(who, doing, at, "now")
    return Knot(doing[:1].upper() + doing[1:], "", "", STATES[step.phase])


def moment(value):
    """08:31 today, 19/01 08:31 on other days of the year, with the year otherwise."""
    if value is None:
        return ""
    value, today = timezone.localtime(value), timezone.localdate()
    if value.date() == today:
        return date_format(value, "H:i")
    return date_format(value, "d/m H:i" if value.year == today.year else "d/m/Y H:i")


def ghosts_of(document, step, user):
    """Where the person's hand will fall on the page, while it is their turn to sign or to seal."""
    names = {Act.SIGN: ("signature", _("Chữ ký của bạn")), Act.SEAL: ("seal", _("Con dấu cơ quan"))}
    if step is None or step.act not in names:
        return []
    name, label = names[step.act]
    place = document.places.get(name)
    return [{"name": name, "label": label, **place}] if place else []
