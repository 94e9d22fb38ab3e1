"""What a keeper types about rooms, vehicles and equipment."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.days import DayField
from core.models import Office, Resource


class ResourceForm(forms.ModelForm):
    valid_from = DayField(label=_("Dùng từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi còn dùng."))

    class Meta:
        model = Resource
        fields = ("office", "kind", "name", "code", "capacity", "note", "valid_from", "valid_to")
        help_texts = {
            "name": _("Ví dụ Phòng họp tầng 2, Xe 7 chỗ."),
            "code": _("Số phòng, biển số xe hoặc mã tài sản, nếu có."),
            "capacity": _("Số người ngồi được, nếu là phòng hoặc xe."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.existing().agencies().order_by("name", "pk")
        self.fields["office"].empty_label = _("Chọn cơ quan")
        self.fields["kind"].choices = [("", _("Chọn loại")), *Resource.Kind.choices]
        self.fields["valid_from"].initial = timezone.localdate()

    def _post_clean(self):
        """Shape only: the action checks the instance, which the form must not touch before."""
