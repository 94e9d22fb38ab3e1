"""Papers of the demo in every state, walked there by the same actions people use."""

from documents.actions import drafting, issuing, reviewing, signing
from documents.demo.house import PIN
from documents.demo.texts import PAPERS
from documents.desk import offices_i_receive_for
from documents.models import Document


def build_papers(cast):
    """Make the demo's papers, oldest first, each as far on its way as its text says."""
    for paper in PAPERS:
        document = _draft(cast, paper)
        for step in STOPS[paper["stops_at"]]:
            document = step(cast, Document.objects.for_reading().get(pk=document.pk))
        for name in paper["confirmed_by"]:
            _confirm(document, getattr(cast, name))


RETURNS = {
    "to-trinh": "Bổ sung dự toán kinh phí ba năm và phương án khi nhà cung cấp ngừng dịch vụ, rồi trình lại.",
    "ke-hoach": "Nêu rõ số lượng hồ sơ của từng năm và phương án bảo quản bản gốc sau khi số hóa.",
    "cong-van": "Ghi rõ thời hạn trả lời và đầu mối tiếp nhận của Văn phòng.",
}


def _draft(cast, paper):
    fields = {key: paper[key] for key in ("subject", "body", "addressees", "recipients", "urgency", "authority")}
    return drafting.create_document(
        by=getattr(cast, paper["drafter"]),
        unit=getattr(cast, paper["unit"]),
        kind=paper["kind"],
        signer=getattr(cast, paper["signer"]),
        **fields,
    )


def _submit(cast, document):
    return reviewing.submit_document(document, by=document.drafter)


def _check_content(cast, document):
    step = document.route.steps.open().get()
    by = step.assignments.first().person
    note = "Nội dung đã thống nhất với các phòng. Kính trình lãnh đạo xem xét."
    return reviewing.approve(document, by=by, revision=document.file.latest, note=note)


def _check_form(cast, document):
    return reviewing.approve(document, by=cast.checker, revision=document.file.latest)


def _sign(cast, document):
    intent = signing.open_signing(document, by=document.signer)
    return signing.sign_document(document, by=document.signer, intent=intent.token, pin=PIN)


def _number(cast, document):
    return issuing.number_document(document, by=cast.clerk)


def _seal(cast, document):
    return issuing.seal_document(document, by=cast.clerk)


def _issue(cast, document):
    return issuing.issue_document(document, by=cast.clerk)


def _give_back(cast, document):
    by = document.route.steps.open().get().assignments.first().person
    reason = RETURNS[document.kind]
    return reviewing.give_back(document, by=by, reason=reason)


def _cancel(cast, document):
    """What happens to a numbered paper found wrong: the number stays in the register, struck through."""
    reason = "Lịch bảo trì thay đổi, sẽ thông báo bằng văn bản khác"
    return issuing.cancel_document(document, by=cast.clerk, reason=reason)


def _confirm(document, by):
    """They receive papers for one of the places it went to."""
    for recipient in document.destinations.filter(office__in=offices_i_receive_for(by)):
        issuing.confirm_receipt(recipient, by=by)


STEPS = (_submit, _check_content, _check_form, _sign, _number, _seal, _issue)
WAITING_FOR = ("draft", "content", "form", "sign", "number", "seal", "issue", "issued")
STOPS = {name: STEPS[:done] for done, name in enumerate(WAITING_FOR)}
STOPS |= {"returned": (_submit, _give_back), "cancelled": (*STEPS[:5], _cancel)}
