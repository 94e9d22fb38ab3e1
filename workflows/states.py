from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Lifecycle, Step


def stands_in(user, absent):
    """A deputation of the user for the absent person holds at this moment; the gate of every lifecycle asks."""
    from workflows.models import Deputation

    return Deputation.objects.in_force().filter(absent=absent, deputy=user).exists()


class RouteState(models.TextChoices):
    OPEN = "open", _("đang đi")
    WAITING = "waiting", _("chờ bổ sung")
    DONE = "done", _("đã xong")
    RETURNED = "returned", _("đã trả lại")
    REJECTED = "rejected", _("đã từ chối")
    CANCELLED = "cancelled", _("đã dừng")


class Phase(models.TextChoices):
    """Where one step of a route is: rows of the route, moved only by workflows.actions."""

    LATER = "later", _("chưa đến")
    OPEN = "open", _("đang chờ")
    PAUSED = "paused", _("tạm dừng")  # the requester is completing the papers
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không đạt")
    RETURNED = "returned", _("trả lại")
    UNDONE = "undone", _("đã rút lại")
    SKIPPED = "skipped", _("không cần nữa")


class Skip(models.TextChoices):
    """Why a step was not needed."""

    CONDITION = "condition", _("điều kiện của bước không xảy ra")
    ENDED = "ended", _("luồng đã kết thúc trước đó")
    AGAIN = "again", _("làm lại ở lượt sau")
    ANSWERED = "answered", _("người hỏi đã xử lý xong")


class Act(models.TextChoices):
    OPINION = "opinion", _("cho ý kiến")
    ENDORSE = "endorse", _("ký nháy")
    CHECK_CONTENT = "check_content", _("kiểm tra nội dung")
    CHECK_FORM = "check_form", _("kiểm tra thể thức")
    SIGN = "sign", _("ký")
    NUMBER = "number", _("cấp số")
    SEAL = "seal", _("đóng dấu")
    ISSUE = "issue", _("phát hành")
    CHECK = "check", _("kiểm tra, tiếp nhận")
    APPROVE = "approve", _("phê duyệt")
    DO = "do", _("thực hiện")
    PAY = "pay", _("đề nghị chi")
    ISSUE_RESULT = "issue_result", _("trả kết quả")
    NOTIFY = "notify", _("báo tin")
    AUTO = "auto", _("tự động")
    BOOK = "book", _("xếp lịch phòng, xe, thiết bị")


class ActorKind(models.TextChoices):
    PERSON = "person", _("một người")
    POST = "post", _("người giữ vị trí")
    HEAD_OF_UNIT = "head_of_unit", _("trưởng đơn vị soạn")
    ROLE = "role", _("vai trò trong cơ quan")
    NAMED = "named", _("người được chọn khi trình")
    REQUESTER = "requester", _("người đề nghị")
    ROLE_IN_UNIT = "role_in_unit", _("vai trò trong đơn vị")
    HEAD_PLUS = "head_plus", _("trưởng của cấp trên đơn vị đề nghị")
    FIELD = "field", _("người hoặc đơn vị ghi trong biểu mẫu")
    AMOUNT = "amount", _("theo mức tiền")
    NOBODY = "nobody", _("không cần ai")


class Needs(models.TextChoices):
    """How many of those a step waits for must agree."""

    ANY = "any", _("một người là đủ")
    ALL = "all", _("tất cả")
    QUORUM = "quorum", _("đủ số người")


class BudgetUnit(models.TextChoices):
    WORKING_HOUR = "working_hour", _("giờ làm việc")
    WORKING_DAY = "working_day", _("ngày làm việc")
    CALENDAR_DAY = "calendar_day", _("ngày")


class Verdict(models.TextChoices):
    YES = "yes", _("đồng ý")
    NO = "no", _("không đồng ý")
    ABSTAIN = "abstain", _("không có ý kiến")


MACHINE_ACTS = (Act.AUTO, Act.NOTIFY)  # done the moment they are reached, by nobody
# What the one who asks never does themself: it goes one office up (art. 12 of Decree 30 for papers).
OTHERS_ACTS = (Act.CHECK_CONTENT, Act.CHECK_FORM, Act.CHECK, Act.OPINION, Act.APPROVE, Act.SIGN, Act.PAY)
OPEN, WAITING = RouteState.OPEN, RouteState.WAITING

ROUTE = Lifecycle(
    Step("finish", _("Kết thúc"), (OPEN,), RouteState.DONE, verb="route_finished"),
    Step("give_back", _("Trả lại"), (OPEN,), RouteState.RETURNED, verb="route_returned"),
    Step("ask", _("Yêu cầu bổ sung"), (OPEN,), WAITING, verb="supplement_asked"),
    Step("resubmit", _("Nộp bổ sung"), (WAITING,), OPEN, verb="route_resubmitted"),
    Step("reject", _("Từ chối"), (OPEN,), RouteState.REJECTED, verb="route_rejected"),
    Step("cancel", _("Dừng"), (OPEN, WAITING), RouteState.CANCELLED, verb="route_cancelled"),
    stands_in=stands_in,
)
