"""Texts of the demo's papers; names, numbers and the province are invented."""

# ruff: noqa: E501  (sentences, not code)

CLOSING = "<p>Trân trọng./.</p>"


def paper(kind, subject, body, stops_at, **more):
    """One demo paper with what most of them share."""
    return {
        "kind": kind, "subject": subject, "body": body, "stops_at": stops_at, "drafter": "specialist",
        "unit": "digital", "signer": "deputy", "addressees": "", "urgency": "", "authority": "",
        "recipients": "Như trên\nLưu: VT, CĐS",
    } | more  # fmt: skip


PAPERS = (
    paper(
        "cong-van",
        "cung cấp số liệu chuyển đổi số quý IV",
        "<p>Thực hiện chương trình chuyển đổi số của tỉnh, Sở Khoa học và Công nghệ đề nghị Sở Tài chính cung cấp số"
        " liệu về dịch vụ công trực tuyến phát sinh trong quý IV, gồm số hồ sơ tiếp nhận, số hồ sơ giải quyết đúng hạn"
        " và số hồ sơ thanh toán không dùng tiền mặt.</p><p>Số liệu gửi về Sở trước ngày 25 của tháng này để tổng hợp,"
        " báo cáo Ủy ban nhân dân tỉnh.</p>" + CLOSING,
        "issued",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "quyet-dinh",
        "Về việc thành lập Tổ giúp việc chuyển đổi số của Sở",
        "<p class=\"ground\">Căn cứ Quy chế làm việc của Sở Khoa học và Công nghệ;</p>"
        "<p class=\"ground\">Theo đề nghị của Trưởng phòng Chuyển đổi số.</p>"
        "<p class=\"center\"><strong>QUYẾT ĐỊNH:</strong></p>"
        "<h4>Điều 1. Thành lập Tổ giúp việc</h4><p>Thành lập Tổ giúp việc chuyển đổi số của Sở gồm đại diện các phòng,"
        " đơn vị; Trưởng phòng Chuyển đổi số làm Tổ trưởng.</p>"
        "<h4>Điều 2. Nhiệm vụ</h4><p>1. Tham mưu kế hoạch chuyển đổi số hằng năm.</p>"
        "<p>2. Theo dõi, đôn đốc tiến độ và báo cáo Giám đốc Sở vào ngày 25 hằng tháng.</p>"
        "<h4>Điều 3. Hiệu lực</h4><p>Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Chuyển đổi"
        " số và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.</p>",
        "issued",
        signer="leader",
        authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        recipients="Như Điều 3\nSở Tài chính tỉnh Lam Giang\nLưu: VT, CĐS",
    ),
    paper(
        "cong-dien",
        "Về việc ứng phó sự cố tấn công mạng vào hệ thống một cửa điện tử",
        "<p>Hệ thống giám sát của Trung tâm Chuyển đổi số ghi nhận lượng truy cập bất thường vào hệ thống một cửa điện"
        " tử của tỉnh. Để việc tiếp nhận hồ sơ của người dân không gián đoạn, Giám đốc Sở yêu cầu:</p>"
        "<p>1. Trung tâm Chuyển đổi số cô lập các máy chủ bị ảnh hưởng, chuyển sang hệ thống dự phòng; giữ nguyên trạng"
        " nhật ký hệ thống để phục vụ điều tra.</p>"
        "<p>2. Phòng Chuyển đổi số chủ trì xác định nguyên nhân; báo cáo Giám đốc Sở hai giờ một lần cho đến khi hệ"
        " thống hoạt động ổn định.</p>"
        "<p>3. Ủy ban nhân dân các xã, phường tiếp nhận hồ sơ theo phương án dự phòng, không để người dân phải đi lại"
        " nhiều lần.</p><p>Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện Công điện này./.</p>",
        "sign",
        urgency="hoa-toc",
        addressees="Các phòng, đơn vị thuộc Sở\nTrung tâm Chuyển đổi số tỉnh\nỦy ban nhân dân các xã, phường",
        authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    ),
    paper(
        "thong-bao",
        "Kết luận của Giám đốc Sở tại cuộc họp giao ban tuần 3",
        "<p>Ngày 16 tháng này, Giám đốc Sở chủ trì họp giao ban. Sau khi nghe các phòng báo cáo, Giám đốc Sở kết luận"
        " như sau:</p><p>1. Các phòng hoàn thành số hóa hồ sơ công việc trước ngày cuối quý.</p>"
        "<p>2. Văn phòng theo dõi việc xử lý văn bản đến quá hạn, báo cáo hằng tuần.</p>"
        "<p>Văn phòng Sở thông báo để các phòng, đơn vị biết và thực hiện./.</p>",
        "number",
        unit="bureau",
        drafter="secretary",
        recipients="Các phòng, đơn vị thuộc Sở\nLưu: VT",
    ),
    paper(
        "to-trinh",
        "Về việc phê duyệt kế hoạch đào tạo kỹ năng số năm nay",
        "<p>Phòng Chuyển đổi số xây dựng kế hoạch đào tạo kỹ năng số cho công chức cấp xã gồm bốn khóa, mỗi khóa hai"
        " ngày, kinh phí từ nguồn sự nghiệp khoa học và công nghệ.</p><p>Kính trình Ủy ban nhân dân tỉnh xem xét, phê"
        " duyệt./.</p>",
        "form",
        addressees="Ủy ban nhân dân tỉnh Lam Giang",
    ),
    paper(
        "bao-cao",
        "Công tác bảo vệ dữ liệu cá nhân năm qua",
        "<p>Sở Khoa học và Công nghệ báo cáo công tác bảo vệ dữ liệu cá nhân như sau:</p>"
        "<p>1. Đã rà soát 14 hệ thống thông tin có xử lý dữ liệu cá nhân.</p>"
        "<p>2. Đã khắc phục xong ba lỗ hổng mức cao trong thời hạn quy định.</p>" + CLOSING,
        "content",
        addressees="Ủy ban nhân dân tỉnh Lam Giang",
    ),
    paper(
        "giay-moi",
        "Hội nghị triển khai công tác sở hữu trí tuệ",
        "<p>Sở Khoa học và Công nghệ trân trọng kính mời đại diện lãnh đạo quý cơ quan tới dự Hội nghị triển khai công"
        " tác sở hữu trí tuệ.</p><p>Thời gian: 14 giờ 00, thứ Năm tuần này.</p><p>Địa điểm: Hội trường A2, Sở Khoa học"
        " và Công nghệ.</p>" + CLOSING,
        "draft",
        recipients="Sở Tài chính tỉnh Lam Giang\nLưu: VT, CĐS",
    ),
)  # fmt: skip
