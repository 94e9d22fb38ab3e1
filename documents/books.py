"""The register of one agency and year as its printed book."""

from django.utils import timezone
from django.utils.translation import gettext as _

from documents import rendering
from documents.queries.registers import numbers_of
from documents.states import NumberState


def printed_register(agency, book, year):
    """The book as PDF/A: its cover and the ten columns of Appendix IV; an empty year gives an empty book."""
    lines = list(reversed(numbers_of(book))) if book else []
    facts = [_line(number) for number in lines]
    span = {
        "since": lines[0].dated if lines else None,
        "until": lines[-1].dated if lines else None,
        "first": str(lines[0].number) if lines else "",
        "last": str(lines[-1].number) if lines else "",
    }
    cover = {"superior": agency.superior_name, "agency": agency.name, "year": year, **span}
    return rendering.in_child(rendering.print_book, facts, cover)


def _line(number):
    document = number.document
    destinations = list(document.destinations.all())
    return {
        "notation": str(number),
        "dated": number.dated,
        "subject": str(document),
        "signer": document.signer.full_name if document.signer else "",
        "recipients": "; ".join(destination.name for destination in destinations),
        "keeper": document.unit.label,
        "copies": len(destinations) or None,
        "sent": timezone.localdate(document.issued_at) if document.issued_at else None,
        "received": _received([each for each in destinations if each.office_id]),
        "note": _note(number),
    }


def _received(inside):
    """How many of the places inside the system have confirmed."""
    done = sum(1 for each in inside if each.received_at)
    return _("%(done)s/%(total)s đã nhận") % {"done": done, "total": len(inside)} if inside else ""


def _note(number):
    if number.standing == NumberState.VOIDED:
        return _("Hủy: %(reason)s") % {"reason": number.voided_reason}
    return _("Giữ số") if number.standing == NumberState.RESERVED else ""
