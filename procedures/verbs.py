"""What happens to procedures and cases, in words for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    procedure_published=_("Công bố thủ tục"),
    procedure_retired=_("Thôi áp dụng thủ tục"),
)
