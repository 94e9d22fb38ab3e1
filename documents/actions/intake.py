"""Drafts from files: a Word file is lifted into fields and body, a ready PDF is taken as it is."""

from contextlib import contextmanager
from dataclasses import asdict
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, files
from core.refusals import BadInput, TooLarge
from documents import rendering
from documents.actions.drafting import create_document, save_draft
from documents.capacity import signers_of
from documents.kinds import KINDS
from documents.letter import Secrecy
from documents.models import Document

SECRET = gettext_lazy(
    "Tệp có dấu “%(stamp)s”. Bí mật nhà nước không được soạn, lưu trên hệ thống có nối mạng (pháp luật về bảo vệ bí"
    " mật nhà nước), nên tệp không được nhận. Hãy soạn trên máy độc lập, không nối mạng, của cơ quan."
)
LIFTED = ("subject", "urgency", "circulation", "place", "authority", "signer_title")


@contextmanager
def refusals_noted(name, *, by, document=None):
    """A file that is refused inside leaves an entry in the audit: who sent what, and why it was not taken."""
    try:
        yield
    except (BadInput, TooLarge) as refusal:
        audit.record("file_refused", document, by=by, name=files.safe_name(name), why=str(refusal.sentence))
        raise


@transaction.atomic
def draft_from_word(content, *, name, by, unit, kind=""):
    """Read a .docx into a new draft and return it; what could not be kept is listed in `losses`.

    Raises BadInput with the reason for a file that cannot be read, or that bears a stamp of secrecy.
    """
    from documents import word  # mammoth is loaded by the first Word file only

    read = word.read(content)
    found = read.fields
    _refuse_secret(found)
    document = create_document(
        by=by, unit=unit, kind=kind or _known_kind(found) or "cong-van", source=Document.Source.WORD
    )
    revision = files.store(content, name=name, by=by)
    fields = {key: found[key] for key in LIFTED if found.get(key)}
    fields |= {key: "\n".join(found[key]) for key in ("addressees", "recipients") if found.get(key)}
    fields["appendices"] = [{"title": title, "body": body} for title, body in found.get("appendices", ())]
    document.word_file = revision.file
    fields, unfitting = _fitting(fields)
    document.losses = [asdict(loss) for loss in read.losses] + [_kept_in_body(name) for name in unfitting]
    if not (kind or _known_kind(found) or any(loss["code"] == "kind" for loss in document.losses)):
        document.losses.append(_kind_unsaid())
    document.save(update_fields=["word_file", "losses"])
    audit.record("word_read", document, by=by, sha256=revision.sha256, losses=len(read.losses))
    signer = _signer_named(found.get("signer", ""), document.agency)
    body = "".join(f"<p>{escape(text)}</p>" for text in unfitting.values()) + read.body
    return save_draft(document, by=by, body=body, **fields, **({"signer": signer} if signer else {}))


def _fitting(fields):
    """The fields whose text fits its column, and those whose text does not."""
    longest = {name: Document._meta.get_field(name).max_length for name in fields}
    unfitting = {name: text for name, text in fields.items() if longest[name] and len(text) > longest[name]}
    return {name: text for name, text in fields.items() if name not in unfitting}, unfitting


def _kept_in_body(name):
    """What the drafter is told about a text that is too long for its field."""
    label = str(Document._meta.get_field(name).verbose_name).capitalize()
    sentence = _("%(label)s trong tệp quá dài nên được giữ ở đầu nội dung; hãy rút gọn.") % {"label": label}
    return {"code": "too_long_field", "count": 1, "places": [], "sentence": sentence}


def _refuse_secret(found):
    """State secrets are not handled on a networked installation (Law on protection of state secrets)."""
    if stamp := found.get("secrecy"):
        raise BadInput(SECRET % {"stamp": Secrecy(stamp).words})


def _kind_unsaid():
    sentence = _("Tệp không ghi tên loại văn bản; hãy chọn tên loại.")
    return {"code": "kind", "count": 1, "places": [], "sentence": sentence}


def _known_kind(found):
    return found.get("kind") if found.get("kind") in KINDS else ""


def _signer_named(name, agency):
    """The person of the agency who bears the name under the signature block."""
    wanted = " ".join(name.split()).casefold()
    return next((row.person for row in signers_of(agency) if row.person.full_name.casefold() == wanted), None)


@transaction.atomic
def draft_from_pdf(content, *, name, by, unit, kind, **fields):
    """Take a ready PDF as the text of a new draft and return it; nobody lays it out again.

    Raises BadInput for an encrypted, active, already signed or broken PDF.
    """
    facts, places = rendering.in_child(rendering.read_pdf, content)
    document = create_document(by=by, unit=unit, kind=kind, source=Document.Source.PDF, **fields)
    revision = files.store(content, name=name, by=by, note=_("Tệp PDF người soạn đưa vào"))
    document.file = revision.file
    document.places = places
    document.save(update_fields=["file", "places"])
    audit.record("pdf_taken", document, by=by, sha256=revision.sha256, pages=facts.pages)
    return document
