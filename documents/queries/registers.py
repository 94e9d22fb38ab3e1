from documents.models import Recipient, RegisterNumber


def numbers_of(register):
    """Lines of the register, newest number first, with what the statutory columns need."""
    return (
        RegisterNumber.objects.filter(register=register)
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
