"""What happens to documents, in words for the audit."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.name_verbs(
    agency_set_up=_("Thiết lập quy trình văn bản đi"),
    attachment_added=_("Kèm tệp"),
    attachment_removed=_("Bỏ tệp kèm theo"),
    document_cancelled=_("Hủy văn bản"),
    document_issued=_("Phát hành"),
    document_numbered=_("Cấp số và ngày"),
    document_received=_("Xác nhận đã nhận"),
    document_returned=_("Trả lại"),
    document_sealed=_("Đóng dấu"),
    document_shared=_("Cho xem"),
    document_unshared=_("Thôi cho xem"),
    document_signed=_("Ký văn bản"),
    document_submitted=_("Trình"),
    document_withdrawn=_("Rút về sửa"),
    draft_created=_("Bắt đầu soạn"),
    draft_discarded=_("Bỏ dự thảo"),
    draft_saved=_("Lưu dự thảo"),
    file_refused=_("Từ chối tệp"),
    faults_kept=_("Giữ nguyên lỗi thể thức, có lý do"),
    number_given=_("Vào sổ đăng ký"),
    number_voided=_("Hủy số"),
    pdf_taken=_("Nhận tệp PDF có sẵn"),
    result_taken_in=_("Nhận kết quả thủ tục để phát hành"),
    signature_placed=_("Đặt chỗ ký"),
    word_read=_("Đọc tệp Word"),
)
