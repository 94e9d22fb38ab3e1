"""Certificates as RFC 5280 and the readers of the world want them."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from signatures import authorities
from signatures.authorities import DOCUMENT_SIGNING, Addresses, NameTooLong, Profile, subject_name
from tests.signatures import pki


def extension(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind)


@pytest.mark.parametrize(
    ("name", "ca", "length", "signs", "certifies", "commits"),
    [
        ("root", True, 1, False, True, False),
        ("issuing", True, 0, False, True, False),
        ("leader", False, None, True, False, True),
        ("agency", False, None, True, False, True),
        ("stamps", False, None, True, False, False),
    ],
)
def test_profiles_say_what_each_may_do(name, ca, length, signs, certifies, commits):
    certificate = getattr(pki.house(), name).certificate
    constraints = extension(certificate, x509.BasicConstraints)
    usage = extension(certificate, x509.KeyUsage)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (True, ca, length)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.key_cert_sign, usage.value.content_commitment) == (
        signs,
        certifies,
        commits,
    )
    assert usage.value.crl_sign == certifies


def test_signers_are_for_documents_and_stamps_for_time_alone():
    leader = extension(pki.house().leader.certificate, x509.ExtendedKeyUsage)
    assert list(leader.value) == [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
    stamps = extension(pki.house().stamps.certificate, x509.ExtendedKeyUsage)
    assert (list(stamps.value), stamps.critical) == ([ExtendedKeyUsageOID.TIME_STAMPING], True)


def test_keys_are_p256_and_serials_are_random():
    house = pki.house()
    certificates = [
        each.certificate for each in (house.root, house.issuing, house.stamps, house.leader, house.agency)
    ]
    assert len({each.serial_number for each in certificates}) == 5
    assert all(64 < each.serial_number.bit_length() <= 159 for each in certificates)
    assert all(isinstance(each.public_key().curve, ec.SECP256R1) for each in certificates)


def test_chain_verifies_link_by_link():
    house = pki.house()
    house.leader.certificate.verify_directly_issued_by(house.issuing.certificate)
    house.issuing.certificate.verify_directly_issued_by(house.root.certificate)
    assert house.leader.chain == (house.issuing.certificate, house.root.certificate)


def test_names_are_composed_and_kept_in_utf8():
    name = subject_name("Nguye\u0302\u0303n  Va\u0306n A", organisation="Sở\u00a0Tư pháp")
    attribute = name.get_attributes_for_oid(NameOID.COMMON_NAME)[0]
    assert attribute.value == "Nguyễn Văn A"
    assert name.public_bytes().count(b"\x0c") >= 2


def test_name_of_64_bytes_fits_and_one_more_does_not():
    assert subject_name("ễ" * 21 + "a", organisation="Sở")
    with pytest.raises(NameTooLong):
        subject_name("ễ" * 21 + "ab", organisation="Sở")


def test_best_name_that_fits_is_taken():
    long = "Sở Nông nghiệp và Phát triển nông thôn tỉnh Bà Rịa - Vũng Tàu"
    assert authorities.first_fitting(long, "Sở Nông nghiệp", "SNN") == "Sở Nông nghiệp"
    assert authorities.first_fitting("Sở Tư pháp", "STP") == "Sở Tư pháp"


def test_no_certificate_outlives_its_issuer():
    late = datetime.now(UTC) + timedelta(days=365 * 9)
    certificate = authorities.certify(
        pki.house().issuing,
        authorities.new_key().public_key(),
        subject_name("A", organisation="B"),
        Profile.PERSON,
        now=late,
    )
    assert certificate.not_valid_after_utc == pki.house().issuing.certificate.not_valid_after_utc


def test_addresses_name_the_issuers_own_files():
    house = pki.house()
    found = {}
    for name in ("issuing", "leader"):
        certificate = getattr(house, name).certificate
        access = extension(certificate, x509.AuthorityInformationAccess).value[0].access_location.value
        place = extension(certificate, x509.CRLDistributionPoints).value[0].full_name[0].value
        found[name] = (access.rsplit("/", 1)[1], place.rsplit("/", 1)[1])
    assert found == {"issuing": ("goc.crt", "goc.crl"), "leader": ("trung-gian.crt", "trung-gian.crl")}


def test_no_address_leaves_the_extensions_out():
    root = authorities.make_root(subject_name("Gốc", organisation="Sở"))
    issuing = authorities.make_issuing(root, subject_name("Cấp", organisation="Sở"), addresses=Addresses())
    with pytest.raises(x509.ExtensionNotFound):
        extension(issuing.certificate, x509.CRLDistributionPoints)


def test_list_names_the_revoked_and_is_signed():
    when = datetime(2026, 3, 1, tzinfo=UTC)
    made = authorities.revocation_list(pki.house().issuing, {77: when}, number=4)
    assert made.is_signature_valid(pki.house().issuing.key.public_key())
    assert [(each.serial_number, each.revocation_date_utc) for each in made] == [(77, when)]
    assert made.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 4


def test_root_key_leaves_only_under_its_passphrase():
    key = pki.house().root.key
    sealed = authorities.sealed_root_key(key, "mot cau dai")
    assert load_pem_private_key(sealed, b"mot cau dai").private_numbers() == key.private_numbers()
    with pytest.raises(ValueError):
        load_pem_private_key(sealed, b"khac")
