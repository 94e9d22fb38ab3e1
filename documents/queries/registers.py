from django.db.models import Exists, OuterRef, Value

from documents.models import Document, Recipient, RegisterNumber


def numbers_of(register, *, reader=None):
    """Lines of the register, newest number first, with what the statutory columns need.

    reader: whoever may not read the whole book; lines of papers hidden from them have is_shown False and tell nothing
    but the number and the day.
    """
    seen = Document.objects.visible_to(reader).filter(pk=OuterRef("document")) if reader else None
    return (
        RegisterNumber.objects.filter(register=register)
        .annotate(is_shown=Value(True) if seen is None else Exists(seen))
        .select_related("document__signer", "document__unit", "given_by")
        .prefetch_related("document__destinations")
        .order_by("-number")
    )


def waiting_receipts(agencies):
    """Issued documents that have reached these agencies or units and were not yet confirmed."""
    return (
        Recipient.objects.filter(office__in=agencies, delivered_at__isnull=False, received_at__isnull=True)
        .select_related("document__agency", "office")
        .order_by("delivered_at")
    )
