"""From the stored draft to the parts of form that are printed and checked."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.models import Office
from documents.capacity import title_of_leader
from documents.kinds import KINDS, Addressees, notation
from documents.letter import Appendix, Letter
from documents.models import AgencyProfile
from signatures.models import PublicCode

FIELDS = (
    "kind", "subject", "urgency", "circulation", "place", "authority", "addressees", "recipients",
    "body", "appendices", "capacity", "signer_title",
)  # fmt: skip


def lines(text):
    """Non-empty lines without surrounding blanks."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def letter_of(document):
    """The Letter of a document as it stands: what the printer lays out and the form checker reads."""
    agency, profile = document.agency, profile_of(document.agency)
    return Letter(
        kind=KINDS[document.kind],
        superior=agency.superior_name,
        agency=agency.label,
        place=document.place or agency.place,
        notation=notation_of(document),
        number=None,
        date=None,
        subject=document.subject,
        authority=document.authority,
        addressees=lines(document.addressees),
        body=document.body,
        capacity=lines(document.capacity),
        signer=document.signer.full_name if document.signer else "",
        signer_title=document.signer_title,
        recipients=lines(document.recipients),
        urgency=document.urgency,
        circulation=document.circulation,
        contact=lines(profile.contact),
        appendices=tuple(Appendix(**appendix) for appendix in document.appendices),
        check_url=check_url_of(document) if profile.prints_code else "",
    )


def check_url_of(document):
    """Where anyone can check the document: the address behind its code; empty before it is submitted."""
    code = PublicCode.objects.filter(file=document.file_id).first() if document.file_id else None
    return settings.PUBLIC_URL + reverse("verify_code", args=[code.code]) if code else ""


def notation_of(document):
    """What follows the slash: TYPE-AGENCY, for công văn AGENCY-UNIT (App. I, II.3b)."""
    unit = "" if document.unit.kind == Office.Kind.AGENCY else document.unit.abbreviation
    return notation(KINDS[document.kind], document.agency.abbreviation, unit)


def profile_of(agency):
    """How the agency makes its documents; the decree's own order when it has not said anything."""
    return AgencyProfile.objects.filter(agency=agency).first() or AgencyProfile(agency=agency)


def default_recipients(unit, kind):
    """A fresh draft already files its copy; "Như trên" only where Kính gửi stands above (App. I, II.9)."""
    abbreviation = unit.abbreviation if unit.kind == Office.Kind.UNIT else ""
    kept = f"Lưu: VT, {abbreviation}" if abbreviation else "Lưu: VT"
    return f"Như trên\n{kept}" if kind.addressees is Addressees.REQUIRED else kept


def default_authority(agency, kind):
    """Who issues, in capitals, where the kind says so: the collective, or the head of the agency (App. III, 1.1)."""
    if not kind.takes_authority:
        return ""
    leader = "" if profile_of(agency).collective else title_of_leader(agency)
    return f"{leader} {agency.label.upper()}".strip()[:200]


def year_now():
    return timezone.localdate().year
