"""The shape of what people type about deputies."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.days import DayField
from core.models import User


class DeputationForm(forms.Form):
    """Whole days, first and last included; the action wants a half-open period of moments."""

    deputy = forms.ModelChoiceField(
        label=_("Người làm thay"), queryset=User.objects.none(), empty_label=_("Chọn người trong cơ quan")
    )
    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Đơn nghỉ phép ngày 20/01/2026"),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues
        self.fields["first"].initial = timezone.localdate()

    def period(self):
        """(starts, ends): midnight of the first day, midnight after the last."""
        midnight = [datetime.combine(self.cleaned_data[name], time.min) for name in ("first", "last")]
        return timezone.make_aware(midnight[0]), timezone.make_aware(midnight[1] + timedelta(days=1))
