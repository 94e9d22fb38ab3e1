"""What is typed into each shipped procedure: the same for the demo and for the tests that walk every one of them."""

from datetime import date, timedelta

ACCOUNT = {"bank": "Ngân hàng Nông nghiệp Lam Giang", "number": "0000112233", "holder": "NGUYEN THI LAN"}


def monday_after(today, weeks=1):
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def stretch(first, days):
    last = first + timedelta(days=days - 1)
    return {"from": first.isoformat(), "to": last.isoformat(), "from_half": False, "to_half": False}


def hours(day, starts, ends, resource):
    return {"resource": resource.pk, "from": f"{day.isoformat()}T{starts}", "to": f"{day.isoformat()}T{ends}"}


def samples(cast, things, today=None):
    """{code: {key: JSON as typed}} of every shipped procedure; things: {"room", "car"} to book.

    Who asks stands in REQUESTERS; what is prefilled is left to the house.
    """
    first = monday_after(today or date.today(), 2)  # noqa: DTZ011 (a day, not a moment)
    return {
        "nghi-phep": {
            "leave_kind": "phep-nam",
            "period": stretch(first, 3),
            "place": "tỉnh Thừa Lĩnh",
            "abroad": "khong",
            "handover": cast.accountant.pk,
            "work": [{"task": "Theo dõi kế hoạch chuyển đổi số quý I", "state": "Đang tổng hợp"}],
            "agreed": True,
        },
        "cong-tac": {
            "purpose": "Khảo sát hạ tầng mạng các xã để chuẩn bị kế hoạch chuyển đổi số",
            "destination": "UBND xã Đồng Vân",
            "period": stretch(first, 3),
            "transport": "xe-co-quan",
            "car": hours(first, "07:00", "17:30", things["car"]),
            "costs": [
                {"item": "phu-cap", "note": "3 ngày", "quantity": 3, "price": 300_000},
                {"item": "phong-nghi", "note": "2 đêm", "quantity": 2, "price": 450_000},
            ],
            "funding": "khoan",
            "advance": "co",
        },
        "dat-xe": {
            "purpose": "Đưa đoàn kiểm tra đi cơ sở",
            "route": "Sở đi xã An Khê và về",
            "car": hours(first + timedelta(days=3), "07:30", "16:30", things["car"]),
            "passengers": 5,
            "driver": "co",
        },
        "phong-hop": {
            "subject": "Họp thẩm định đề tài cấp cơ sở",
            "chair": cast.deputy.pk,
            "people": 15,
            "room": hours(first, "08:00", "11:00", things["room"]),
            "needs": ["may-chieu", "nuoc"],
        },
        "van-phong-pham": {
            "items": [
                {"item": "Giấy A4 70 gsm", "measure": "ram", "quantity": 5},
                {"item": "Bút bi xanh", "measure": "chiếc", "quantity": 20},
            ],
            "reason": "Dùng trong quý",
        },
        "mua-sam": {
            "reason": "Máy tính đang dùng hết khấu hao, không cài được phần mềm nghiệp vụ",
            "purpose": "thay-the",
            "replaced": "Máy tính để bàn, mã tài sản TB.118",
            "items": [{"item": "Máy tính để bàn", "spec": "16 GB, SSD 512 GB", "quantity": 2, "price": 15_500_000}],
            "funding": "thuong-xuyen",
        },
        "sua-chua": {
            "kind": "may-tinh",
            "thing": "Máy in phòng 305",
            "trouble": "Máy in kẹt giấy liên tục, đã vệ sinh trục lăn nhưng không hết",
            "urgent": "thuong",
            "cost": 850_000,
        },
        "dao-tao": {
            "course": "Bồi dưỡng an toàn thông tin cho cán bộ chuyên trách",
            "provider": "Trường Bồi dưỡng cán bộ tỉnh Lam Giang",
            "place": "thành phố Lam Giang",
            "period": stretch(first, 5),
            "mode": "tap-trung",
            "reason": "Vị trí việc làm yêu cầu chứng chỉ an toàn thông tin",
            "fee": 2_500_000,
            "payer": "co-quan",
            "agreed": True,
        },
        "tuyen-dung": {
            "position": "Chuyên viên quản trị hệ thống",
            "count": 1,
            "form": "cong-chuc",
            "why": "thieu",
            "requirements": "Đại học ngành công nghệ thông tin; có kinh nghiệm quản trị mạng",
            "start": (first + timedelta(days=90)).isoformat(),
        },
        "lam-them-gio": {
            "reason": "Hoàn thành cơ sở dữ liệu đề tài trước hạn báo cáo",
            "rows": [
                {
                    "person": cast.specialist.pk,
                    "day": first.isoformat(),
                    "start": "17:30",
                    "end": "20:30",
                    "hours": 3,
                }
            ],
            "compensation": "tien",
            "agreed": True,
        },
        "dong-dau": {
            "name": "Hồ sơ dự thi giải thưởng khoa học",
            "signer": cast.leader.pk,
            "how": ["chu-ky", "giap-lai"],
            "copies": 2,
            "purpose": "Nộp Ban Tổ chức giải thưởng",
        },
        "xac-nhan": {
            "born": "1990-05-12",
            "identity": "001190000123",
            "what": ["cong-tac", "chuc-vu"],
            "since": "2024-01-01",
            "purpose": "bổ sung hồ sơ vay vốn mua nhà",
            "copies": 1,
        },
        "tam-ung": {
            "settle_by": (first + timedelta(days=30)).isoformat(),
            "bank_account": ACCOUNT,
            "agreed": True,
        },
        "thanh-toan": {
            "vouchers": [
                {"day": first.isoformat(), "voucher": "0000231", "what": "Phòng nghỉ 2 đêm", "amount": 900_000},
                {"day": first.isoformat(), "voucher": "", "what": "Phụ cấp lưu trú 3 ngày", "amount": 1_050_000},
            ],
            "agreed": True,
        },
    }


REQUESTERS = {"tuyen-dung": "head"}  # everything else is asked for by the specialist
ATTACHED = {
    "dao-tao": ("announcement", "thong-bao-chieu-sinh.csv"),
    "dong-dau": ("scan", "ban-chup.csv"),
    "mua-sam": ("quotes", "bao-gia.csv"),
    "thanh-toan": ("vouchers", "hoa-don.csv"),
    "tuyen-dung": ("description", "mo-ta-vi-tri.csv"),
}
PARENTS = {"tam-ung": "cong-tac", "thanh-toan": "tam-ung"}
