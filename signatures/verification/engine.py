"""One signature judged: integrity, coverage, later changes, chain, revocation and time.

pyHanko supplies the parts (ETSI EN 319 102-1 algorithms, ISO 32000 difference analysis); what it leaves open is
decided here: the moment of judgement is the proven time of signing, revocation must be known, the signed
attributes of PAdES must be there.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.ades import (
    ades_basic_validation,
    ades_lta_validation,
    ades_timestamp_validation,
)
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import LocalKnowledge, PdfSignatureValidationSpec
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signatures.verification.policies import REASON_OF, REQUIRED, at, spec
from signatures.verification.trust import Kind, Trust
from signatures.verification.verdict import Level, SignatureVerdict

DETACHED = ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")
REQUIRED_ATTRIBUTES = {"content_type", "message_digest"}
CERTIFICATE_ATTRIBUTES = {"signing_certificate", "signing_certificate_v2"}


@dataclass(frozen=True)
class Bench:
    """What every judgement on one file shares."""

    trust: Trust
    known: LocalKnowledge
    has_document_timestamps: bool = False
    list_issuers: frozenset[str] = frozenset()
    """Names of the authorities whose revocation lists the file itself carries."""


async def judge(embedded: EmbeddedPdfSignature, bench: Bench) -> SignatureVerdict:
    """The verdict on one signature or document time-stamp of a file."""
    verdict = SignatureVerdict(field=str(embedded.field_name))
    verdict.is_timestamp = embedded.sig_object_type == "/DocTimeStamp"
    _describe(verdict, embedded)
    _judge_integrity(verdict, embedded)
    if verdict.is_timestamp:
        await _judge_document_timestamp(verdict, embedded, bench)
    else:
        _judge_form(verdict, embedded)
        await _judge_signature(verdict, embedded, bench)
    verdict.reasons.sort(key="timestamp".__eq__)  # a stamp is rarely the first thing to say
    return verdict


def _describe(verdict: SignatureVerdict, embedded) -> None:
    certificate = embedded.signer_cert
    name = certificate.subject.native
    verdict.signer = str(name.get("common_name", ""))
    verdict.organisation = str(name.get("organization_name", ""))
    verdict.issuer = str(certificate.issuer.native.get("common_name", ""))
    verdict.serial = f"{certificate.serial_number:x}"
    verdict.certificate_sha256 = certificate.sha256.hex()
    verdict.valid_from = certificate.not_valid_before
    verdict.valid_until = certificate.not_valid_after
    verdict.claimed_at = embedded.self_reported_timestamp


def _judge_integrity(verdict: SignatureVerdict, embedded) -> None:
    """Coverage and what came after, by pyHanko's difference analysis."""
    embedded.compute_integrity_info()
    facts = embedded.summarise_integrity_info()
    changes = facts["diff_result"]
    verdict.covers_whole_file = facts["coverage"] == SignatureCoverageLevel.ENTIRE_FILE
    verdict.closes_document = embedded.docmdp_level == MDPPerm.NO_CHANGES
    if facts["coverage"] < SignatureCoverageLevel.ENTIRE_REVISION:
        verdict.reasons.append("uncovered")
    elif not isinstance(changes, DiffResult) or not facts["docmdp_ok"]:
        verdict.reasons.append("changed")
    if isinstance(changes, DiffResult) and changes.modification_level > ModificationLevel.NONE:
        verdict.changes_after = changes.modification_level.name


def _judge_form(verdict: SignatureVerdict, embedded) -> None:
    """PAdES wants a detached CMS with content type, digest and signing certificate signed (EN 319 142-1, 6.3)."""
    attributes = embedded.signer_info["signed_attrs"]
    names = {each["type"].native for each in attributes} if attributes else set()
    if not names >= REQUIRED_ATTRIBUTES or not names & CERTIFICATE_ATTRIBUTES:
        verdict.reasons.append("bare")
    if embedded.sig_object.get("/SubFilter") not in DETACHED:
        verdict.reasons.append("format")
    if embedded.signer_cert.ca:
        verdict.reasons.append("wrong-use")


async def _judge_signature(verdict: SignatureVerdict, embedded, bench: Bench) -> None:
    settings = spec(bench.trust, bench.known)
    verdict.stamped_at = await _judge_stamp(verdict, embedded, bench)
    result = await ades_basic_validation(
        embedded.signed_data,
        settings,
        timing_info=at(verdict.stamped_at),
        raw_digest=embedded.compute_digest(),
    )
    reason = _in_time(verdict, _reason(result))
    if reason:
        verdict.reasons.append(reason)
    else:
        await _judge_chain(verdict, result.api_status.validation_path, embedded, bench)


def _in_time(verdict: SignatureVerdict, reason: str | None) -> str | None:
    """Validity dates say more than the engine's general words for a certificate used at the wrong time."""
    if reason not in ("out-of-bounds", "chain"):
        return reason
    if (verdict.stamped_at or datetime.now(UTC)) < verdict.valid_from:
        return "not-yet-valid"
    if verdict.stamped_at and verdict.stamped_at > verdict.valid_until:
        return "expired"
    return reason


def _reason(result) -> str | None:
    if result.ades_subindic == AdESPassed.OK:
        return None
    return REASON_OF.get(result.ades_subindic, "chain")


async def _judge_stamp(verdict: SignatureVerdict, embedded, bench: Bench) -> datetime | None:
    """The proven time of a signature, or None. A stamp that is there and bad is a fault, not an absence."""
    stamps = list(extract_tst_data_iter(embedded.signer_info, signed=False))
    if not stamps:
        return None
    verdict.level = Level.T
    settings = spec(bench.trust, bench.known)
    imprint = message_imprint_checker(embedded.signer_info)
    result = await ades_timestamp_validation(stamps[0], settings, imprint)
    if result.ades_subindic != AdESPassed.OK:
        return await _archived_time(verdict, embedded, settings, bench)
    status = result.api_status
    verdict.stamped_by = str(status.signing_cert.subject.native.get("common_name", ""))
    if _is_revoked(status.validation_path, status.timestamp, bench.trust):
        verdict.reasons.append("timestamp")
    return status.timestamp


def _level(path, bench: Bench) -> Level:
    """How far a stamped signature carries its own proof: for LT the file must hold a list for each certificate."""
    needed = {each.issuer.hashable for each in list(path)[1:]}
    if not needed <= bench.list_issuers:
        return Level.T
    return Level.LTA if bench.has_document_timestamps else Level.LT


async def _archived_time(verdict, embedded, settings, bench: Bench) -> datetime | None:
    """When the stamp's own certificate is over, an archive time-stamp may still prove it (5.6.3)."""
    if bench.has_document_timestamps:
        result = await ades_lta_validation(embedded, PdfSignatureValidationSpec(settings))
        if result.ades_subindic == AdESPassed.OK:
            return result.best_signature_time
    verdict.reasons.append("timestamp")
    return None


async def _judge_document_timestamp(verdict: SignatureVerdict, embedded, bench: Bench) -> None:
    settings = spec(bench.trust, bench.known)
    result = await ades_timestamp_validation(embedded.signed_data, settings, embedded.compute_digest)
    reason = _reason(result)
    if reason:
        verdict.reasons.append(reason)
        return
    verdict.stamped_at, verdict.level = result.api_status.timestamp, Level.LTA
    verdict.kind = _kind(result.api_status.validation_path, bench.trust)
    if _is_revoked(result.api_status.validation_path, verdict.stamped_at, bench.trust):
        verdict.reasons.append("revoked-no-poe")


async def _judge_chain(verdict: SignatureVerdict, path, embedded, bench: Bench) -> None:
    """Which kind of signature this is, and whether its certificate was revoked: unknown is not good."""
    verdict.kind = _kind(path, bench.trust)
    if verdict.stamped_at:
        verdict.level = _level(path, bench)
    issuers = [_sha256(each) for each in path][:-1]
    if _is_revoked(path, verdict.stamped_at, bench.trust):
        verdict.reasons.append("revoked" if verdict.stamped_at else "revoked-no-poe")
    elif not issuers or issuers[-1] not in bench.trust.registers:
        await _judge_revocation(verdict, embedded, bench)


async def _judge_revocation(verdict: SignatureVerdict, embedded, bench: Bench) -> None:
    """By the lists and answers at hand: those in the file and those the verifier was given."""
    result = await ades_basic_validation(
        embedded.signed_data,
        spec(bench.trust, bench.known, REQUIRED),
        timing_info=at(verdict.stamped_at),
        raw_digest=embedded.compute_digest(),
    )
    reason = _reason(result)
    if reason:
        verdict.reasons.append("revocation-unknown" if reason == "chain" else reason)


def _is_revoked(path, moment: datetime | None, trust: Trust) -> bool:
    """By our own registers: revoked before the proven moment, or at all when no moment is proven."""
    certificates = list(path)
    for issuer, certificate in pairwise(certificates):
        when = trust.registers.get(_sha256(issuer), {}).get(certificate.serial_number)
        if when is not None and (moment is None or when <= moment):
            return True
    return False


def _kind(path, trust: Trust) -> Kind:
    root = _sha256(next(iter(path)))
    return {hashlib.sha256(each.certificate).hexdigest(): each.kind for each in trust.anchors}.get(root, Kind.UNKNOWN)


def _sha256(certificate: x509.Certificate) -> str:
    return certificate.sha256.hex()
