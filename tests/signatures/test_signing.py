"""A person signs exactly what was shown, once, under the locks, or nothing changes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from freezegun import freeze_time

from core import files
from core.models import AuditEntry, Revision
from core.refusals import BadInput, Forbidden, Unavailable, WrongState
from signatures import actions
from signatures.actions.keys import PinRefused
from signatures.models import Certificate, IssuedStamp, SignatureRecord, SigningIntent
from signatures.queries.trust import current_trust
from signatures.signals import signature_completed
from signatures.verification import Indication, Kind, verify
from tests.signatures.conftest import PIN


def allow():
    return True


def state_of(paper):
    """Everything a failed signature must leave alone."""
    return (
        Revision.objects.filter(file=paper.file).count(),
        SignatureRecord.objects.count(),
        IssuedStamp.objects.count(),
        SigningIntent.objects.filter(used_at__isnull=False).count(),
        AuditEntry.objects.filter(verb="file_signed").count(),
    )


def sign(paper, person, **more):
    intent = actions.open_intent(paper, by=person)
    return actions.sign_with_pin(intent, pin=PIN, by=person, guard=more.get("guard", allow))


def test_signature_becomes_the_newest_revision(office, paper):
    record = sign(paper, office.leader)
    assert record.source == paper
    assert record.result == paper.file.latest
    assert record.result.number == 2
    assert record.result.read().startswith(paper.read())
    assert record.certificate.holder == office.leader
    assert record.level == "B-T"
    assert record.verdict["indication"] == "TOTAL-PASSED"
    verdict = verify(record.result.read(), current_trust(), unfinished_ok=True)
    assert verdict.indication == Indication.PASSED
    assert [(each.signer, each.kind, each.level) for each in verdict.signatures] == [
        ("Hoàng Đức Thắng", Kind.INTERNAL, "B-T")
    ]


def test_record_and_audit_name_what_was_signed(office, paper):
    intent = actions.open_intent(paper, by=office.leader, capacity="GIÁM ĐỐC", purpose="documents.7.sign.3")
    record = actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=allow)
    assert (record.capacity, record.purpose, record.kind) == ("GIÁM ĐỐC", "documents.7.sign.3", "person")
    entry = AuditEntry.objects.get(verb="file_signed")
    assert entry == record.audit_entry
    assert entry.actor == office.leader
    assert paper.sha256 in entry.facts
    assert record.result.sha256 in entry.facts


def test_signal_is_heard_inside_the_transaction(office, paper):
    heard = []

    def hear(sender, record, **kwargs):
        heard.append((record.result, transaction.get_connection().in_atomic_block))

    signature_completed.connect(hear)
    try:
        record = sign(paper, office.leader)
    finally:
        signature_completed.disconnect(hear)
    assert heard == [(record.result, True)]


def test_failing_hearer_undoes_everything(office, paper):
    def refuse(sender, record, **kwargs):
        raise WrongState("không")

    before = state_of(paper)
    signature_completed.connect(refuse)
    try:
        with pytest.raises(WrongState):
            sign(paper, office.leader)
    finally:
        signature_completed.disconnect(refuse)
    assert state_of(paper) == before


def test_guard_that_says_no_changes_nothing(office, paper):
    before = state_of(paper)
    with pytest.raises(WrongState):
        sign(paper, office.leader, guard=lambda: False)
    assert state_of(paper) == before


def test_guard_may_refuse_in_its_own_words(office, paper):
    def withdrawn():
        raise WrongState("Văn bản đã được rút về.")

    before = state_of(paper)
    with pytest.raises(WrongState, match="rút về"):
        sign(paper, office.leader, guard=withdrawn)
    assert state_of(paper) == before


def test_second_use_of_an_intent_is_refused(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    unlocked = actions.unlock_intent(intent, pin=PIN, by=office.leader)
    actions.sign(unlocked, by=office.leader, guard=allow)
    with pytest.raises(WrongState, match="đã được bạn ký"):
        actions.sign(unlocked, by=office.leader, guard=allow)
    assert SignatureRecord.objects.count() == 1


def test_two_open_tabs_make_one_signature(office, paper):
    first, second = (actions.open_intent(paper, by=office.leader) for _tab in range(2))
    actions.sign_with_pin(first, pin=PIN, by=office.leader, guard=allow)
    with pytest.raises(WrongState, match="bản mới hơn"):
        actions.sign_with_pin(second, pin=PIN, by=office.leader, guard=allow)
    assert SignatureRecord.objects.count() == 1


def test_edited_paper_is_not_signed(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    files.store(b"%PDF-1.7 khac", name=paper.name, by=office.specialist, file=paper.file)
    with pytest.raises(WrongState, match="bản mới hơn"):
        actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=allow)


def test_stored_bytes_that_changed_are_not_signed(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    SigningIntent.objects.filter(pk=intent.pk).update(sha256="0" * 64)
    before = state_of(paper)
    with pytest.raises(WrongState, match="không còn đúng bản"):
        actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=allow)
    assert state_of(paper) == before


def test_intent_expires_after_five_minutes(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    with freeze_time(timezone.now() + timedelta(minutes=5, seconds=1)), pytest.raises(WrongState, match="quá 5 phút"):
        actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=allow)


def test_intent_of_another_person_is_refused(office, paper):
    actions.enrol_official(office.deputy, pin=PIN, by=office.deputy)
    intent = actions.open_intent(paper, by=office.leader)
    with pytest.raises(Forbidden):
        actions.sign_with_pin(intent, pin=PIN, by=office.deputy, guard=allow)


def test_unlocked_key_of_one_intent_serves_no_other_person(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    unlocked = actions.unlock_intent(intent, pin=PIN, by=office.leader)
    with pytest.raises(Forbidden):
        actions.sign(unlocked, by=office.deputy, guard=allow)


def test_certificate_revoked_in_between_is_refused(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    unlocked = actions.unlock_intent(intent, pin=PIN, by=office.leader)
    actions.revoke_certificate(intent.certificate, reason="key_exposed", by=office.keeper)
    before = state_of(paper)
    with pytest.raises(WrongState, match="thu hồi"):
        actions.sign(unlocked, by=office.leader, guard=allow)
    assert state_of(paper) == before


def test_person_who_left_cannot_sign(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    office.leader.is_active = False
    office.leader.save()
    with pytest.raises(WrongState):
        actions.sign_with_pin(intent, pin=PIN, by=office.leader, guard=allow)


def test_person_without_a_certificate_is_told_what_to_do(office, paper):
    with pytest.raises(WrongState, match="Chữ ký của tôi"):
        actions.open_intent(paper, by=office.deputy)


def test_expired_certificate_cannot_open_an_intent(office, paper):
    with freeze_time(timezone.now() + timedelta(days=731)), pytest.raises(WrongState):
        actions.open_intent(paper, by=office.leader)


def test_only_pdf_is_signed(office):
    text = files.store("một,hai\n".encode(), name="a.csv", by=office.leader)
    with pytest.raises(BadInput):
        actions.open_intent(text, by=office.leader)


def test_wrong_pin_signs_nothing(office, paper):
    intent = actions.open_intent(paper, by=office.leader)
    with pytest.raises(PinRefused, match="Còn 4 lần"):
        actions.sign_with_pin(intent, pin="000001", by=office.leader, guard=allow)
    assert SignatureRecord.objects.count() == 0


def test_key_that_does_not_fit_its_certificate_is_caught_before_it_counts(office, paper):
    """Our own output is verified before it becomes current: a swapped certificate fails closed."""
    actions.enrol_official(office.deputy, pin=PIN, by=office.deputy)
    intent = actions.open_intent(paper, by=office.leader)
    unlocked = actions.unlock_intent(intent, pin=PIN, by=office.leader)
    other = Certificate.objects.get(holder=office.deputy)
    SigningIntent.objects.filter(pk=intent.pk).update(certificate=other)
    before = state_of(paper)
    with pytest.raises(WrongState, match="không qua được kiểm tra"):
        actions.sign(unlocked, by=office.leader, guard=allow)
    assert state_of(paper) == before


def test_bytes_that_changed_on_the_disk_are_told_before_anybody_types_a_pin(office, paper):
    Path(default_storage.path(paper.blob.path)).write_bytes(b"%PDF-khac")
    with pytest.raises(Unavailable, match="không còn đúng như lúc lưu"):
        actions.open_intent(paper, by=office.leader)
    assert SigningIntent.objects.count() == 0
