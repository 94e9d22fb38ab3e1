from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import Lifecycle, Step


class RouteState(models.TextChoices):
    OPEN = "open", _("đang đi")
    DONE = "done", _("đã xong")
    RETURNED = "returned", _("đã trả lại")
    CANCELLED = "cancelled", _("đã dừng")


class Phase(models.TextChoices):
    """Where one step of a route is: rows of the route, moved only by workflows.actions.routes."""

    LATER = "later", _("chưa đến")
    OPEN = "open", _("đang chờ")
    DONE = "done", _("đã xong")
    RETURNED = "returned", _("trả lại")
    SKIPPED = "skipped", _("không cần nữa")


class Act(models.TextChoices):
    OPINION = "opinion", _("cho ý kiến")
    ENDORSE = "endorse", _("ký nháy")
    CHECK_CONTENT = "check_content", _("kiểm tra nội dung")
    CHECK_FORM = "check_form", _("kiểm tra thể thức")
    SIGN = "sign", _("ký")
    NUMBER = "number", _("cấp số")
    SEAL = "seal", _("đóng dấu")
    ISSUE = "issue", _("phát hành")


class ActorKind(models.TextChoices):
    PERSON = "person", _("một người")
    POST = "post", _("người giữ vị trí")
    HEAD_OF_UNIT = "head_of_unit", _("trưởng đơn vị soạn")
    ROLE = "role", _("vai trò trong cơ quan")
    NAMED = "named", _("người được chọn khi trình")


ROUTE = Lifecycle(
    Step("finish", _("Kết thúc"), (RouteState.OPEN,), RouteState.DONE, verb="route_finished"),
    Step("give_back", _("Trả lại"), (RouteState.OPEN,), RouteState.RETURNED, verb="route_returned"),
    Step("cancel", _("Dừng"), (RouteState.OPEN,), RouteState.CANCELLED, verb="route_cancelled"),
)
