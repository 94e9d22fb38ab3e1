"""A table to import."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.models import ImportBatch

KINDS = [(kind, capfirst(kind.label)) for kind in ImportBatch.Kind]


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại dữ liệu"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(label=_("Tệp"), error_messages={"empty": _("Tệp rỗng, không có nội dung.")})
