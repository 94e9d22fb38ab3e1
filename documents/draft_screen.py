"""What the drafting screen shows beside the form: faults in words, why it came back, what the file lost."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.actions import reviewing
from documents.actions.drafting import capacity_for
from documents.drafting import notation_of
from documents.kinds import KINDS, Addressees
from documents.models import Document
from documents.screens import moment, opinions_of
from workflows.models import RouteStep
from workflows.states import Phase

PARTS = {
    "superior": gettext_lazy("Cơ quan chủ quản"),
    "agency": gettext_lazy("Cơ quan ban hành"),
    "notation": gettext_lazy("Ký hiệu"),
    "number": gettext_lazy("Số"),
    "place": gettext_lazy("Địa danh"),
    "urgency": gettext_lazy("Độ khẩn"),
    "secrecy": gettext_lazy("Độ mật"),
    "circulation": gettext_lazy("Phạm vi lưu hành"),
    "subject": gettext_lazy("Trích yếu"),
    "authority": gettext_lazy("Thẩm quyền ban hành"),
    "addressees": gettext_lazy("Kính gửi"),
    "body": gettext_lazy("Nội dung"),
    "recipients": gettext_lazy("Nơi nhận"),
    "capacity": gettext_lazy("Chức vụ ký"),
    "signer": gettext_lazy("Người ký"),
    "copies": gettext_lazy("Số lượng bản"),
    "appendices": gettext_lazy("Phụ lục"),
}
FIELDS = (
    "kind",
    "subject",
    "urgency",
    "circulation",
    "place",
    "authority",
    "addressees",
    "body",
    "recipients",
    "signer",
)
GHOSTS = {  # blanks are small and say by where they stand what they are for
    "number": "",
    "day": "",
    "month": "",
    "signature": gettext_lazy("Chữ ký"),
    "seal": gettext_lazy("Con dấu"),
}


@dataclass(frozen=True)
class Finding:
    """One fault as listed. where: the place as documents.checking names it; fix: the words of its button."""

    key: str
    sentence: str
    source: str
    where: str
    place: str
    fix: str
    is_error: bool
    kept: str

    @property
    def field(self):
        """The field of the form to go to; nothing for what the agency has laid down."""
        name = self.where.partition(":")[0]
        return {"capacity": "signer"}.get(name, name if name in FIELDS else "")

    @property
    def stops(self):
        """It keeps the draft from being submitted."""
        return self.is_error and not self.kept


@dataclass(frozen=True)
class Findings:
    """Everything the checker says, counted."""

    all: tuple[Finding, ...]

    @property
    def stopping(self):
        return [found for found in self.all if found.stops]

    @property
    def warnings(self):
        return [found for found in self.all if not found.is_error]

    @property
    def fixable(self):
        return [found for found in self.all if found.fix]

    @property
    def kept(self):
        return [found for found in self.all if found.is_error and found.kept]


def findings_of(document):
    """The faults of the draft as it stands, in the order of the page."""
    return Findings(tuple(_finding(fault, document.kept_faults) for fault in reviewing.faults_of(document)))


def _finding(fault, kept):
    sentence, _bracket, source = fault.message.rpartition(" (")
    name, _colon, position = fault.where.partition(":")
    return Finding(
        key=fault.key,
        sentence=sentence,
        source=source.rstrip(")."),
        where=fault.where,
        place=_place(name, position),
        fix=fault.fix.label if fault.fix else "",
        is_error=fault.severity == "error",
        kept=kept.get(fault.key, ""),
    )


def _place(name, position):
    if not position or name not in ("body", "addressees", "recipients"):
        return str(PARTS[name])
    words = _("%(part)s, đoạn %(number)d") if name == "body" else _("%(part)s, dòng %(number)d")
    return words % {"part": PARTS[name], "number": int(position) + 1}


def screen_of(document, form, refused=""):
    """The whole context of templates/documents/edit.html. refused: why it could not be submitted just now."""
    return {
        **checked_of(document),
        "form": form,
        "refused": refused,
        "is_pdf": document.source == Document.Source.PDF,
        "src": reverse("document_preview", args=[document.pk]),
        "places": ghosts_of(document),
        "attachments": document.attachments.filter(removed_at__isnull=True).select_related("file"),
        "opinions": opinions_of(document),
        "returns": returns_of(document),
        "losses": losses_of(document),
        "asks_kind": any(loss["code"] == "kind" and not loss.get("seen") for loss in document.losses),
    }


def checked_of(document):
    """What depends on every word that is typed: the faults, the capacity, the parts this kind takes."""
    return {
        "document": document,
        "findings": findings_of(document),
        "capacity": (document.capacity or capacity_for(document)).splitlines(),
        "notation": notation_of(document),
        "taken": parts_taken(document),
    }


def parts_taken(document):
    """The optional parts of form this kind takes, and those that hold something although it does not."""
    kind = KINDS[document.kind]
    takes = {"addressees": kind.addressees is not Addressees.NONE, "authority": kind.takes_authority}
    return [name for name, is_taken in takes.items() if is_taken or getattr(document, name)]


def ghosts_of(document):
    """Where number, date, signature and seal go on a ready PDF."""
    if document.source != Document.Source.PDF:
        return []
    return [
        {"name": name, "label": GHOSTS[name], **place} for name, place in document.places.items() if name in GHOSTS
    ]


def returns_of(document):
    """Who gave the paper back and why, the latest first."""
    steps = RouteStep.objects.filter(route__submission__document=document, phase=Phase.RETURNED)
    found = steps.select_related("done_by").order_by("-done_at")
    return [{"who": step.done_by.full_name, "at": moment(step.done_at), "why": step.note} for step in found]


def losses_of(document):
    """What the Word file had and the draft has not; seen when the drafter has put the list away."""
    losses = [loss for loss in document.losses if loss["code"] != "kind"]
    return {"all": losses, "fresh": [loss for loss in losses if not loss.get("seen")]}
