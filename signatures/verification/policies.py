"""How pyHanko is told to validate: no network, weak algorithms out, only certificates made for signing."""

from datetime import datetime

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation import KeyUsageConstraints
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from signatures.verification.trust import Trust

IGNORED = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
REQUIRED = RevocationCheckingPolicy(
    RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.CHECK_IF_DECLARED
)
OFFLINE = RevocationInfoGatheringSpec(
    online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
    certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
)
SIGNING_USAGE = KeyUsageConstraints(
    key_usage={"non_repudiation"},
    extd_key_usage={
        "1.3.6.1.5.5.7.3.36",  # document signing, RFC 9336
        "email_protection",
        "client_auth",  # beside emailProtection in certificates of Vietnamese public authorities
        "1.3.6.1.4.1.311.10.3.12",
        "1.2.840.113583.1.1.5",
    },
    explicit_extd_key_usage_required=False,
)

REASON_OF = {
    AdESFailure.FORMAT_FAILURE: "format",
    AdESFailure.HASH_FAILURE: "hash",
    AdESFailure.SIG_CRYPTO_FAILURE: "crypto",
    AdESFailure.REVOKED: "revoked",
    AdESFailure.NOT_YET_VALID: "not-yet-valid",
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: "bare",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "wrong-use",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.NOT_YET_VALID: "not-yet-valid",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "out-of-bounds",
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND: "format",
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "untrusted",
    AdESIndeterminate.REVOKED_NO_POE: "revoked-no-poe",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked-no-poe",
    AdESIndeterminate.TRY_LATER: "revocation-unknown",
    AdESIndeterminate.TIMESTAMP_ORDER_FAILURE: "timestamp",
}
"""Reason code of each engine sub-indication; anything else is a fault of the chain."""


def spec(trust: Trust, knowledge: LocalKnowledge, revocation=IGNORED) -> SignatureValidationSpec:
    """The validation settings for one judgement."""
    roots = [x509.Certificate.load(each.certificate) for each in trust.anchors]
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=roots),
        revinfo_policy=CertRevTrustPolicy(revocation, retroactive_revinfo=True),
    )
    return SignatureValidationSpec(
        policy,
        revinfo_gathering_policy=OFFLINE,
        local_knowledge=knowledge,
        key_usage_settings=SIGNING_USAGE,
    )


def knowledge_in(reader: PdfFileReader, trust: Trust) -> LocalKnowledge:
    """Certificates and revocation data the file carries in its DSS, and those the verifier holds."""
    known = _stored_in(reader)
    known.known_certs.extend(x509.Certificate.load(each) for each in trust.intermediates)
    known.known_crls.extend(CRLContainer(crl.CertificateList.load(each)) for each in trust.lists)
    return known


def _stored_in(reader: PdfFileReader) -> LocalKnowledge:
    """The file's document security store (ETSI EN 319 142-1, 5.4.2); empty when it has none."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return LocalKnowledge()
    lists = [_data(each, DecodePurpose.CRL) for each in store.crls]
    answers = [_data(each, DecodePurpose.OCSP_RESPONSE) for each in store.ocsps]
    return LocalKnowledge(
        [one for each in answers for one in OCSPContainer.load_multi(ocsp.OCSPResponse.load(each))],
        [CRLContainer(crl.CertificateList.load(each)) for each in lists],
        list(store.load_certs()),
    )


def list_issuers_in(reader: PdfFileReader) -> frozenset[str]:
    """Names of the authorities whose revocation lists the file carries."""
    found = _stored_in(reader).known_crls
    return frozenset(each.crl_data.issuer.hashable for each in found)


def _data(reference, purpose) -> bytes:
    return reference.get_object().read_data(purpose)


def at(moment: datetime | None) -> ValidationTimingInfo:
    """Judge at a proven moment, or now."""
    if moment is None:
        return ValidationTimingInfo.now()
    return ValidationTimingInfo(moment, moment, point_in_time_validation=True)
