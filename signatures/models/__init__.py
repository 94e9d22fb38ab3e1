from signatures.models.anchors import TrustAnchor
from signatures.models.certificates import Certificate
from signatures.models.codes import PublicCode
from signatures.models.images import SignatureImage
from signatures.models.intents import SigningIntent
from signatures.models.keys import SigningKey
from signatures.models.records import SignatureRecord
from signatures.models.revocations import RevocationList
from signatures.models.stamps import IssuedStamp

__all__ = [
    "Certificate",
    "IssuedStamp",
    "PublicCode",
    "RevocationList",
    "SignatureImage",
    "SignatureRecord",
    "SigningIntent",
    "SigningKey",
    "TrustAnchor",
]
