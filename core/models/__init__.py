from core.models.audit import (
    AuditCheckpoint,
    AuditEntry,
    AuditKey,
    AuditLeaf,
    AuditNode,
    AuditReview,
    CheckpointCopy,
)
from core.models.files import Blob, File, FileCheck, Revision
from core.models.importing import ImportBatch, ImportRow
from core.models.jobs import Firing, Worker
from core.models.notices import Hint, Notice
from core.models.offices import AgencyCode, Office
from core.models.people import User
from core.models.posts import Appointment, Post
from core.models.principals import Principal, VisibilityRow
from core.models.resources import Booking, Resource
from core.models.search import SearchEntry

__all__ = [
    "AgencyCode",
    "Appointment",
    "AuditCheckpoint",
    "AuditEntry",
    "AuditKey",
    "AuditLeaf",
    "AuditNode",
    "AuditReview",
    "Blob",
    "Booking",
    "CheckpointCopy",
    "File",
    "FileCheck",
    "Firing",
    "Hint",
    "ImportBatch",
    "ImportRow",
    "Notice",
    "Office",
    "Post",
    "Principal",
    "Resource",
    "Revision",
    "SearchEntry",
    "User",
    "VisibilityRow",
    "Worker",
]
