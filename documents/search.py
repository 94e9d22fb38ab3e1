"""What can be found of a document: its number and notation, trích yếu, people, places and text."""

from core import search
from documents.kinds import KINDS

KIND = "documents.document"


def index(document):
    """Write the document into the index in the current transaction."""
    from documents.body import plain_text

    people = [document.drafter.full_name, document.signer.full_name if document.signer else ""]
    search.index(
        KIND,
        document.pk,
        title=f"{KINDS[document.kind].name} {document.subject}",
        body="\n".join([plain_text(document.body), document.addressees, document.recipients, *people]),
        notation=document.number_notation or document.notation,
        sort_key=document.sort_key,
    )
