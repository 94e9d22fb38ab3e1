"""A whole file judged: every signature, then what no single signature can tell."""

import io

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import collect_embedded_signatures

from signatures.verification import structure
from signatures.verification.engine import Bench, judge
from signatures.verification.policies import knowledge_in, list_issuers_in
from signatures.verification.trust import Trust
from signatures.verification.verdict import SignatureVerdict, Verdict


async def judge_file(verdict: Verdict, pdf: bytes, trust: Trust, unfinished_ok: bool) -> None:
    """Fills the verdict; whatever it raises means that the file cannot be read."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    if reader.encrypted:
        verdict.reasons.append("encrypted")
        return
    verdict.revisions = reader.total_revisions
    embedded = collect_embedded_signatures(reader)
    known, issuers = knowledge_in(reader, trust), list_issuers_in(reader)
    bench = Bench(trust, known, _has_document_timestamps(embedded), issuers)
    for each in embedded:
        verdict.signatures.append(await _judge_one(each, bench))
    _judge_document(verdict, reader, pdf, unfinished_ok)


def _has_document_timestamps(embedded) -> bool:
    return any(each.sig_object_type == "/DocTimeStamp" for each in embedded)


async def _judge_one(embedded, bench: Bench) -> SignatureVerdict:
    try:
        return await judge(embedded, bench)
    except Exception:  # one broken signature must not hide the verdict on the others
        return SignatureVerdict(field=str(embedded.field_name), reasons=["format"])


def _judge_document(verdict: Verdict, reader, pdf: bytes, unfinished_ok: bool) -> None:
    """Removed, unknown, missing and unprotected signatures."""
    filled = list(enumerate_sig_fields(reader, filled_status=True))
    if len(filled) > len(verdict.signatures):
        verdict.reasons.append("format")
    if not filled:
        verdict.reasons.append("removed" if structure.marks(pdf) else "unsigned")
    elif not unfinished_ok:
        _judge_completeness(verdict, reader)


def _judge_completeness(verdict: Verdict, reader) -> None:
    """A signature that closes the document was planned but is missing, or blanks were filled with none after."""
    empty = [field.get_object() for _name, _value, field in enumerate_sig_fields(reader, filled_status=False)]
    if any("/Lock" in each for each in empty):
        verdict.reasons.append("unfinished")
    signatures = [each for each in verdict.signatures if not each.is_timestamp]
    if signatures and signatures[-1].changes_after not in ("", "LTA_UPDATES"):
        verdict.reasons.append("unprotected")
