"""The clerk numbers, dates and seals a paper that the right person has already signed (Decree 30, art. 32.2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, files
from core.access import require
from core.models import File, User
from core.refusals import BadInput, WrongState
from signatures import pades, rules
from signatures.actions.images import current_image
from signatures.actions.revocations import current_lists
from signatures.actions.signing import announce, ask, stamped, verified
from signatures.models import Certificate, SignatureRecord
from signatures.pades import Level, Spot, Unsuitable, appearance
from signatures.providers import provider_of
from signatures.queries.trust import current_trust
from signatures.verification import Verdict, verify

POINTS = 72 / 25.4
BLOCK = (70 * POINTS, 20 * POINTS, 15 * POINTS)
"""Width, height and margin in points of the text block on a separate attachment (Decree 30, App. I, III.1d)."""


@transaction.atomic
def fill(revision, *, values: dict[str, str], by, office, guard):
    """Write number and date into the blanks of a signed paper; returns the new Revision.

    `values` maps number, day, month, year (those the paper has) to what is printed. Raises Forbidden (not a clerk of
    the office), WrongState (stale, unsigned, guard), BadInput (a blank is missing, filled, or too narrow).
    """
    _require_clerk(by, office)
    source = _locked_source(revision)
    ask(guard)
    filled = _filled(source, values)
    _require_untouched(source, filled)
    result = files.store(filled, name=revision.name, by=by, file=revision.file, note=str(_("Đã điền số và ngày")))
    audit.record("file_filled", result.file, by=by, source=revision.sha256, result=result.sha256, values=values)
    return result


@transaction.atomic
def seal(revision, *, by, office, signers, guard, values=None, purpose: str = "") -> SignatureRecord:
    """Put the agency's seal on a paper: afterwards nothing in it may change.

    Usable only by a clerk of `office`, and only when one of `signers` (users) has validly signed the file. `values`
    fills blanks first, as `fill` does. Raises Forbidden, WrongState, BadInput, Unavailable; all or nothing.
    """
    _require_clerk(by, office)
    source = _locked_source(revision)
    ask(guard)
    _require_signed_by(source, signers)
    filled = _filled(source, values) if values else source
    certificate, pair = _seal_key(office)
    sealed = stamped(pades.seal, filled, pair, **_look(office))
    verdict = verified(source, sealed, certificate)
    return _keep(revision, sealed, certificate, verdict, by, purpose)


@transaction.atomic
def seal_attachment(revision, *, main, by, office, notation: str, guard, purpose: str = "") -> SignatureRecord:
    """The agency's signature on an attachment in a file of its own: text block top right of page 1, no picture.

    `main` is the sealed Revision it belongs to; `notation` is the number and notation printed, e.g. "05/QĐ-SKHCN".
    Raises Forbidden, WrongState, BadInput, Unavailable.
    """
    _require_clerk(by, office)
    source = _locked_source(revision)
    ask(guard)
    _require_sealed(main, office)
    certificate, pair = _seal_key(office)
    spot, look = _attachment_place(source), appearance.attachment_block(_block_lines(notation))
    facts = {"appearance": look, "spot": spot, "name": office.home.name, "lists": current_lists()}
    sealed = stamped(pades.seal, source, pair, **facts)
    verdict = verified(source, sealed, certificate)
    return _keep(revision, sealed, certificate, verdict, by, purpose)


@transaction.atomic
def seal_slip(revision, *, by, office, guard, purpose: str = "") -> SignatureRecord:
    """The agency's seal on a slip that needs no leader's signature, such as a receipt: the clerk answers for it.

    A signature that is on it already stays valid. Raises Forbidden, WrongState, BadInput, Unavailable.
    """
    _require_clerk(by, office)
    source = _locked_source(revision)
    ask(guard)
    _require_unsealed(source)
    certificate, pair = _seal_key(office)
    sealed = stamped(pades.seal, source, pair, **_look(office))
    verdict = verified(source, sealed, certificate)
    return _keep(revision, sealed, certificate, verdict, by, purpose)


def _look(office) -> dict:
    """How the agency's seal is drawn, whose it is, and the lists of revoked certificates kept beside it."""
    image = current_image(office=office.home)
    look = appearance.picture(image) if image else appearance.Words((office.label,), size=14)
    return {"appearance": look, "name": office.home.name, "lists": current_lists()}


def _require_unsealed(source: bytes) -> None:
    verdict = verify(source, current_trust(), unfinished_ok=True)
    if any(each.closes_document for each in verdict.signatures):
        raise WrongState(_("Văn bản đã được đóng dấu, không thể đóng dấu lần nữa."))
    if not verdict.passed and verdict.reasons != ["unsigned"]:
        raise WrongState(_("Chưa đóng dấu được: %(why)s") % {"why": verdict.sentence})


def _require_clerk(by, office) -> None:
    require(
        rules.may_seal(by, office),
        _("Chỉ văn thư của %(office)s được ghi số và đóng dấu cơ quan.") % {"office": office.home.label},
    )


def _locked_source(revision) -> bytes:
    File.objects.select_for_update().get(pk=revision.file_id)
    if revision.file.latest != revision:
        raise WrongState(_("Văn bản đã có bản mới hơn bản bạn đang xem. Hãy tải lại trang."))
    return revision.read()


def _filled(source: bytes, values: dict[str, str]) -> bytes:
    try:
        return pades.fill(source, values)
    except Unsuitable as fault:
        raise BadInput(fault.args[0]) from None


def _require_untouched(source: bytes, filled: bytes) -> None:
    """Filling must leave every signature standing."""
    verdict = verify(filled, current_trust(), unfinished_ok=True)
    if not (verdict.passed or verdict.reasons == ["unsigned"]) or not filled.startswith(source):
        raise WrongState(_("Không điền được số và ngày mà vẫn giữ nguyên chữ ký. Không có gì thay đổi."))


def _require_signed_by(source: bytes, signers) -> Verdict:
    verdict = verify(source, current_trust(), unfinished_ok=True)
    people = [each.pk if isinstance(each, User) else each for each in signers]
    expected = set(Certificate.objects.filter(profile="person", holder__in=people).values_list("sha256", flat=True))
    if not verdict.passed:
        raise WrongState(_("Chưa đóng dấu được: %(why)s") % {"why": verdict.sentence})
    if any(each.closes_document for each in verdict.signatures):
        raise WrongState(_("Văn bản đã được đóng dấu, không thể đóng dấu lần nữa."))
    if not expected & {each.certificate_sha256 for each in verdict.signatures}:
        raise WrongState(_("Văn bản chưa có chữ ký số hợp lệ của người có thẩm quyền nên chưa được đóng dấu."))
    return verdict


def _require_sealed(main, office) -> None:
    verdict = verify(main.read(), current_trust())
    ours = set(Certificate.objects.of_agency(office.home).values_list("sha256", flat=True))
    if not verdict.passed or not ours & {each.certificate_sha256 for each in verdict.signatures}:
        raise WrongState(_("Văn bản chính chưa được đóng dấu nên chưa ký được phụ lục kèm theo."))


def _seal_key(office):
    certificate = Certificate.objects.live().of_agency(office.home).select_related("key").first()
    if certificate is None:
        raise WrongState(
            _("%(office)s chưa có con dấu số. Quản trị hệ thống cần cấp con dấu.") % {"office": office.home.label}
        )
    return certificate, provider_of(certificate.key).unlock(certificate.key, pin=None)


def _attachment_place(source: bytes) -> Spot:
    try:
        width, height = pades.page_size(source)
    except Unsuitable as fault:
        raise BadInput(fault.args[0]) from None
    wide, high, margin = BLOCK
    return Spot(0, width - margin - wide, height - margin - high, width - margin, height - margin)


def _block_lines(notation: str) -> tuple[str, ...]:
    """Number and notation, and the time with seconds and zone as ISO 8601 asks."""
    now = timezone.localtime()
    zone = f"{now:%z}"
    return f"Số: {notation}", f"{now:%d/%m/%Y; %H:%M:%S}; {zone[:3]}:{zone[3:]}"


def _keep(revision, sealed, certificate, verdict, by, purpose) -> SignatureRecord:
    result = files.store(sealed, name=revision.name, by=by, file=revision.file, note=str(_("Đã đóng dấu số")))
    record = SignatureRecord.objects.create(
        kind=SignatureRecord.Kind.AGENCY,
        source=revision,
        result=result,
        certificate=certificate,
        signer=by,
        field=verdict.signatures[-1].field,
        purpose=purpose,
        level=Level.T,
        verdict=verdict.as_json(),
    )
    announce(record, "file_sealed")
    return record
