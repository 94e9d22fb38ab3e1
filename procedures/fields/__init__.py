"""The kinds of fields a form can have. A new one is a class, a line here and its name in definition.TYPES."""

from procedures.fields.bank import BankAccount
from procedures.fields.base import Kind, Wrong
from procedures.fields.choices import Choice, Consent, Multi
from procedures.fields.moments import Day, DayRange, Hour
from procedures.fields.numbers import Calculated, Fraction, Integer, Money
from procedures.fields.people import Person, Unit
from procedures.fields.tables import Table
from procedures.fields.texts import LongText, Text
from procedures.fields.things import CaseReference, DocumentReference, Files, ResourceTime

__all__ = ["FIELDS", "Kind", "Wrong"]


class Saying(Kind):
    """A heading or a note: tells something, holds nothing."""

    template = "procedures/fields/saying.html"

    def read(self, plan, post, name):
        return None

    def clean(self, plan, raw, scope):
        return None


FIELDS = {
    "text": Text(),
    "long_text": LongText(),
    "integer": Integer(),
    "decimal": Fraction(),
    "money": Money(),
    "date": Day(),
    "date_range": DayRange(),
    "time": Hour(),
    "choice": Choice(),
    "multi": Multi(),
    "person": Person(),
    "unit": Unit(),
    "file": Files(),
    "table": Table(),
    "calculated": Calculated(),
    "document": DocumentReference(),
    "case": CaseReference(),
    "resource": ResourceTime(),
    "bank_account": BankAccount(),
    "consent": Consent(),
    "heading": Saying(),
    "note": Saying(),
}
