from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Lifecycle, Step
from documents import rules
from workflows.states import stands_in


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("dự thảo")
    IN_REVIEW = "in_review", _("đang trình")
    SIGNED = "signed", _("đã ký")
    NUMBERED = "numbered", _("đã cấp số")
    SEALED = "sealed", _("đã đóng dấu")
    ISSUED = "issued", _("đã phát hành")
    CANCELLED = "cancelled", _("đã hủy")


class NumberState(models.TextChoices):
    RESERVED = "reserved", _("giữ số")
    ASSIGNED = "assigned", _("đã cấp")
    VOIDED = "voided", _("hủy")


STATE = DocumentState

OUTGOING = Lifecycle(
    Step(
        "submit",
        _("Trình"),
        (STATE.DRAFT,),
        STATE.IN_REVIEW,
        rules.is_drafter,
        rules.ONLY_DRAFTER,
        "document_submitted",
    ),
    Step(
        "give_back",
        _("Trả lại"),
        (STATE.IN_REVIEW,),
        STATE.DRAFT,
        rules.is_awaited,
        rules.ONLY_AWAITED,
        "document_returned",
    ),
    Step(
        "withdraw",
        _("Rút về sửa"),
        (STATE.IN_REVIEW,),
        STATE.DRAFT,
        rules.is_drafter,
        rules.ONLY_DRAFTER,
        "document_withdrawn",
    ),
    Step("sign", _("Ký số"), (STATE.IN_REVIEW,), STATE.SIGNED, rules.is_signer, rules.ONLY_SIGNER, "document_signed"),
    Step(
        "sign_numbered",
        _("Ký số"),
        (STATE.IN_REVIEW,),
        STATE.NUMBERED,
        rules.is_signer,
        rules.ONLY_SIGNER,
        "document_signed",
    ),
    Step(
        "number", _("Cấp số"), (STATE.SIGNED,), STATE.NUMBERED, rules.is_clerk, rules.ONLY_CLERK, "document_numbered"
    ),
    Step("seal", _("Đóng dấu"), (STATE.NUMBERED,), STATE.SEALED, rules.is_clerk, rules.ONLY_CLERK, "document_sealed"),
    Step("issue", _("Phát hành"), (STATE.SEALED,), STATE.ISSUED, rules.is_clerk, rules.ONLY_CLERK, "document_issued"),
    Step(
        "discard",
        _("Bỏ dự thảo"),
        (STATE.DRAFT,),
        STATE.CANCELLED,
        rules.is_drafter,
        rules.ONLY_DRAFTER,
        "draft_discarded",
    ),
    Step(
        "cancel",
        _("Hủy văn bản"),
        (STATE.SIGNED, STATE.NUMBERED, STATE.SEALED),
        STATE.CANCELLED,
        rules.may_cancel,
        rules.ONLY_CANCELLER,
        "document_cancelled",
    ),
    stands_in=stands_in,
)
