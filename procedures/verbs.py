"""What happens to procedures and cases, in words for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    procedure_draft_changed=_("Sửa dự thảo thủ tục"),
    procedure_draft_discarded=_("Bỏ dự thảo thủ tục"),
    procedure_draft_started=_("Bắt đầu dự thảo thủ tục"),
    procedure_draft_undone=_("Hoàn tác trên dự thảo thủ tục"),
    procedure_published=_("Công bố thủ tục"),
    procedure_retired=_("Thôi áp dụng thủ tục"),
)
