"""What anybody with the code of a paper may learn: only of an issued paper that may circulate freely."""

from django.utils.translation import gettext as _

from documents.models import Document
from documents.states import DocumentState
from signatures import register


@register.provider
def facts_of(file):
    """Pairs for the public page behind the QR, or None when nothing may be said."""
    document = (
        Document.objects.filter(file=file, state=DocumentState.ISSUED, circulation="")
        .select_related("agency", "signer")
        .first()
    )
    if document is None:
        return None
    return [
        (_("Cơ quan ban hành"), document.agency.name),
        (_("Số, ký hiệu"), document.number_notation or _("không có")),
        (_("Ngày văn bản"), f"{document.issued_on:%d/%m/%Y}" if document.issued_on else _("không có")),
        (_("Trích yếu"), document.subject),
        (_("Người ký"), document.signer.full_name),
    ]
