"""From the lines of "Kính gửi" and "Nơi nhận" to the places a document goes to."""

from dataclasses import dataclass

from core.folding import fold
from core.models import Office
from documents.drafting import lines

NOT_A_PLACE = ("nhu tren", "nhu dieu", "luu")


@dataclass(frozen=True)
class Destination:
    """office: the agency or unit inside the system; None when the line names somebody outside."""

    name: str
    office: Office | None


def destinations_of(document):
    """Every place named on the document, once each; those known to the system with their office."""
    named = [_plain(line) for line in (*lines(document.addressees), *lines(document.recipients))]
    known = _known_offices(document)
    found = {}
    for name in named:
        if name and not fold(name).startswith(NOT_A_PLACE):
            office = known.get(fold(name))
            found.setdefault(office.pk if office else fold(name), Destination(name, office))
    return list(found.values())


def _plain(line):
    """The name without the dash, the final mark and the purpose in brackets: "- Sở Tài chính (để b/c);"."""
    return line.lstrip("-– ").split("(")[0].strip(" ;.,")


def _known_offices(document):
    """Existing agencies, and units of the own agency, by every name they go by."""
    offices = [*Office.objects.existing().agencies(), *Office.objects.existing().under(document.agency)]
    known = {}
    for office in offices:
        if office.pk != document.agency_id:
            for name in filter(None, (office.name, office.short_name)):
                known.setdefault(fold(name), office)
    return known
