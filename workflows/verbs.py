"""What happens on the way of a paper, in words for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    deputy_appointed=_("Giao làm thay"),
    deputy_revoked=_("Thôi làm thay"),
    opinion_given=_("Cho ý kiến"),
    route_cancelled=_("Dừng luồng xử lý"),
    route_finished=_("Xong luồng xử lý"),
    route_published=_("Ban hành luồng xử lý"),
    route_returned=_("Luồng xử lý trả lại"),
    route_started=_("Bắt đầu luồng xử lý"),
    step_done=_("Xong một bước"),
    step_returned=_("Trả lại ở một bước"),
)
