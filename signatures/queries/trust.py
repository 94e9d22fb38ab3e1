"""What this installation trusts, put together from its own authority and the anchors it was given."""

from datetime import datetime

from signatures.models import Certificate, IssuedStamp, TrustAnchor
from signatures.verification import Anchor, Kind, Trust


def current_trust() -> Trust:
    """Active anchors, our issuing certificates, and our registers of what was revoked when."""
    authorities = list(Certificate.objects.authorities())
    return Trust(
        anchors=tuple(
            Anchor(bytes(each.der), Kind(each.kind)) for each in TrustAnchor.objects.filter(is_active=True)
        ),
        intermediates=tuple(bytes(each.der) for each in authorities if each.profile == "issuing"),
        registers={each.sha256: _revoked_by(each) for each in authorities},
    )


def trust_in(certificates) -> Trust:
    """Only an auditor's own anchors, with our registers of revocation beside them."""
    own = current_trust()
    kinds = {each.certificate: each.kind for each in own.anchors}
    anchors = tuple(Anchor(der, kinds.get(der, Kind.UNKNOWN)) for der in certificates)
    return Trust(anchors, own.intermediates, registers=own.registers)


def _revoked_by(authority: Certificate) -> dict[int, datetime]:
    revoked = authority.issued.filter(revoked_at__isnull=False)
    return {int(each.serial, 16): each.revoked_at for each in revoked}


def last_stamp_time() -> datetime | None:
    """When our time-stamping authority stamped last."""
    last = IssuedStamp.objects.order_by("-at").first()
    return last.at if last else None
