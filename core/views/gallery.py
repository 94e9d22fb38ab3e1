"""The gallery at /mau/: every part in every state, for those who build screens. Only when DEBUG."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from core.icons import ICONS


class Sample(forms.Form):
    """Every kind of field, one of them at fault."""

    subject = forms.CharField(label="Trích yếu", help_text="Một câu ngắn, nói được nội dung chính", max_length=300)
    day = forms.CharField(label="Ngày văn bản")
    receivers = forms.CharField(
        label="Nơi nhận", required=False, widget=forms.TextInput(attrs={"placeholder": "Gõ tên cơ quan hoặc nhóm"})
    )
    number = forms.CharField(label="Số đến", disabled=True, initial="Hệ thống cấp khi đăng ký")
    kind = forms.ChoiceField(label="Loại văn bản", choices=[("cv", "Công văn"), ("qd", "Quyết định")])
    capacity = forms.ChoiceField(
        label="Tư cách ký",
        choices=[("kt", "KT. GIÁM ĐỐC"), ("tl", "TL. GIÁM ĐỐC")],
        widget=forms.RadioSelect,
        initial="kt",
    )
    remind = forms.BooleanField(label="Nhắc tôi trước hạn một ngày làm việc", required=False, initial=True)
    opinion = forms.CharField(label="Ý kiến", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label="Tệp Word", required=False)

    def clean_day(self):
        raise forms.ValidationError("Tháng 2/2026 có 28 ngày. Ý bạn là 28/02/2026?")


def gallery(request):
    """Show the parts; the second look (?khung=1) shows them beside the rail."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "core/gallery.html", _samples())


def _samples():
    form = Sample(
        {
            "subject": "Về việc phê duyệt nhiệm vụ cấp cơ sở",
            "day": "31/02/2026",
            "kind": "cv",
            "capacity": "kt",
            "remind": "on",
        }
    )
    form.is_valid()
    return {
        "form": form,
        "icons": ICONS,
        "cards": _cards(),
        "steps": _steps(),
        "verdicts": _verdicts(),
        "places": _places(),
        "files": _files(),
    }


def _cards():
    now = timezone.now()
    card = lambda **facts: SimpleNamespace(**{"url": "#", "due": None, "since": now, **facts})  # noqa: E731
    return [
        card(
            title="Công điện ứng phó sự cố tấn công mạng vào hệ thống một cửa điện tử",
            meta="Trình ký. Phạm Văn Hùng, Trưởng phòng Chuyển đổi số, ký nháy 08:31",
            act="Đọc và ký",
            urgency="flash",
            due=now + timedelta(minutes=70),
        ),
        card(
            title="Rà soát tiến độ giải ngân vốn khoa học và công nghệ quý I năm 2026",
            number="212/UBND-KGVX",
            meta="UBND tỉnh",
            suggest="Gợi ý: Phòng Kế hoạch - Tài chính chủ trì, hạn 23/01",
            act="Giao như gợi ý",
            urgency="rush",
            due=now + timedelta(days=1),
        ),
        card(
            title="Thông báo kết luận giao ban tuần 4",
            meta="Đỗ Thúy Nga trình lúc 10:52, bạn chưa mở",
            act="Đọc và ký",
            new=True,
        ),
        card(
            title="Cho ý kiến về phương án tự chủ tài chính của Trung tâm Chuyển đổi số",
            meta="Đặng Thu Hà đã nhắc một lần",
            act="Cho ý kiến",
            due=now - timedelta(days=2),
            urgency="urgent",
        ),
        card(
            title="Giấy mời họp thẩm định dự án kho dữ liệu dùng chung",
            meta="Bạn đã ký. Văn thư chưa cấp số, rút lại được",
            act="Rút lại",
            done=True,
        ),
    ]


def _steps():
    return [
        {"who": "Nguyễn Thị Lan", "doing": "soạn thảo", "at": "08:05", "state": "past"},
        {
            "who": "Phạm Văn Hùng",
            "doing": "trả lại",
            "what": "Bổ sung mốc thời gian ở mục 2",
            "at": "08:20",
            "state": "returned",
        },
        {"who": "Phạm Văn Hùng", "doing": "ký nháy nội dung", "at": "08:31", "state": "past"},
        {"who": "Bạn ký", "at": "trước 10:00", "state": "now"},
        {"who": "Văn thư cấp số, đóng dấu, phát hành", "state": "later"},
    ]


def _verdicts():
    fact = lambda state, name, text: {"state": state, "name": name, "text": text}  # noqa: E731
    signer, whole = (
        fact("fine", "Người ký", "Trần Quang Minh, KT. Giám đốc"),
        fact("fine", "Toàn vẹn", "Đúng từng byte"),
    )
    return [
        {
            "state": "passed",
            "title": "Chữ ký hợp lệ",
            "why": "Văn bản không đổi từ lúc ký.",
            "facts": [signer, fact("fine", "Thời điểm", "20/01/2026 08:51:07, có dấu thời gian"), whole],
        },
        {
            "state": "open",
            "title": "Chưa kết luận được",
            "why": "Chữ ký đúng, nhưng chưa hỏi được chứng thư có bị thu hồi không.",
            "facts": [signer, whole, fact("look", "Thu hồi", "Máy chủ OCSP không trả lời lúc 09:02")],
        },
        {
            "state": "failed",
            "title": "Chữ ký không hợp lệ",
            "why": "Văn bản đã bị sửa sau khi ký. Đừng dùng bản này.",
            "facts": [fact("wrong", "Toàn vẹn", "Trang 2 khác bản đã ký"), signer],
        },
    ]


def _places():
    return [{"name": "signature", "page": 0, "x0": 330, "y0": 175, "x1": 470, "y1": 230, "label": "Chữ ký của bạn"}]


def _files():
    return [
        {"name": "Công điện", "told": "1 trang", "url": "#", "current": True},
        {"name": "Tờ trình 14", "told": "2 trang", "url": "#"},
        {"name": "Báo cáo nhanh", "told": "3 trang", "url": "#"},
    ]
