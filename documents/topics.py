"""Who may listen to what happens to a document: whoever may see it."""

from core import topics
from documents.models import Document


@topics.of("documents.document")
def may_hear(user, pk):
    return Document.objects.visible_to(user).filter(pk=pk).exists()
