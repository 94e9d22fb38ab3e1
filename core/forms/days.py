"""Days as people here write them."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
FIRST, LAST = date(1945, 9, 2), date(2145, 12, 31)


class DayField(forms.DateField):
    """A day as dd/mm/yyyy, also with dashes or dots, between FIRST and LAST."""

    default_error_messages = {
        "invalid": _("Ghi ngày/tháng/năm, ví dụ 05/03/2026."),
        "outside": _("Năm này quá xa. Hãy kiểm tra lại."),
    }

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric"})
        super().__init__(input_formats=FORMATS, widget=widget, **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(self.error_messages["outside"], code="outside")
        return day
