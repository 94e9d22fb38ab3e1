from documents.models.agencies import AgencyProfile
from documents.models.documents import (
    Attachment,
    Document,
    DocumentGrant,
    DocumentVisibility,
    DraftVersion,
    Review,
    Submission,
)
from documents.models.registers import Recipient, Register, RegisterNumber

__all__ = [
    "AgencyProfile",
    "Attachment",
    "Document",
    "DocumentGrant",
    "DocumentVisibility",
    "DraftVersion",
    "Recipient",
    "Register",
    "RegisterNumber",
    "Review",
    "Submission",
]
