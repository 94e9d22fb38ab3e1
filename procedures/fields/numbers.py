"""Numbers as they are written here: dots between thousands, a comma before the fraction. Money is whole đồng."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy
from procedures.reading import is_number

GROUPED = re.compile(r"[+-]?\d{1,3}(?:[. ]\d{3})+\Z", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,15}\Z", re.ASCII)
FRACTION = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?\Z", re.ASCII)
GROUPED_FRACTION = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d{1,6}\Z", re.ASCII)
CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?\Z", re.IGNORECASE)


def plain(number):
    """A Decimal as JSON keeps it: 3, not 3.0."""
    return int(number) if number == number.to_integral_value() else float(number)


def grouped(number):
    """1.234.567,5"""
    whole, _point, fraction = f"{Decimal(str(number)):,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


class Integer(Kind):
    input_mode = "numeric"

    def clean(self, plan, raw, scope):
        text = self.digits(raw)
        if not text:
            return None
        if GROUPED.match(text):
            text = re.sub(r"[. ]", "", text)
        if not WHOLE.match(text):
            raise Wrong(self.told(text))
        return self.bounded(plan, int(text))

    def digits(self, raw):
        return tidy(raw)

    def told(self, text):
        return _("“%(text)s” không phải số nguyên. Ví dụ: 12 hoặc 1.200.") % {"text": text[:40]}

    def bounded(self, plan, value):
        least, most = self.least(plan), plan.max
        if least is not None and value < least:
            raise Wrong(_("Không được nhỏ hơn %(least)s.") % {"least": grouped(least)})
        if most is not None and value > most:
            raise Wrong(_("Không được lớn hơn %(most)s.") % {"most": grouped(most)})
        return value

    def least(self, plan):
        return plan.min

    def shown(self, plan, value, scope):
        return f"{grouped(value)} {plan.suffix}".strip() if is_number(value) else str(value)

    def typed(self, plan, raw, scope):
        return grouped(raw) if is_number(raw) else super().typed(plan, raw, scope)


class Fraction(Integer):
    input_mode = "decimal"

    def clean(self, plan, raw, scope):
        if is_number(raw):
            return self.bounded(plan, raw)
        text = tidy(raw)
        if not text:
            return None
        if GROUPED.match(text) or GROUPED_FRACTION.match(text):
            text = re.sub(r"[. ]", "", text)
        if not FRACTION.match(text):
            raise Wrong(_("“%(text)s” không phải số. Ví dụ: 1,5 hoặc 1.200,5.") % {"text": text[:40]})
        return self.bounded(plan, plain(Decimal(text.replace(",", "."))))


class Money(Integer):
    template = "procedures/fields/money.html"

    def digits(self, raw):
        return CURRENCY.sub("", " ".join(tidy(raw).split()))  # long runs of blanks would be searched again and again

    def told(self, text):
        return _("“%(text)s” không phải số tiền. Ghi số đồng chẵn, ví dụ 1.250.000.") % {"text": text[:40]}

    def least(self, plan):
        return 0 if plan.min is None else plan.min

    def shown(self, plan, value, scope):
        return _("%(amount)s đồng") % {"amount": grouped(value)} if is_number(value) else str(value)


class Calculated(Kind):
    """Never read from what is posted: the server calculates it (procedures.calculating)."""

    template = "procedures/fields/calculated.html"

    def read(self, plan, post, name):
        return None

    def clean(self, plan, raw, scope):
        return raw if is_number(raw) else None

    def shown(self, plan, value, scope):
        return f"{grouped(value)} {plan.suffix}".strip() if is_number(value) else ""
