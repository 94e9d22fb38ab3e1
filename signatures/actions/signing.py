"""A person signs the exact bytes they were shown.

Two steps, because a wrong PIN must stay counted while everything else may be undone: `keys.unlock` outside any
transaction, then `sign` inside the caller's.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from core import audit, files
from core.access import require
from core.models import File
from core.refusals import BadInput, WrongState
from signatures import pades
from signatures.actions.images import current_image
from signatures.actions.keys import unlock
from signatures.actions.stamping import keep_stamps, own_timestamper
from signatures.models import Certificate, SignatureRecord, SigningIntent
from signatures.pades import LEADER_FIELD, Level, SigningKeyPair, Unsuitable, appearance
from signatures.queries.trust import current_trust
from signatures.signals import signature_completed
from signatures.verification import Verdict, verify


@dataclass(frozen=True)
class Unlocked:
    """An intent with the live key of the person who confirmed it: for one signature, never stored."""

    intent: SigningIntent
    pair: SigningKeyPair


def open_intent(revision, *, by, field: str = LEADER_FIELD, capacity: str = "", purpose: str = "") -> SigningIntent:
    """What `by` is about to sign, pinned to this revision's digest; good for settings.INTENT_LIFETIME, once.

    Raises WrongState without a usable certificate or when the revision is not the newest, BadInput when it is no PDF,
    Unavailable when its bytes on the disk are not those that were stored.
    """
    if revision.media_type != files.PDF:
        raise BadInput(_("Chỉ ký được tệp PDF."))
    _require_newest(revision)
    revision.read()  # bytes that changed on the disk are told before anybody types a PIN
    now = timezone.now()
    return SigningIntent.objects.create(
        signer=by,
        certificate=certificate_of(by),
        revision=revision,
        sha256=revision.sha256,
        field=field,
        capacity=capacity,
        purpose=purpose,
        created_at=now,
        expires_at=now + settings.INTENT_LIFETIME,
    )


def certificate_of(user) -> Certificate:
    """The certificate a person signs with now. Raises WrongState that says what to do."""
    certificate = Certificate.objects.live().of_person(user).select_related("key").first()
    if certificate is None:
        raise WrongState(_("Bạn chưa có chứng thư số còn hiệu lực. Hãy tạo khóa ký ở trang Chữ ký của tôi."))
    return certificate


@sensitive_variables()
def unlock_intent(intent: SigningIntent, *, pin: str, by) -> Unlocked:
    """Checks the PIN for this intent. Must run outside a transaction; raises PinRefused, WrongState, Forbidden."""
    _require_open(intent, by)
    return Unlocked(intent, unlock(intent.certificate.key, pin=pin, by=by))


@sensitive_variables()
def sign_with_pin(intent: SigningIntent, *, pin: str, by, guard, on_behalf_of=None) -> SignatureRecord:
    """Both steps at once, for a caller without a transaction of its own."""
    return sign(unlock_intent(intent, pin=pin, by=by), by=by, guard=guard, on_behalf_of=on_behalf_of)


@transaction.atomic
def sign(unlocked: Unlocked, *, by, guard, on_behalf_of=None) -> SignatureRecord:
    """Sign what the intent pinned, and nothing else, in one transaction with the caller's own changes.

    `guard()` is asked under the locks whether state, route and delegation still allow it: it raises a refusal or
    returns False. The output is verified before it becomes the file's newest revision. Raises WrongState (409) when
    the intent was used or expired, the file or the certificate changed, or the guard says no; Unavailable (503) when
    no time-stamp can be given. Any failure leaves everything as it was.
    """
    intent = SigningIntent.objects.select_for_update().get(pk=unlocked.intent.pk)
    _require_open(intent, by)
    File.objects.select_for_update().get(pk=intent.revision.file_id)
    source = _pinned_bytes(intent)
    certificate = _require_usable(intent)
    ask(guard)
    signed, verdict = _signature(source, intent, unlocked.pair, by)
    intent.used_at = timezone.now()
    intent.save(update_fields=["used_at"])
    return _keep(intent, certificate, signed, verdict, by, on_behalf_of)


def ask(guard) -> None:
    """The caller's own re-check, under the locks."""
    if guard() is False:
        raise WrongState(_("Văn bản không còn ở bước chờ bạn ký."))


def _require_open(intent: SigningIntent, by) -> None:
    require(intent.signer_id == by.pk, _("Phiếu ký này của người khác."))
    if intent.used_at:
        at = timezone.localtime(intent.used_at)
        raise WrongState(_("Văn bản đã được bạn ký lúc %(time)s.") % {"time": f"{at:%H:%M:%S %d/%m/%Y}"})
    if intent.expires_at < timezone.now():
        raise WrongState(_("Phiếu ký đã quá 5 phút. Hãy mở lại văn bản rồi ký."))


def _require_newest(revision) -> None:
    if revision.file.latest != revision:
        raise WrongState(_("Văn bản đã có bản mới hơn bản bạn đang xem. Hãy tải lại trang."))


def _pinned_bytes(intent: SigningIntent) -> bytes:
    """The bytes that were shown, proven by their digest."""
    _require_newest(intent.revision)
    source = intent.revision.read()
    if hashlib.sha256(source).hexdigest() != intent.sha256:
        raise WrongState(_("Nội dung tệp không còn đúng bản bạn đã xem. Không ký."))
    return source


def _require_usable(intent: SigningIntent) -> Certificate:
    certificate = Certificate.objects.select_for_update().get(pk=intent.certificate_id)
    if not certificate.is_usable() or not intent.signer.is_active:
        raise WrongState(_("Chứng thư số của bạn đã hết hạn hoặc bị thu hồi. Không ký được."))
    return certificate


def _signature(source: bytes, intent: SigningIntent, pair: SigningKeyPair, by) -> tuple[bytes, Verdict]:
    image = current_image(owner=by)
    look = appearance.picture(image) if image else appearance.name_in_ink(by.full_name)
    facts = {"field": intent.field, "name": by.full_name, "reason": intent.capacity}
    signed = stamped(pades.sign, source, pair, appearance=look, **facts)
    return signed, verified(source, signed, intent.certificate)


def stamped(put, source: bytes, pair: SigningKeyPair, **more) -> bytes:
    """A signature by `put` (pades.sign or pades.seal) with a time-stamp of ours, which is written down.

    Raises BadInput when the field is missing or taken, Unavailable when no time-stamp can be given.
    """
    try:
        with own_timestamper() as timestamper:
            signed = put(source, pair, timestamper=timestamper, **more)
    except Unsuitable as fault:
        raise BadInput(fault.args[0]) from None
    keep_stamps(timestamper)
    return signed


def verified(source: bytes, signed: bytes, certificate: Certificate) -> Verdict:
    """The verdict on our own output: exactly one signature more, by this certificate, on unchanged bytes.

    Raises WrongState when it is anything else: what we cannot verify ourselves never becomes current.
    """
    verdict = verify(signed, current_trust(), unfinished_ok=True)
    before = verify(source, current_trust(), unfinished_ok=True)
    is_one_more = len(verdict.signatures) == len(before.signatures) + 1
    is_ours = is_one_more and verdict.signatures[-1].certificate_sha256 == certificate.sha256
    if not (verdict.passed and is_ours and signed.startswith(source)):
        raise WrongState(
            _("Chữ ký vừa tạo không qua được kiểm tra: %(why)s Không có gì thay đổi.") % {"why": verdict.sentence}
        )
    return verdict


def _keep(intent, certificate, signed, verdict, by, on_behalf_of) -> SignatureRecord:
    result = files.store(signed, name=intent.revision.name, by=by, file=intent.revision.file, note=str(_("Đã ký số")))
    record = SignatureRecord.objects.create(
        kind=SignatureRecord.Kind.PERSON,
        source=intent.revision,
        result=result,
        certificate=certificate,
        signer=by,
        intent=intent,
        field=intent.field,
        capacity=intent.capacity,
        purpose=intent.purpose,
        level=Level.T,
        verdict=verdict.as_json(),
    )
    announce(record, "file_signed", on_behalf_of)
    return record


def announce(record: SignatureRecord, verb: str, on_behalf_of=None) -> None:
    """The audit entry and the signal of a signature, in its transaction."""
    record.audit_entry = audit.record(
        verb,
        record,
        by=record.signer,
        on_behalf_of=on_behalf_of,
        source=record.source.sha256,
        result=record.result.sha256,
        certificate=record.certificate.sha256,
        capacity=record.capacity,
        purpose=record.purpose,
    )
    signature_completed.send(sender=SignatureRecord, record=record)
