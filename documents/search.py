"""What can be found of a document: its number and notation, trích yếu, people, places and text."""

from django.utils.translation import gettext_lazy as _

from core import search
from documents.body import plain_text
from documents.models import Document, DocumentVisibility

KIND = "documents.document"
SHOWN = ("state", "number", "notation", "issued_on", "changed_at", "urgency", "unit__name", "unit__short_name")


def text_of(document):
    """What search keeps of a document."""
    people = [document.drafter.full_name, document.signer.full_name if document.signer else ""]
    return search.Text(
        title=str(document),
        body="\n".join([plain_text(document.body), document.addressees, document.recipients, *people]),
        notation=document.number_notation or document.notation,
        sort_key=document.sort_key,
    )


def index(document):
    """Write the document into the index in the current transaction."""
    search.index_thing(KIND, document)


search.register(
    KIND,
    Document,
    DocumentVisibility,
    document_of=text_of,
    things=lambda: Document.objects.select_related("unit", "drafter", "signer"),
    shown=lambda: Document.objects.select_related("unit").only(*SHOWN),
    label=_("Văn bản"),
    row="documents/parts/found.html",
)
