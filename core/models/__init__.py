from core.models.audit import AuditEntry
from core.models.files import Blob, File, Revision
from core.models.notices import Hint, Notice
from core.models.offices import AgencyCode, Office
from core.models.people import User
from core.models.posts import Appointment, Post
from core.models.principals import Principal, VisibilityRow

__all__ = [
    "AgencyCode",
    "Appointment",
    "AuditEntry",
    "Blob",
    "File",
    "Hint",
    "Notice",
    "Office",
    "Post",
    "Principal",
    "Revision",
    "User",
    "VisibilityRow",
]
