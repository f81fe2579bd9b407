from core.models.audit import AuditEvent
from core.models.documents import Document, DocumentFile
from core.models.files import StoredFile
from core.models.installation import Installation
from core.models.outbox import Message
from core.models.submissions import Submission
from core.models.users import User

__all__ = [
    "AuditEvent",
    "Document",
    "DocumentFile",
    "Installation",
    "Message",
    "StoredFile",
    "Submission",
    "User",
]
