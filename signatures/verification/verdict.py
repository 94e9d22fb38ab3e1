"""The words of a judgement: ETSI EN 319 102-1 indications, and why, in plain Vietnamese."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from signatures.verification.trust import Kind


class Indication(StrEnum):
    """Main indications of EN 319 102-1, 5.1.3; a document has the worst of its signatures."""

    PASSED = "TOTAL-PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "TOTAL-FAILED"

    @property
    def gravity(self) -> int:
        return list(Indication).index(self)


@dataclass(frozen=True)
class Reason:
    """One fault found: how grave, its ETSI sub-indication, and a sentence for people."""

    code: str
    indication: Indication
    sub_indication: str
    sentence: str


def _reasons(indication, **table):
    return {
        code.replace("_", "-"): Reason(code.replace("_", "-"), indication, sub, text)
        for code, (sub, text) in table.items()
    }


REASONS = {
    **_reasons(
        Indication.FAILED,
        unreadable=("FORMAT_FAILURE", _("Tệp không phải PDF đúng chuẩn hoặc đã hỏng, không thể kiểm tra.")),
        hash=("HASH_FAILURE", _("Nội dung đã bị sửa sau khi ký: dấu vân tay số không khớp.")),
        crypto=("SIG_CRYPTO_FAILURE", _("Chữ ký không do khóa của chứng thư kèm theo tạo ra.")),
        format=("FORMAT_FAILURE", _("Chữ ký sai chuẩn nên không thể tin cậy.")),
        trailing=("FORMAT_FAILURE", _("Có dữ liệu lạ nối vào cuối tệp, ngoài phạm vi chữ ký.")),
        uncovered=("FORMAT_FAILURE", _("Chữ ký không bao trùm toàn bộ nội dung tại lúc ký.")),
        changed=("FORMAT_FAILURE", _("Tệp đã bị thay đổi sau khi ký, ngoài những gì chữ ký cho phép.")),
        removed=("FORMAT_FAILURE", _("Tệp từng có chữ ký nhưng chữ ký đã bị gỡ hoặc che đi.")),
        revoked=("REVOKED", _("Chứng thư đã bị thu hồi trước khi ký.")),
    ),
    **_reasons(
        Indication.INDETERMINATE,
        unsigned=("SIGNED_DATA_NOT_FOUND", _("Tệp không có chữ ký số nào. Hình ảnh chữ ký không phải chữ ký số.")),
        encrypted=("SIGNED_DATA_NOT_FOUND", _("Tệp đặt mật khẩu nên không kiểm tra được.")),
        too_much=("POLICY_PROCESSING_ERROR", _("Tệp quá lớn hoặc quá phức tạp để kiểm tra an toàn.")),
        unfinished=("SIG_CONSTRAINTS_FAILURE", _("Văn bản chưa đủ chữ ký: còn ô ký đang trống.")),
        unprotected=(
            "SIG_CONSTRAINTS_FAILURE",
            _("Số, ngày hoặc ô điền đã ghi sau chữ ký cuối cùng, chưa được con dấu cơ quan bảo vệ."),
        ),
        bare=("SIG_CONSTRAINTS_FAILURE", _("Chữ ký thiếu thông tin bắt buộc của chuẩn PAdES.")),
        untrusted=("NO_CERTIFICATE_CHAIN_FOUND", _("Chứng thư không nối được tới một gốc tin cậy.")),
        wrong_use=("CHAIN_CONSTRAINTS_FAILURE", _("Chứng thư này không được cấp để ký văn bản.")),
        weak=("CRYPTO_CONSTRAINTS_FAILURE", _("Chữ ký dùng thuật toán đã lỗi thời, không còn an toàn.")),
        expired=("EXPIRED", _("Chứng thư đã hết hạn trước khi ký.")),
        not_yet_valid=("NOT_YET_VALID", _("Chứng thư chưa có hiệu lực vào lúc ký.")),
        out_of_bounds=(
            "OUT_OF_BOUNDS_NO_POE",
            _("Chứng thư hiện không còn hiệu lực và không có dấu thời gian chứng minh đã ký khi còn hiệu lực."),
        ),
        revoked_no_poe=(
            "REVOKED_NO_POE",
            _("Chứng thư đã bị thu hồi và không có bằng chứng chữ ký được tạo trước đó."),
        ),
        revocation_unknown=("TRY_LATER", _("Chưa biết chứng thư có bị thu hồi hay không.")),
        timestamp=("TIMESTAMP_ORDER_FAILURE", _("Dấu thời gian không hợp lệ hoặc không đáng tin cậy.")),
        chain=("CERTIFICATE_CHAIN_GENERAL_FAILURE", _("Không kiểm tra được chuỗi chứng thư.")),
    ),
}  # fmt: skip


class Level(StrEnum):
    """PAdES baseline level reached by a signature as it stands in the file."""

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass
class SignatureVerdict:
    """The judgement on one signature. Times are aware; serial numbers and digests are hexadecimal."""

    field: str
    reasons: list[str] = field(default_factory=list)
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    serial: str = ""
    certificate_sha256: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    kind: Kind = Kind.UNKNOWN
    level: Level = Level.B
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    stamped_by: str = ""
    covers_whole_file: bool = False
    changes_after: str = ""
    is_timestamp: bool = False
    closes_document: bool = False
    """True when the signature allows nothing but validation data after it (DocMDP 1): the agency's seal."""

    @property
    def worst(self) -> Reason | None:
        found = [REASONS[code] for code in self.reasons]
        return max(found, key=lambda reason: reason.indication.gravity, default=None)

    @property
    def indication(self) -> Indication:
        return self.worst.indication if self.worst else Indication.PASSED

    @property
    def sub_indication(self) -> str:
        return self.worst.sub_indication if self.worst else ""

    @property
    def sentences(self) -> list[str]:
        return [str(REASONS[code].sentence) for code in self.reasons]

    @property
    def passed(self) -> bool:
        return self.indication == Indication.PASSED


@dataclass
class Verdict:
    """The judgement on a whole file: the worst of its signatures and of what is wrong with the file itself."""

    sha256: str
    size: int
    reasons: list[str] = field(default_factory=list)
    signatures: list[SignatureVerdict] = field(default_factory=list)
    revisions: int = 0

    @property
    def worst(self) -> Reason | None:
        found = [REASONS[code] for code in self.reasons]
        found += [each.worst for each in self.signatures if each.worst]
        return max(found, key=lambda reason: reason.indication.gravity, default=None)

    @property
    def indication(self) -> Indication:
        return self.worst.indication if self.worst else Indication.PASSED

    @property
    def sub_indication(self) -> str:
        return self.worst.sub_indication if self.worst else ""

    @property
    def passed(self) -> bool:
        return self.indication == Indication.PASSED

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures)

    @property
    def sentence(self) -> str:
        """One sentence for people."""
        if self.passed:
            return str(_("Mọi chữ ký đều đúng, nội dung không thay đổi kể từ khi ký."))
        return str(self.worst.sentence)

    def as_json(self) -> dict:
        """A stable shape for programs; `schema` grows when it changes."""
        return {
            "schema": 1,
            "indication": self.indication,
            "sub_indication": self.sub_indication,
            "sentence": self.sentence,
            "sha256": self.sha256,
            "size": self.size,
            "revisions": self.revisions,
            "reasons": self.reasons,
            "signatures": [_signature_json(each) for each in self.signatures],
        }


def _signature_json(signature: SignatureVerdict) -> dict:
    facts = asdict(signature)
    for name in ("valid_from", "valid_until", "claimed_at", "stamped_at"):
        facts[name] = facts[name].isoformat() if facts[name] else None
    return {
        "indication": signature.indication,
        "sub_indication": signature.sub_indication,
        "sentences": signature.sentences,
        "kind_label": str(signature.kind.label),
        **facts,
    }


def from_json(facts: dict) -> Verdict:
    """The verdict written by `as_json`."""
    verdict = Verdict(facts["sha256"], facts["size"], facts["reasons"], revisions=facts["revisions"])
    for each in facts["signatures"]:
        known = {name: each[name] for name in SignatureVerdict.__dataclass_fields__}
        for name in ("valid_from", "valid_until", "claimed_at", "stamped_at"):
            known[name] = datetime.fromisoformat(known[name]) if known[name] else None
        known["kind"], known["level"] = Kind(known["kind"]), Level(known["level"])
        verdict.signatures.append(SignatureVerdict(**known))
    return verdict
