"""Names of papers: those of Decree 30, forms of Circular 01/2018/TT-VPCP, an office's own slips."""

from documents.kinds import DOCUMENT_KINDS, Addressees, Kind

OWN_KINDS = (
    Kind("giay-xac-nhan", "Giấy xác nhận", "GXN"),
    Kind("giay-de-nghi", "Giấy đề nghị", "GĐN"),
    Kind("lenh-dieu-xe", "Lệnh điều xe", "LĐX"),
    Kind("phieu-cap", "Phiếu cấp", "PC"),
    Kind("phieu-duyet", "Phiếu duyệt", "PD"),
)
SLIPS = {
    "receipt": Kind("giay-tiep-nhan", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "TNHS"),  # form 01
    "supplement": Kind("phieu-bo-sung", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "HDHS"),  # form 02
    "refusal": Kind("phieu-tu-choi", "Phiếu từ chối tiếp nhận, giải quyết hồ sơ", "TCHS"),  # form 03
    "apology": Kind(
        "phieu-xin-loi", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "XLHS", addressees=Addressees.REQUIRED
    ),  # form 04
    "control": Kind("phieu-kiem-soat", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "KSHS"),  # form 05
}
KINDS = {kind.code: kind for kind in (*DOCUMENT_KINDS, *OWN_KINDS)}
DEFAULT = "phieu-duyet"

CASE_WORDS = ("requester", "post", "unit", "agency", "code", "number", "today", "submitted_on", "head_title")
"""What a paper may say of a case besides its fields: {{code}}."""
