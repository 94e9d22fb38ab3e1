"""What happens to procedures and cases, in words for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    case_asked=_("Chờ bổ sung hồ sơ"),
    case_begun=_("Bắt đầu khai hồ sơ"),
    case_discarded=_("Bỏ bản khai"),
    case_file_attached=_("Kèm tệp vào hồ sơ"),
    case_file_removed=_("Bỏ tệp khỏi hồ sơ"),
    case_finished=_("Hồ sơ có kết quả"),
    case_paper_asked=_("Lập giấy tờ của hồ sơ"),
    case_paper_made=_("In giấy tờ của hồ sơ"),
    case_paper_sealed=_("Đóng dấu giấy tờ của hồ sơ"),
    case_paper_signed=_("Ký giấy tờ của hồ sơ"),
    case_rejected=_("Không giải quyết hồ sơ"),
    case_resubmitted=_("Nộp bổ sung"),
    case_submitted=_("Nộp hồ sơ"),
    case_withdrawn=_("Rút hồ sơ"),
    cases_answered_together=_("Duyệt nhiều hồ sơ một lượt"),
    procedure_draft_changed=_("Sửa dự thảo thủ tục"),
    procedure_draft_discarded=_("Bỏ dự thảo thủ tục"),
    procedure_draft_started=_("Bắt đầu dự thảo thủ tục"),
    procedure_draft_undone=_("Hoàn tác trên dự thảo thủ tục"),
    procedure_published=_("Công bố thủ tục"),
    procedure_retired=_("Thôi áp dụng thủ tục"),
    result_handed_over=_("Trả kết quả hồ sơ"),
    results_signed=_("Ký kết quả hồ sơ"),
)
