"""Texts of the demo's papers; names, numbers and the province are invented."""

# ruff: noqa: E501  (sentences, not code)

CLOSING = "<p>Trân trọng./.</p>"


def paper(kind, subject, body, stops_at, **more):
    """One demo paper with what most of them share."""
    return {
        "kind": kind, "subject": subject, "body": body, "stops_at": stops_at, "drafter": "specialist",
        "unit": "digital", "signer": "deputy", "addressees": "", "urgency": "", "authority": "",
        "recipients": "Như trên\nLưu: VT, CĐS", "confirmed_by": (),
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
        confirmed_by=("outsider_clerk",),
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
        confirmed_by=("outsider_clerk",),
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
        "Kết luận của Giám đốc Sở tại cuộc họp giao ban tuần",
        "<p>Giám đốc Sở chủ trì họp giao ban. Sau khi nghe các phòng báo cáo, Giám đốc Sở kết luận"
        " như sau:</p><p>1. Các phòng hoàn thành số hóa hồ sơ công việc trước ngày cuối quý.</p>"
        "<p>2. Văn phòng theo dõi việc xử lý văn bản đến quá hạn, báo cáo hằng tuần.</p>"
        "<p>Văn phòng Sở thông báo để các phòng, đơn vị biết và thực hiện./.</p>",
        "number",
        unit="bureau",
        drafter="secretary",
        recipients="Các phòng, đơn vị thuộc Sở\nLưu: VT",
    ),
    paper(
        "ke-hoach",
        "Kiểm tra an toàn thông tin các hệ thống dùng chung của tỉnh",
        "<p>Sở Khoa học và Công nghệ kiểm tra an toàn thông tin các hệ thống dùng chung như sau:</p>"
        "<p>1. Nội dung: phân quyền tài khoản, sao lưu dữ liệu, cập nhật bản vá và nhật ký hệ thống.</p>"
        "<p>2. Đối tượng: hệ thống một cửa điện tử, cổng thông tin điện tử và kho dữ liệu dùng chung.</p>"
        "<p>3. Phân công: Phòng Chuyển đổi số chủ trì; các phòng cử một công chức phối hợp./.</p>",
        "issued",
        signer="leader",
        recipients="Sở Tài chính tỉnh Lam Giang\nPhòng Chuyển đổi số\nLưu: VT, CĐS",
        confirmed_by=("outsider_clerk",),
    ),
    paper(
        "huong-dan",
        "Sử dụng chữ ký số trên thiết bị di động",
        "<p>Sở Khoa học và Công nghệ hướng dẫn sử dụng chữ ký số trên thiết bị di động như sau:</p>"
        "<p>1. Người ký đọc toàn bộ văn bản trên thiết bị trước khi ký; không giao thiết bị và mã PIN cho người khác.</p>"
        "<p>2. Khi mất thiết bị, người ký báo ngay cho Văn phòng để thu hồi khóa ký.</p>"
        "<p>3. Phòng Chuyển đổi số giải đáp vướng mắc trong giờ hành chính./.</p>",
        "issued",
        recipients="Phòng Chuyển đổi số\nPhòng Kế hoạch - Tài chính\nPhòng Quản lý Khoa học\nLưu: VT, CĐS",
        confirmed_by=("head",),
    ),
    paper(
        "quyet-dinh",
        "Về việc cử công chức tham gia đoàn kiểm tra an toàn thông tin",
        "<p class=\"ground\">Căn cứ Quy chế làm việc của Sở Khoa học và Công nghệ;</p>"
        "<p class=\"ground\">Theo đề nghị của Trưởng phòng Chuyển đổi số.</p>"
        "<p class=\"center\"><strong>QUYẾT ĐỊNH:</strong></p>"
        "<h4>Điều 1. Cử công chức</h4><p>Cử ông Phạm Văn Hùng, Trưởng phòng Chuyển đổi số và bà Nguyễn Thị Lan,"
        " Chuyên viên Phòng Chuyển đổi số tham gia đoàn kiểm tra an toàn thông tin các hệ thống dùng chung của tỉnh.</p>"
        "<h4>Điều 2. Trách nhiệm</h4><p>Công chức được cử làm việc theo phân công của Trưởng đoàn và báo cáo kết quả"
        " với Giám đốc Sở.</p>"
        "<h4>Điều 3. Hiệu lực</h4><p>Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Chuyển đổi"
        " số và các công chức có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.</p>",
        "issued",
        signer="leader",
        authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        recipients="Như Điều 3\nPhòng Chuyển đổi số\nLưu: VT, CĐS",
        confirmed_by=("head",),
    ),
    paper(
        "bao-cao",
        "Tình hình vận hành hệ thống một cửa điện tử",
        "<p>Sở Khoa học và Công nghệ báo cáo tình hình vận hành hệ thống một cửa điện tử như sau:</p>"
        "<p>1. Hệ thống hoạt động liên tục; thời gian gián đoạn ngoài kế hoạch là 18 phút, đã khắc phục trong ngày.</p>"
        "<p>2. Đã tích hợp thanh toán trực tuyến cho toàn bộ thủ tục có thu phí, lệ phí.</p>"
        "<p>3. Đề nghị Ủy ban nhân dân tỉnh giao Sở Tài chính bố trí kinh phí duy trì đường truyền dự phòng.</p>" + CLOSING,
        "issued",
        signer="leader",
        addressees="Ủy ban nhân dân tỉnh Lam Giang",
        recipients="Như trên\nSở Tài chính tỉnh Lam Giang\nLưu: VT, CĐS",
        confirmed_by=("outsider_clerk",),
    ),
    paper(
        "thong-bao",
        "Lịch bảo trì kho dữ liệu dùng chung của tỉnh",
        "<p>Sở Khoa học và Công nghệ thông báo lịch bảo trì kho dữ liệu dùng chung của tỉnh như sau:</p>"
        "<p>1. Thời gian: từ 22 giờ 00 thứ Bảy đến 04 giờ 00 Chủ nhật tuần này.</p>"
        "<p>2. Trong thời gian bảo trì, các cơ quan không tra cứu và không cập nhật được dữ liệu.</p>"
        "<p>3. Khi cần hỗ trợ gấp, liên hệ bộ phận trực hệ thống của Phòng Chuyển đổi số./.</p>",
        "cancelled",
        recipients="Sở Tài chính tỉnh Lam Giang\nLưu: VT, CĐS",
    ),
    paper(
        "giay-moi",
        "Họp thống nhất phương án kết nối dữ liệu tài chính",
        "<p>Sở Khoa học và Công nghệ trân trọng kính mời đại diện lãnh đạo Sở Tài chính tới dự họp thống nhất phương án"
        " kết nối dữ liệu tài chính với kho dữ liệu dùng chung của tỉnh.</p><p>Thời gian: 08 giờ 00, thứ Tư tuần này.</p>"
        "<p>Địa điểm: Phòng họp A1, Sở Khoa học và Công nghệ.</p>" + CLOSING,
        "issued",
        unit="bureau",
        drafter="secretary",
        recipients="Sở Tài chính tỉnh Lam Giang\nLưu: VT",
    ),
    paper(
        "thong-bao",
        "Phân công trực bảo đảm hệ thống mạng ngoài giờ hành chính",
        "<p>Văn phòng Sở thông báo phân công trực bảo đảm hệ thống mạng ngoài giờ hành chính như sau:</p>"
        "<p>1. Mỗi ca trực có một công chức và một kỹ thuật viên, giữ điện thoại liên lạc trong suốt ca.</p>"
        "<p>2. Khi có sự cố, người trực báo ngay Trưởng phòng Chuyển đổi số và ghi sổ trực.</p>"
        "<p>Văn phòng Sở thông báo để các phòng, đơn vị biết và thực hiện./.</p>",
        "issued",
        unit="bureau",
        drafter="secretary",
        recipients="Phòng Chuyển đổi số\nPhòng Quản lý Khoa học\nLưu: VT",
    ),
    paper(
        "cong-van",
        "góp ý dự thảo định mức chi cho nhiệm vụ khoa học và công nghệ",
        "<p>Sở Khoa học và Công nghệ cơ bản nhất trí với dự thảo định mức chi do Sở Tài chính xây dựng và có ý kiến"
        " như sau:</p><p>1. Đề nghị bổ sung định mức thuê chuyên gia phản biện nhiệm vụ cấp tỉnh.</p>"
        "<p>2. Đề nghị làm rõ mức khoán đối với phần mềm được xây dựng theo yêu cầu riêng.</p>" + CLOSING,
        "issued",
        urgency="khan",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "quyet-dinh",
        "Ban hành Quy chế quản lý, sử dụng chữ ký số của Sở",
        "<p class=\"ground\">Căn cứ Quy chế làm việc của Sở Khoa học và Công nghệ;</p>"
        "<p class=\"ground\">Theo đề nghị của Chánh Văn phòng.</p>"
        "<p class=\"center\"><strong>QUYẾT ĐỊNH:</strong></p>"
        "<h4>Điều 1. Ban hành Quy chế</h4><p>Ban hành kèm theo Quyết định này Quy chế quản lý, sử dụng chữ ký số của"
        " Sở Khoa học và Công nghệ.</p>"
        "<h4>Điều 2. Hiệu lực</h4><p>Quyết định này có hiệu lực kể từ ngày ký.</p>"
        "<h4>Điều 3. Trách nhiệm thi hành</h4><p>Chánh Văn phòng, trưởng các phòng và các cá nhân có liên quan chịu"
        " trách nhiệm thi hành Quyết định này./.</p>",
        "sign",
        signer="leader",
        unit="bureau",
        drafter="secretary",
        authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        recipients="Như Điều 3\nLưu: VT",
    ),
    paper(
        "cong-van",
        "phối hợp khắc phục gián đoạn dịch vụ công trực tuyến",
        "<p>Từ sáng nay, người dân không nộp được hồ sơ trên Cổng dịch vụ công của tỉnh do lỗi kết nối với hệ thống"
        " thanh toán. Sở Khoa học và Công nghệ đề nghị Sở Tài chính:</p>"
        "<p>1. Cử cán bộ kỹ thuật phối hợp kiểm tra kết nối với hệ thống thanh toán.</p>"
        "<p>2. Tạm tiếp nhận chứng từ thanh toán giấy cho đến khi kết nối hoạt động trở lại.</p>" + CLOSING,
        "sign",
        signer="leader",
        urgency="khan",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "bao-cao",
        "Kết quả cải cách hành chính của Sở",
        "<p>Sở Khoa học và Công nghệ báo cáo kết quả cải cách hành chính như sau:</p>"
        "<p>1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,6%; không có hồ sơ quá hạn phải xin lỗi lần thứ hai.</p>"
        "<p>2. Toàn bộ văn bản đi được ký số; thời gian từ khi trình đến khi phát hành còn một ngày rưỡi.</p>"
        "<p>3. Còn hai thủ tục chưa cắt giảm được thành phần hồ sơ, Sở sẽ hoàn thành trong quý tới.</p>" + CLOSING,
        "sign",
        signer="leader",
        addressees="Ủy ban nhân dân tỉnh Lam Giang",
    ),
    paper(
        "ke-hoach",
        "Tập huấn sử dụng hồ sơ công việc điện tử",
        "<p>Sở Khoa học và Công nghệ tập huấn sử dụng hồ sơ công việc điện tử như sau:</p>"
        "<p>1. Thành phần: toàn thể công chức, viên chức của Sở, chia hai lớp.</p>"
        "<p>2. Nội dung: lập hồ sơ, ký số, nộp lưu hồ sơ vào lưu trữ cơ quan.</p>"
        "<p>3. Văn phòng Sở chuẩn bị hội trường và thiết bị./.</p>",
        "seal",
        recipients="Phòng Quản lý Khoa học\nPhòng Kế hoạch - Tài chính\nLưu: VT, CĐS",
    ),
    paper(
        "cong-van",
        "đăng ký nhu cầu kinh phí nâng cấp kho dữ liệu dùng chung",
        "<p>Để kho dữ liệu dùng chung của tỉnh đáp ứng yêu cầu kết nối, Sở Khoa học và Công nghệ đăng ký nhu cầu kinh"
        " phí nâng cấp máy chủ, phần mềm sao lưu và đường truyền dự phòng.</p>"
        "<p>Đề nghị Sở Tài chính xem xét, tổng hợp.</p>" + CLOSING,
        "content",
        urgency="khan",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "huong-dan",
        "Cập nhật thông tin công chức trên cơ sở dữ liệu của tỉnh",
        "<p>Sở Khoa học và Công nghệ hướng dẫn cập nhật thông tin công chức như sau:</p>"
        "<p>1. Công chức tự kiểm tra thông tin của mình và báo chỗ sai cho Văn phòng.</p>"
        "<p>2. Văn phòng sửa trong hai ngày làm việc, kể từ ngày nhận được báo./.</p>",
        "form",
        recipients="Phòng Quản lý Khoa học\nLưu: VT, CĐS",
    ),
    paper(
        "cong-van",
        "cử công chức tham gia tập huấn an toàn thông tin",
        "<p>Sở Khoa học và Công nghệ tổ chức tập huấn an toàn thông tin cho công chức phụ trách công nghệ thông tin."
        " Đề nghị Sở Tài chính cử hai công chức tham gia.</p>"
        "<p>Danh sách gửi về Phòng Chuyển đổi số trước thứ Năm tuần này.</p>" + CLOSING,
        "sign",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "ke-hoach",
        "Diễn tập ứng cứu sự cố mạng",
        "<p>Sở Khoa học và Công nghệ diễn tập ứng cứu sự cố mạng như sau:</p>"
        "<p>1. Tình huống: mã độc tống tiền lây vào máy trạm của một đơn vị.</p>"
        "<p>2. Thành phần: Tổ giúp việc chuyển đổi số, Văn phòng và kỹ thuật viên trực hệ thống.</p>"
        "<p>3. Phòng Chuyển đổi số xây dựng kịch bản, báo cáo Giám đốc Sở trước khi diễn tập một tuần./.</p>",
        "sign",
        urgency="thuong-khan",
        recipients="Phòng Kế hoạch - Tài chính\nLưu: VT, CĐS",
    ),
    paper(
        "cong-van",
        "trả lời kiến nghị về cấp tài khoản dịch vụ công",
        "<p>Sở Khoa học và Công nghệ nhận được kiến nghị của Sở Tài chính về việc cấp tài khoản dịch vụ công cho công"
        " chức mới tuyển dụng. Sở có ý kiến như sau:</p><p>1. Tài khoản được cấp trong ngày làm việc, kể từ khi nhận"
        " đủ thông tin.</p><p>2. Đề nghị Sở Tài chính gửi danh sách theo mẫu trên hệ thống.</p>" + CLOSING,
        "number",
        addressees="Sở Tài chính tỉnh Lam Giang",
    ),
    paper(
        "thong-bao",
        "Thời gian tiếp công dân của lãnh đạo Sở",
        "<p>Sở Khoa học và Công nghệ thông báo thời gian tiếp công dân của lãnh đạo Sở như sau:</p>"
        "<p>1. Giám đốc Sở tiếp công dân vào ngày 15 hằng tháng.</p>"
        "<p>2. Địa điểm: Phòng tiếp công dân, tầng 1, trụ sở Sở Khoa học và Công nghệ./.</p>",
        "issue",
        unit="bureau",
        drafter="secretary",
        recipients="Các phòng, đơn vị thuộc Sở\nSở Tài chính tỉnh Lam Giang\nLưu: VT",
    ),
    paper(
        "cong-van",
        "đề nghị cung cấp danh mục tài sản công nghệ thông tin",
        "<p>Để lập kế hoạch thay thế thiết bị năm tới, Sở Khoa học và Công nghệ đề nghị Sở Tài chính cung cấp danh mục"
        " tài sản công nghệ thông tin đã hết thời gian tính hao mòn.</p>" + CLOSING,
        "returned",
        unit="bureau",
        drafter="secretary",
        addressees="Sở Tài chính tỉnh Lam Giang",
        recipients="Như trên\nLưu: VT",
    ),
    paper(
        "huong-dan",
        "Lập hồ sơ công việc và nộp lưu điện tử",
        "<p>Văn phòng Sở hướng dẫn lập hồ sơ công việc và nộp lưu điện tử như sau:</p>"
        "<p>1. Mỗi việc được giao mở một hồ sơ công việc ngay khi bắt đầu xử lý.</p>"
        "<p>2. Hồ sơ nộp lưu trong thời hạn một năm, kể từ ngày công việc kết thúc./.</p>",
        "content",
        unit="bureau",
        drafter="secretary",
        recipients="Các phòng, đơn vị thuộc Sở\nLưu: VT",
    ),
    paper(
        "ke-hoach",
        "Số hóa hồ sơ lưu trữ của Sở",
        "<p>Sở Khoa học và Công nghệ số hóa hồ sơ lưu trữ như sau:</p>"
        "<p>1. Phạm vi: hồ sơ còn thời hạn bảo quản tại kho lưu trữ của Sở.</p>"
        "<p>2. Tiến độ: hoàn thành trong sáu tháng, mỗi tháng báo cáo Giám đốc Sở một lần.</p>"
        "<p>3. Văn phòng Sở bố trí nhân lực; Phòng Chuyển đổi số bảo đảm thiết bị và sao lưu dữ liệu./.</p>",
        "returned",
        urgency="khan",
        recipients="Phòng Kế hoạch - Tài chính\nLưu: VT, CĐS",
    ),
    paper(
        "to-trinh",
        "Về việc thuê hạ tầng lưu trữ dự phòng",
        "<p>Kho dữ liệu dùng chung của tỉnh hiện chỉ có một nơi lưu trữ. Phòng Chuyển đổi số đề xuất thuê thêm hạ tầng"
        " lưu trữ dự phòng trong ba năm.</p><p>Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.</p>",
        "returned",
        addressees="Ủy ban nhân dân tỉnh Lam Giang",
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
