"""What is typed into each shipped procedure: the same for the demo and for the tests that walk every one of them."""

from dataclasses import dataclass
from datetime import date, timedelta

ACCOUNT = {"bank": "Ngân hàng Nông nghiệp Lam Giang", "number": "0000112233", "holder": "NGUYEN THI LAN"}


@dataclass(frozen=True)
class Day:
    """So many days after the Monday after next."""

    after: int = 0

    def typed(self, cast, things, first):
        return (first + timedelta(days=self.after)).isoformat()


@dataclass(frozen=True)
class Stretch:
    """So many days from that Monday on."""

    days: int

    def typed(self, cast, things, first):
        last = first + timedelta(days=self.days - 1)
        return {"from": first.isoformat(), "to": last.isoformat(), "from_half": False, "to_half": False}


@dataclass(frozen=True)
class Hours:
    """Something booked for some hours of a day."""

    thing: str
    starts: str
    ends: str
    day: int = 0

    def typed(self, cast, things, first):
        day = (first + timedelta(days=self.day)).isoformat()
        return {"resource": things[self.thing].pk, "from": f"{day}T{self.starts}", "to": f"{day}T{self.ends}"}


@dataclass(frozen=True)
class Who:
    """Somebody of the cast."""

    name: str

    def typed(self, cast, things, first):
        return getattr(cast, self.name).pk


SAMPLES = {
    "nghi-phep": {
        "leave_kind": "phep-nam",
        "period": Stretch(3),
        "place": "tỉnh Thừa Lĩnh",
        "abroad": "khong",
        "handover": Who("accountant"),
        "work": [{"task": "Theo dõi kế hoạch chuyển đổi số quý I", "state": "Đang tổng hợp"}],
        "agreed": True,
    },
    "cong-tac": {
        "purpose": "Khảo sát hạ tầng mạng các xã để chuẩn bị kế hoạch chuyển đổi số",
        "destination": "UBND xã Đồng Vân",
        "period": Stretch(3),
        "transport": "xe-co-quan",
        "car": Hours("car", "07:00", "17:30"),
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
        "car": Hours("car", "07:30", "16:30", day=3),
        "passengers": 5,
        "driver": "co",
    },
    "phong-hop": {
        "subject": "Họp thẩm định đề tài cấp cơ sở",
        "chair": Who("deputy"),
        "people": 15,
        "room": Hours("room", "08:00", "11:00"),
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
        "period": Stretch(5),
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
        "start": Day(90),
    },
    "lam-them-gio": {
        "reason": "Hoàn thành cơ sở dữ liệu đề tài trước hạn báo cáo",
        "rows": [
            {
                "person": Who("specialist"),
                "day": Day(),
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
        "signer": Who("leader"),
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
        "settle_by": Day(30),
        "bank_account": ACCOUNT,
        "agreed": True,
    },
    "thanh-toan": {
        "vouchers": [
            {"day": Day(), "voucher": "0000231", "what": "Phòng nghỉ 2 đêm", "amount": 900_000},
            {"day": Day(), "voucher": "", "what": "Phụ cấp lưu trú 3 ngày", "amount": 1_050_000},
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


def sample(code, cast, things, today=None):
    """{key: JSON as typed} of a shipped procedure; things: what can be booked. What is prefilled is left out.

    today: the day that counts as today, the present one when none is given.
    """
    today = today or date.today()  # noqa: DTZ011 (a day, not a moment)
    first = today - timedelta(days=today.weekday()) + timedelta(weeks=2)
    return _typed(SAMPLES[code], cast, things, first)


def _typed(value, *world):
    if isinstance(value, dict):
        return {key: _typed(each, *world) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each, *world) for each in value]
    return value.typed(*world) if hasattr(value, "typed") else value
