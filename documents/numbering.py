"""The gapless yearly register (Decree 30, art. 15): one row is the counter and the lock."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from documents.models import Register, RegisterNumber
from documents.states import NumberState

BOOK = "van-ban-di"


@transaction.atomic
def take_number(document, *, by, standing=NumberState.ASSIGNED, dated=None):
    """Give the document the next number of its agency's book for the year and return the RegisterNumber.

    A document that already holds a number of that year keeps it, under the notation it has now. A number of another
    year is voided. Runs in the caller's transaction: a roll-back leaves no gap.
    """
    held = RegisterNumber.objects.filter(document=document).exclude(standing=NumberState.VOIDED).first()
    dated = dated or timezone.localdate()
    if held and held.dated.year == dated.year:
        return _settle(held, document.notation, standing, dated)
    if held:
        void_number(document, by=by, reason=_("Ký sang năm khác, lấy số của năm mới"))
    register = open_register(document.agency, dated.year)
    register.last_number += 1
    register.save(update_fields=["last_number"])
    number = RegisterNumber.objects.create(
        register=register,
        number=register.last_number,
        notation=document.notation,
        document=document,
        standing=standing,
        dated=dated,
        given_by=by,
    )
    audit.record("number_given", document, by=by, number=str(number), standing=str(standing), dated=dated.isoformat())
    return number


def open_register(agency, year):
    """The locked counter row of the agency's outgoing book for the year, made on first use."""
    Register.objects.get_or_create(agency=agency, book=BOOK, year=year)
    return Register.objects.select_for_update().get(agency=agency, book=BOOK, year=year)


def _settle(number, notation, standing, dated):
    number.notation, number.standing, number.dated = notation, standing, dated
    number.save(update_fields=["notation", "standing", "dated"])
    return number


@transaction.atomic
def void_number(document, *, by, reason):
    """Cancel the document's number; it stays visible in the register as "hủy" and is never given again."""
    held = RegisterNumber.objects.filter(document=document).exclude(standing=NumberState.VOIDED).first()
    if held is None:
        return None
    held.standing, held.voided_reason = NumberState.VOIDED, reason[:300]
    held.save(update_fields=["standing", "voided_reason"])
    audit.record("number_voided", document, by=by, number=str(held), reason=reason)
    return held


def next_number(agency, year):
    """What the next number would be: for the eye only, it is given under the lock."""
    register = Register.objects.filter(agency=agency, book=BOOK, year=year).first()
    return (register.last_number if register else 0) + 1
