"""From the lines of "Kính gửi" and "Nơi nhận" to the places a document goes to."""

from dataclasses import dataclass

from core.folding import fold
from core.models import Office
from documents.drafting import lines

NOT_A_PLACE = ("nhu tren", "nhu dieu", "luu:", "luu ")


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
        if name and not f"{fold(name)} ".startswith(NOT_A_PLACE):
            office = known.get(fold(name))
            found.setdefault(office.pk if office else fold(name), Destination(name, office))
    return list(found.values())


def _plain(line):
    """The name without the dash, the final mark and the purpose in brackets: "- Sở Tài chính (để b/c);"."""
    return line.lstrip("-– ").split("(")[0].strip(" ;.,")


def _known_offices(document):
    """Units of the own agency, then agencies, by every name they go by; a name two of them share is nobody's."""
    units = Office.objects.existing().under(document.agency).exclude(pk=document.agency_id)
    agencies = Office.objects.existing().agencies().exclude(pk=document.agency_id)
    return _by_name(agencies) | _by_name(units)


def _by_name(offices):
    known, shared = {}, set()
    for office in offices:
        for name in {fold(name) for name in (office.name, office.short_name) if name}:
            if known.setdefault(name, office) != office:
                shared.add(name)
    return {name: office for name, office in known.items() if name not in shared}
