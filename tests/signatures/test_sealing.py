"""The clerk numbers and seals a paper the right person has signed; nobody else, nothing less."""

import pytest

from core import files
from core.models import AuditEntry, Revision
from core.refusals import BadInput, Forbidden, WrongState
from signatures import actions
from signatures.models import RevocationList, SignatureRecord
from signatures.queries.trust import current_trust
from signatures.verification import Kind, Level, Trust, anchor, verify
from tests.signatures import pki


def allow():
    return True


def fill(paper, cast, **more):
    facts = {"values": pki.VALUES, "by": cast.clerk, "office": cast.agency, "guard": allow}
    return actions.fill(paper, **(facts | more))


def seal(paper, cast, **more):
    facts = {"by": cast.clerk, "office": cast.agency, "signers": [cast.leader], "guard": allow}
    return actions.seal(paper, **(facts | more))


def test_number_then_seal_and_everything_passes(office, signed_paper):
    numbered = fill(signed_paper, office)
    record = seal(numbered, office)
    verdict = verify(record.result.read(), current_trust())
    assert verdict.passed
    assert [each.field for each in verdict.signatures] == ["leader", "agency"]
    assert [each.kind for each in verdict.signatures] == [Kind.INTERNAL, Kind.INTERNAL]
    assert (record.kind, record.signer, record.source) == ("agency", office.clerk, numbered)
    assert record.result.read().startswith(signed_paper.read())
    assert record.result.number == 4


def test_seal_may_fill_at_once(office, signed_paper):
    record = seal(signed_paper, office, values=pki.VALUES)
    assert verify(record.result.read(), current_trust()).passed
    assert record.result.number == 3


def test_stranger_with_only_the_root_can_judge_a_sealed_paper(office, signed_paper):
    """The revocation lists travel inside the file: nobody has to ask this server."""
    sealed = seal(signed_paper, office, values=pki.VALUES).result.read()
    verdict = verify(sealed, Trust((anchor(office.trust.root.parsed),)))
    assert verdict.passed
    assert [each.level for each in verdict.signatures] == [Level.LT, Level.LT]


def test_lists_are_numbered_upwards_and_reused_for_a_day(office, signed_paper):
    seal(signed_paper, office, values=pki.VALUES)
    issuing = RevocationList.objects.filter(issuer__profile="issuing")
    assert [each.number for each in issuing] == [1]
    from signatures.actions.revocations import issuing_list

    assert issuing_list().number == 1
    actions.revoke_certificate(office.leader_key.certificate, reason="key_exposed", by=office.keeper)
    assert issuing_list().number == 2
    assert issuing_list().number == 2


@pytest.mark.parametrize("name", ["leader", "specialist", "secretary", "keeper", "outsider_clerk"])
def test_only_the_agencys_clerk_numbers_and_seals(office, signed_paper, name):
    other = getattr(office, name)
    for act in (fill, seal):
        with pytest.raises(Forbidden, match="văn thư"):
            act(signed_paper, office, by=other)
    assert Revision.objects.filter(file=signed_paper.file).count() == 2


def test_clerk_seals_only_for_the_own_agency(office, signed_paper):
    actions.issue_seal(office.neighbour)
    with pytest.raises(Forbidden):
        seal(signed_paper, office, office=office.neighbour)


def test_unsigned_paper_is_not_sealed(office, paper):
    with pytest.raises(WrongState, match="không có chữ ký số"):
        seal(paper, office)


def test_paper_signed_by_somebody_else_is_not_sealed(office, signed_paper):
    with pytest.raises(WrongState, match="người có thẩm quyền"):
        seal(signed_paper, office, signers=[office.deputy])


def test_paper_whose_signature_is_broken_is_not_sealed(office, signed_paper):
    content = bytearray(signed_paper.read())
    content[3000] ^= 1
    broken = files.store(bytes(content), name="x.pdf", by=office.leader, file=signed_paper.file)
    with pytest.raises(WrongState, match="Nội dung đã bị sửa"):
        seal(broken, office)


def test_signature_revoked_before_the_seal_stops_it(office, signed_paper):
    certificate = office.leader_key.certificate
    actions.revoke_certificate(certificate, reason="key_exposed", by=office.keeper)
    type(certificate).objects.filter(pk=certificate.pk).update(revoked_at=certificate.valid_from)
    with pytest.raises(WrongState, match="thu hồi"):
        seal(signed_paper, office)


def test_sealed_paper_is_not_sealed_or_filled_again(office, signed_paper):
    sealed = seal(signed_paper, office, values=pki.VALUES).result
    with pytest.raises(BadInput, match="đã được điền"):
        fill(sealed, office)
    with pytest.raises(WrongState):
        seal(sealed, office)
    assert SignatureRecord.objects.filter(kind="agency").count() == 1


def test_stale_paper_is_refused(office, signed_paper):
    fill(signed_paper, office)
    with pytest.raises(WrongState, match="bản mới hơn"):
        seal(signed_paper, office)


def test_guard_that_says_no_changes_nothing(office, signed_paper):
    for act in (fill, seal):
        with pytest.raises(WrongState):
            act(signed_paper, office, guard=lambda: False)
    assert Revision.objects.filter(file=signed_paper.file).count() == 2
    assert not AuditEntry.objects.filter(verb__in=["file_filled", "file_sealed"]).exists()


def test_blank_that_is_not_there_is_told(office, signed_paper):
    with pytest.raises(BadInput, match="không có ô trống"):
        fill(signed_paper, office, values={"copy": "1"})


def test_number_too_long_for_its_blank_is_told(office, signed_paper):
    with pytest.raises(BadInput, match="quá hẹp"):
        fill(signed_paper, office, values={"number": "123456789"})


def test_attachment_in_its_own_file_carries_words_and_no_picture(office, signed_paper):
    main = seal(signed_paper, office, values=pki.VALUES).result
    attachment = files.store(pki.letter(), name="phu-luc.pdf", by=office.specialist)
    record = actions.seal_attachment(
        attachment, main=main, by=office.clerk, office=office.agency, notation="05/QĐ-SKHCN", guard=allow
    )
    content = record.result.read()
    assert verify(content, current_trust()).passed
    assert b"/SMask" not in content[len(attachment.read()) :]


def test_attachment_waits_for_the_seal_of_its_paper(office, signed_paper):
    attachment = files.store(pki.letter(), name="phu-luc.pdf", by=office.specialist)
    with pytest.raises(WrongState, match="chưa được đóng dấu"):
        actions.seal_attachment(
            attachment,
            main=signed_paper,
            by=office.clerk,
            office=office.agency,
            notation="05/QĐ-SKHCN",
            guard=allow,
        )


def test_agency_without_a_seal_is_told(office, signed_paper):
    certificate = office.seal_key.certificate
    actions.revoke_certificate(certificate, reason="mistake", by=office.keeper)
    with pytest.raises(WrongState, match="chưa có con dấu số"):
        seal(signed_paper, office)


def test_new_seal_replaces_the_old_one(office):
    fresh = actions.issue_seal(office.agency, by=office.keeper)
    old = type(fresh.certificate).objects.get(pk=office.seal_key.certificate_id)
    assert (old.revocation, fresh.certificate.is_usable()) == ("replaced", True)
