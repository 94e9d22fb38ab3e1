"""Letters without a fault of form, one for each kind: what the printing and checking tests start from."""

from dataclasses import replace

from documents.kinds import KINDS, Addressees, Family, notation
from documents.letter import Letter, Signer

PARAGRAPH = (
    "<p>Thực hiện Kế hoạch số 15/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về chuyển đổi số năm "
    "2026, Sở Khoa học và Công nghệ đề nghị các cơ quan, đơn vị phối hợp thực hiện những nội dung sau đây.</p>"
)
DECISION = (
    '<p class="ground">Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</p>'
    '<p class="ground">Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn '
    "thư;</p>"
    '<p class="ground">Theo đề nghị của Chánh Văn phòng Sở.</p>'
    '<p class="center">{enacting}</p>'
    "<h4>Điều 1. Thành lập Tổ công tác chuyển đổi số của Sở Khoa học và Công nghệ.</h4>"
    "<h4>Điều 2. Nhiệm vụ của Tổ công tác</h4>"
    '<ol><li>Tham mưu kế hoạch hằng năm;</li><li>Đôn đốc việc thực hiện:<ol type="a"><li>Kết nối dữ liệu;</li>'
    "<li>Số hóa hồ sơ;</li><li>Bảo đảm an toàn;</li><li>Báo cáo;</li><li>Việc khác.</li></ol></li></ol>"
    "<h4>Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký./.</h4>"
)
NAMED = PARAGRAPH + "<p>Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Sở để giải quyết./.</p>"


def letter(code: str = "quyet-dinh", **changes) -> Letter:
    """A faultless letter of one kind, with some of its parts changed."""
    kind = KINDS[code]
    addressed = kind.addressees is not Addressees.NONE
    plain = Letter(
        kind=kind,
        superior="UBND tỉnh Lam Giang",
        agency="Sở Khoa học và Công nghệ",
        place="Lam Giang",
        notation=notation(kind, "SKHCN", "CĐS"),
        subject="triển khai nền tảng số dùng chung" if not kind.titled else "Về việc thành lập Tổ công tác",
        authority="GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ" if kind.takes_authority else "",
        addressees=("Văn phòng Ủy ban nhân dân tỉnh", "Các phòng, đơn vị thuộc Sở") if addressed else (),
        body=DECISION.format(enacting=kind.enacting) if kind.enacting else NAMED,
        capacity=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer="Trần Quang Minh",
        recipients=(*first_recipient(kind), "Giám đốc Sở (để b/c)", "Lưu: VT, CĐS"),
    )
    if kind.family is Family.MINUTES:
        secretary = Signer(("THƯ KÝ",), "Nguyễn Thị Lan")
        plain = replace(plain, capacity=("CHỦ TỌA",), cosigner=secretary, recipients=("Lưu: VT, Hồ sơ",))
    return replace(plain, **changes)


def first_recipient(kind) -> tuple[str, ...]:
    if kind.enacting:
        return ("Như Điều 3",)
    if kind.addressees is not Addressees.NONE and kind.family is not Family.TELEGRAM:
        return ("Như trên",)
    return ()
