"""A person's own key: enrolment, PIN, unlocking. The attempt is counted before the PIN is tried."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from core import audit
from core.access import require
from core.queries.people import primary_appointment
from core.refusals import BadInput, Forbidden, Refused, WrongState
from signatures import authorities, custody, rules
from signatures.actions.certificates import SHORTEST_REMAINDER, issue, revoke_certificate
from signatures.authorities import NameTooLong, Profile
from signatures.models import Certificate, SigningKey
from signatures.pades import SigningKeyPair
from signatures.providers import provider_of

ATTEMPTS_TO_PAUSE = 5
ATTEMPTS_TO_BLOCK = 10
PAUSE = timedelta(minutes=15)


class PinRefused(Forbidden):
    """The PIN was wrong, or no PIN is tried now (403)."""

    title = Refused.title  # they may; only the PIN is not right


@sensitive_variables()
def enrol_official(user, *, pin: str, by) -> SigningKey:
    """Give a person a key of their own under a PIN only they know, with a certificate naming them and their agency.

    A certificate that has lost its key (blocked) or is about to expire is replaced. Raises Forbidden unless the
    person acts for themself, WrongState when a good certificate exists, BadInput for a weak PIN or a missing post.
    """
    require(rules.may_enrol(by, user), _("Chỉ chính người ký được đặt mã PIN cho khóa của mình."))
    name = _name_of(user)
    _checked(pin)
    with transaction.atomic():
        _retire_earlier(user, by)
        key = issue(name, Profile.PERSON, pin=pin, holder=user)
        audit.record("key_enrolled", key.certificate, by=by, sha256=key.certificate.sha256)
    return key


def _name_of(user):
    appointment = primary_appointment(user)
    if appointment is None:
        raise BadInput(_("Người này chưa giữ vị trí công tác nào nên chưa được cấp chứng thư số."))
    office = appointment.post.office
    agency = office.home
    unit = "" if office == agency else office.label
    try:
        return authorities.subject_name(
            user.full_name,
            organisation=authorities.first_fitting(agency.name, agency.label, agency.abbreviation),
            unit=authorities.first_fitting(unit, office.abbreviation) if unit else "",
            identifier=user.username,
            title=authorities.first_fitting(appointment.post.title, ""),
        )
    except NameTooLong as fault:
        raise BadInput(_("Tên “%(name)s” quá dài nên không ghi được vào chứng thư.") % {"name": fault}) from None


def _checked(pin: str) -> None:
    try:
        custody.check_pin(pin)
    except custody.WeakPin as fault:
        raise BadInput(fault.args[0]) from None


def _retire_earlier(user, by) -> None:
    for earlier in Certificate.objects.of_person(user).filter(revoked_at__isnull=True).select_related("key"):
        is_fresh = earlier.is_usable(timezone.now() + SHORTEST_REMAINDER)
        if is_fresh and not earlier.key.is_blocked:
            raise WrongState(_("Bạn đã có chứng thư số còn hiệu lực."))
        lost = earlier.key.is_blocked
        reason = Certificate.Revocation.KEY_LOST if lost else Certificate.Revocation.REPLACED
        revoke_certificate(earlier, reason=reason, by=by)


@sensitive_variables()
def unlock(key: SigningKey, *, pin: str, by) -> SigningKeyPair:
    """The live key for one act. Must not run inside a transaction: a wrong PIN has to stay counted.

    Five wrong PINs pause the key for 15 minutes, ten block it for good (then enrol anew: nothing resets a PIN).
    Raises PinRefused (403) and WrongState (409).
    """
    _require_own(key, by)
    attempt = _count_attempt(key, by)
    try:
        pair = provider_of(key).unlock(key, pin=pin)
    except custody.WrongPin:
        raise PinRefused(_record_wrong_pin(key, attempt, by)) from None
    _forget_attempts(key)
    return pair


@sensitive_variables()
def change_pin(key: SigningKey, *, pin: str, new_pin: str, by) -> SigningKey:
    """The same key under another PIN. Counts attempts as `unlock` does. Raises PinRefused, BadInput, WrongState."""
    _require_own(key, by)
    _checked(new_pin)
    if pin == new_pin:
        raise BadInput(_("Mã PIN mới phải khác mã PIN cũ."))
    attempt = _count_attempt(key, by)
    try:
        provider_of(key).change_pin(key, pin=pin, new_pin=new_pin)
    except custody.WrongPin:
        raise PinRefused(_record_wrong_pin(key, attempt, by)) from None
    with transaction.atomic():
        key.save(update_fields=["salt", "nonce", "ciphertext", "memory", "passes", "lanes", "version"])
        audit.record("pin_changed", key, by=by)
    _forget_attempts(key)
    return key


def _require_own(key: SigningKey, by) -> None:
    require(key.certificate.holder_id == by.pk, _("Mỗi người chỉ ký bằng khóa của chính mình."))


@transaction.atomic(durable=True)
def _count_attempt(key: SigningKey, by) -> int:
    """Counts a try before it is made, under the row's lock: parallel tries cannot outrun the count."""
    row = SigningKey.objects.select_for_update().get(pk=key.pk)
    if row.is_locked():
        raise PinRefused(_locked_sentence(row))
    row.failed_attempts += 1
    row.is_blocked = row.failed_attempts >= ATTEMPTS_TO_BLOCK
    row.locked_until = timezone.now() + PAUSE if row.failed_attempts % ATTEMPTS_TO_PAUSE == 0 else None
    row.save(update_fields=["failed_attempts", "is_blocked", "locked_until"])
    return row.failed_attempts


@transaction.atomic(durable=True)
def _forget_attempts(key: SigningKey) -> None:
    SigningKey.objects.filter(pk=key.pk).update(failed_attempts=0, locked_until=None, is_blocked=False)


@transaction.atomic(durable=True)
def _record_wrong_pin(key: SigningKey, attempt: int, by) -> str:
    key.refresh_from_db(fields=["failed_attempts", "locked_until", "is_blocked"])
    audit.record("pin_refused", key, by=by, attempt=attempt)
    if key.is_locked():
        audit.record("key_locked", key, by=by, for_good=key.is_blocked)
        return _locked_sentence(key)
    left = ATTEMPTS_TO_PAUSE - attempt % ATTEMPTS_TO_PAUSE
    return ngettext(
        "Mã PIN không đúng. Còn %(left)d lần thử trước khi khóa tạm.",
        "Mã PIN không đúng. Còn %(left)d lần thử trước khi khóa tạm.",
        left,
    ) % {"left": left}


def _locked_sentence(key: SigningKey) -> str:
    if key.is_blocked:
        return _("Khóa ký đã bị khóa hẳn vì nhập sai mã PIN 10 lần. Hãy tạo khóa mới ở trang Chữ ký của tôi.")
    until = timezone.localtime(key.locked_until)
    return _("Đã nhập sai mã PIN 5 lần. Khóa ký tạm khóa đến %(time)s.") % {"time": f"{until:%H:%M}"}
