"""One's own key: the count of attempts is written before the PIN is tried and cannot be outrun."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from freezegun import freeze_time

from core.models import AuditEntry
from core.refusals import BadInput, Forbidden, WrongState
from signatures import actions, custody
from signatures.actions.keys import PinRefused
from signatures.models import Certificate, SigningKey
from signatures.pepper import pepper
from tests.signatures.conftest import PIN

WRONG = "000001"


def key_of(person):
    return SigningKey.objects.get(certificate__holder=person)


def try_wrong(key, person, times):
    for _try in range(times):
        with pytest.raises(PinRefused):
            actions.unlock(key, pin=WRONG, by=person)


def test_certificate_names_the_person_and_the_agency(office):
    subject = office.leader_key.certificate.parsed.subject.rfc4514_string()
    assert "CN=Hoàng Đức Thắng" in subject
    assert "O=Sở Khoa học và Công nghệ tỉnh Lam Giang" in subject
    assert office.leader_key.certificate.issuer.profile == "issuing"


def test_everybody_has_a_key_of_their_own(office):
    other = actions.enrol_official(office.deputy, pin=PIN, by=office.deputy)
    mine = actions.unlock(office.leader_key, pin=PIN, by=office.leader)
    theirs = actions.unlock(other, pin=PIN, by=office.deputy)
    assert mine.key.private_numbers() != theirs.key.private_numbers()


def test_nobody_chooses_the_pin_of_another(office):
    with pytest.raises(Forbidden):
        actions.enrol_official(office.deputy, pin=PIN, by=office.keeper)


def test_nobody_unlocks_the_key_of_another(office):
    with pytest.raises(Forbidden):
        actions.unlock(office.leader_key, pin=PIN, by=office.deputy)
    assert key_of(office.leader).failed_attempts == 0


def test_person_without_a_post_gets_no_certificate(office):
    with pytest.raises(BadInput, match="vị trí công tác"):
        actions.enrol_official(office.keeper, pin=PIN, by=office.keeper)


def test_weak_pin_is_refused_and_leaves_nothing(office):
    with pytest.raises(BadInput):
        actions.enrol_official(office.deputy, pin="123456", by=office.deputy)
    assert not Certificate.objects.filter(holder=office.deputy).exists()


def test_right_pin_forgets_earlier_slips(office):
    try_wrong(office.leader_key, office.leader, 4)
    assert key_of(office.leader).failed_attempts == 4
    actions.unlock(office.leader_key, pin=PIN, by=office.leader)
    assert key_of(office.leader).failed_attempts == 0


def test_refusal_says_how_many_tries_are_left(office):
    with pytest.raises(PinRefused, match="Còn 4 lần"):
        actions.unlock(office.leader_key, pin=WRONG, by=office.leader)


def test_five_slips_pause_the_key_for_a_quarter_of_an_hour(office):
    try_wrong(office.leader_key, office.leader, 5)
    with pytest.raises(PinRefused, match="tạm khóa đến"):
        actions.unlock(office.leader_key, pin=PIN, by=office.leader)
    with freeze_time(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert actions.unlock(office.leader_key, pin=PIN, by=office.leader).key
    assert key_of(office.leader).failed_attempts == 0


def test_ten_slips_block_the_key_for_good(office):
    try_wrong(office.leader_key, office.leader, 5)
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        try_wrong(office.leader_key, office.leader, 5)
    with freeze_time(timezone.now() + timedelta(days=1)), pytest.raises(PinRefused, match="khóa hẳn"):
        actions.unlock(office.leader_key, pin=PIN, by=office.leader)
    assert key_of(office.leader).is_blocked


def test_blocked_key_is_replaced_and_its_certificate_revoked(office):
    SigningKey.objects.filter(pk=office.leader_key.pk).update(is_blocked=True, failed_attempts=10)
    fresh = actions.enrol_official(office.leader, pin="771304", by=office.leader)
    old = Certificate.objects.get(pk=office.leader_key.certificate_id)
    assert (old.revocation, old.revoked_at is not None) == ("key_lost", True)
    assert fresh.certificate.is_usable()


def test_wrong_pins_are_in_the_audit(office):
    try_wrong(office.leader_key, office.leader, 5)
    verbs = list(AuditEntry.objects.filter(actor=office.leader).values_list("verb", flat=True))
    assert verbs.count("pin_refused") == 5
    assert verbs.count("key_locked") == 1


def test_pin_change_keeps_the_key(office):
    before = actions.unlock(office.leader_key, pin=PIN, by=office.leader).key.private_numbers()
    actions.change_pin(key_of(office.leader), pin=PIN, new_pin="771304", by=office.leader)
    assert actions.unlock(key_of(office.leader), pin="771304", by=office.leader).key.private_numbers() == before
    with pytest.raises(PinRefused):
        actions.unlock(key_of(office.leader), pin=PIN, by=office.leader)


def test_pin_change_counts_wrong_pins_too(office):
    with pytest.raises(PinRefused):
        actions.change_pin(key_of(office.leader), pin=WRONG, new_pin="771304", by=office.leader)
    assert key_of(office.leader).failed_attempts == 1


def test_pin_change_wants_another_and_a_good_pin(office):
    for pin in (PIN, "123456"):
        with pytest.raises(BadInput):
            actions.change_pin(key_of(office.leader), pin=PIN, new_pin=pin, by=office.leader)


def test_swapped_rows_open_nothing(office):
    """Somebody with write access to the database puts the leader's wrapped key into their own row."""
    theirs = actions.enrol_official(office.deputy, pin="493817", by=office.deputy)
    own = ("salt", "nonce", "ciphertext")
    leaders = SigningKey.objects.filter(pk=office.leader_key.pk).values(*own).get()
    SigningKey.objects.filter(pk=theirs.pk).update(**leaders)
    with pytest.raises(PinRefused):
        actions.unlock(key_of(office.deputy), pin=PIN, by=office.deputy)


def test_unlocking_inside_a_transaction_is_refused(transactional_db):
    """A roll-back would forget the count of attempts."""
    from tests.cast import build_people

    cast = build_people()
    actions.make_trust(organisation=cast.agency.label)
    key = actions.enrol_official(cast.leader, pin=PIN, by=cast.leader)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        actions.unlock(key, pin=PIN, by=cast.leader)


@pytest.mark.database
def test_parallel_guesses_cannot_outrun_the_count(transactional_db):
    """Sixteen guesses at once: five are tried, the others meet the lock, whatever the timing."""
    from tests.cast import build_people

    cast = build_people()
    actions.make_trust(organisation=cast.agency.label)
    key = actions.enrol_official(cast.leader, pin=PIN, by=cast.leader)

    def guess(number):
        try:
            actions.unlock(SigningKey.objects.get(pk=key.pk), pin=f"90000{number}", by=cast.leader)
        except PinRefused as refusal:
            return "PIN không đúng" in refusal.sentence or "Đã nhập sai" in refusal.sentence
        finally:
            connection.close()
        return False

    with ThreadPoolExecutor(8) as many:
        assert list(many.map(guess, range(16))) == [True] * 16
    row = SigningKey.objects.get(pk=key.pk)
    assert row.failed_attempts == 5
    assert row.is_locked()
    assert AuditEntry.objects.filter(verb="pin_refused").count() == 5


def test_no_secret_in_the_database_or_the_log(office, tmp_path, caplog):
    """A dump of everything holds no PIN, no pepper and no readable key."""
    with caplog.at_level(logging.DEBUG):
        pair = actions.unlock(office.leader_key, pin=PIN, by=office.leader)
        with pytest.raises(PinRefused):
            actions.unlock(office.leader_key, pin="908172", by=office.leader)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "core", "signatures", output=str(dump), verbosity=0)
    written = dump.read_text() + caplog.text
    value = pair.key.private_numbers().private_value.to_bytes(32)
    server = custody.unwrap(
        office.seal_key.wrapped, pepper=pepper(), binding=office.seal_key.binding
    ).private_numbers()
    secrets = [PIN, "908172", pepper().decode(), *_spellings(value)]
    secrets += _spellings(server.private_value.to_bytes(32))
    assert [each for each in secrets if each in written] == []


def _spellings(value):
    """Bytes as a dump or a log would write them."""
    from base64 import b64encode

    return [value.hex(), b64encode(value).decode().rstrip("="), repr(value)[2:-1]]


def test_two_live_certificates_of_one_person_cannot_exist(office):
    twin = Certificate.objects.get(pk=office.leader_key.certificate_id)
    twin.pk, twin.sha256, twin.serial = None, "0" * 64, "1"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_enrolling_before_set_up_says_what_is_missing(db):
    from tests.cast import build_people

    cast = build_people()
    with pytest.raises(WrongState, match="make_trust"):
        actions.enrol_official(cast.leader, pin=PIN, by=cast.leader)
