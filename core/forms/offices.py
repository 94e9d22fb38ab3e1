"""What a keeper types about offices and the seats in them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.days import DayField
from core.models import Office, Post


class OfficeForm(forms.ModelForm):
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến ngày"), required=False, help_text=_("Để trống khi còn hoạt động."))

    class Meta:
        model = Office
        fields = (
            "name",
            "short_name",
            "abbreviation",
            "code",
            "superior_name",
            "place",
            "valid_from",
            "valid_to",
        )
        help_texts = {
            "abbreviation": _("Dùng trong ký hiệu văn bản, ví dụ SKHCN."),
            "superior_name": _("In ở dòng trên của tên cơ quan, ví dụ UBND TỈNH LAM GIANG."),
            "place": _("In trước ngày tháng văn bản, ví dụ Lam Giang."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()

    def _post_clean(self):
        """Shape only: the action checks the instance, which the form must not touch before."""


class PostForm(forms.ModelForm):
    class Meta:
        model = Post
        fields = ("title", "role", "rank")
        help_texts = {
            "title": _("In trên văn bản, ví dụ Trưởng phòng."),
            "role": _("Quyết định người giữ vị trí được làm gì trong hệ thống."),
            "rank": _("Số nhỏ đứng trước."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Chọn vai trò")), *Post.Role.choices]

    def _post_clean(self):
        """Shape only: the action checks the instance, which the form must not touch before."""
