"""A table to import."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import ImportBatch


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label=_("Nhập gì"), choices=ImportBatch.Kind, widget=forms.RadioSelect)
    file = forms.FileField(label=_("Tệp"), error_messages={"empty": _("Tệp rỗng, không có nội dung.")})
