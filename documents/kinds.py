"""The kinds of administrative document and how each is named, numbered and dated.

Source: Decree 30/2020/NĐ-CP, Appendix III part I (abbreviations) and part II (templates); Appendix I part
I, sections II.3 (number and notation) and II.4 (place and date).
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Kinds printed by the same template of Appendix III."""

    RESOLUTION = "resolution"  # 1.1
    DECISION = "decision"  # 1.2, 1.3
    NAMED = "named"  # 1.4
    LETTER = "letter"  # 1.5 công văn
    TELEGRAM = "telegram"  # 1.6 công điện
    INVITATION = "invitation"  # 1.7
    INTRODUCTION = "introduction"  # 1.8
    MINUTES = "minutes"  # 1.9
    LEAVE = "leave"  # 1.10
    PERSONAL = "personal"  # thư công: no template, no number
    COPY = "copy"  # 3.1


class Addressees(StrEnum):
    """Whether "Kính gửi" stands above the body (Appendix I, II.9b)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    `code` is stable and goes into addresses and databases. `name` is the official Vietnamese name: it is
    law text and printed, so it is never translated. `abbreviation` is empty where Appendix III gives
    none; `enacting` is the capital line between the grounds and the articles; `dated` is False where the
    template has no place and date line; `titled` is False where no type name stands above the body.
    """

    code: str
    name: str
    abbreviation: str
    family: Family = Family.NAMED
    addressees: Addressees = Addressees.NONE
    enacting: str = ""
    dated: bool = True
    titled: bool = True

    @property
    def heading(self) -> str:
        """The type name as printed in box 5a."""
        return self.name.upper()

    @property
    def takes_grounds(self) -> bool:
        """Căn cứ lines are obligatory: the kinds that enact something (templates 1.1 to 1.3)."""
        return bool(self.enacting)

    @property
    def takes_authority(self) -> bool:
        """The capital line that names who issues (templates 1.1 to 1.3) or who wires (1.6)."""
        return bool(self.enacting) or self.family is Family.TELEGRAM

    @property
    def takes_notation(self) -> bool:
        """Thư công is neither numbered nor registered."""
        return self.family is not Family.PERSONAL

    def __str__(self) -> str:
        return self.name


_KINDS = (
    Kind("nghi-quyet", "Nghị quyết", "NQ", Family.RESOLUTION, enacting="QUYẾT NGHỊ:"),
    Kind("quyet-dinh", "Quyết định", "QĐ", Family.DECISION, enacting="QUYẾT ĐỊNH:"),
    Kind("chi-thi", "Chỉ thị", "CT"),
    Kind("quy-che", "Quy chế", "QC"),
    Kind("quy-dinh", "Quy định", "QyĐ"),
    Kind("thong-cao", "Thông cáo", "TC"),
    Kind("thong-bao", "Thông báo", "TB"),
    Kind("huong-dan", "Hướng dẫn", "HD"),
    Kind("chuong-trinh", "Chương trình", "CTr"),
    Kind("ke-hoach", "Kế hoạch", "KH"),
    Kind("phuong-an", "Phương án", "PA"),
    Kind("de-an", "Đề án", "ĐA"),
    Kind("du-an", "Dự án", "DA"),
    Kind("bao-cao", "Báo cáo", "BC", addressees=Addressees.OPTIONAL),
    Kind("bien-ban", "Biên bản", "BB", Family.MINUTES, dated=False),
    Kind("to-trinh", "Tờ trình", "TTr", addressees=Addressees.REQUIRED),
    Kind("hop-dong", "Hợp đồng", "HĐ"),
    Kind("cong-van", "Công văn", "", Family.LETTER, Addressees.REQUIRED, titled=False),
    Kind("cong-dien", "Công điện", "CĐ", Family.TELEGRAM, Addressees.REQUIRED),
    Kind("ban-ghi-nho", "Bản ghi nhớ", "BGN"),
    Kind("ban-thoa-thuan", "Bản thỏa thuận", "BTT"),
    Kind("giay-uy-quyen", "Giấy ủy quyền", "GUQ"),
    Kind("giay-moi", "Giấy mời", "GM", Family.INVITATION),
    Kind("giay-gioi-thieu", "Giấy giới thiệu", "GGT", Family.INTRODUCTION),
    Kind("giay-nghi-phep", "Giấy nghỉ phép", "GNP", Family.LEAVE),
    Kind("phieu-gui", "Phiếu gửi", "PG", addressees=Addressees.OPTIONAL),
    Kind("phieu-chuyen", "Phiếu chuyển", "PC", addressees=Addressees.OPTIONAL),
    Kind("phieu-bao", "Phiếu báo", "PB", addressees=Addressees.OPTIONAL),
    Kind("thu-cong", "Thư công", "", Family.PERSONAL, Addressees.OPTIONAL, titled=False),
    Kind("sao-y", "Sao y", "SY", Family.COPY),
    Kind("trich-sao", "Trích sao", "TrS", Family.COPY),
    Kind("sao-luc", "Sao lục", "SL", Family.COPY),
)

KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
DOCUMENT_KINDS = tuple(kind for kind in _KINDS if kind.family is not Family.COPY)
COPY_KINDS = tuple(kind for kind in _KINDS if kind.family is Family.COPY)


def named(name: str) -> Kind | None:
    """The kind whose official Vietnamese name or abbreviation is `name`, upper or lower case."""
    wanted = " ".join(name.split())
    for kind in _KINDS:
        if wanted and (wanted == kind.abbreviation or wanted.casefold() == kind.name.casefold()):
            return kind
    return None


def notation(kind: Kind, agency: str, unit: str = "") -> str:
    """The notation after the slash: TYPE-AGENCY, for công văn AGENCY-UNIT (Appendix I, II.3b).

    `agency` and `unit` are the abbreviations the head of the agency has laid down, such as "SKHCN" and
    "CĐS".
    """
    if not kind.takes_notation:
        return ""
    groups = (agency, unit) if kind.family is Family.LETTER else (kind.abbreviation, agency)
    return "-".join(group.strip() for group in groups if group.strip())


def padded_number(number: int) -> str:
    """Numbers below 10 get a leading zero (Appendix I, II.3c). Raises ValueError below 1."""
    if number < 1:
        raise ValueError("a document number starts at 1")
    return f"{number:02d}"


def full_number(number: int, notation: str) -> str:
    """Number and notation without a space: "05/QĐ-BNV"."""
    return f"{padded_number(number)}/{notation}"


def padded_day(date: datetime.date) -> str:
    """Days below 10 get a leading zero (Appendix I, II.4b)."""
    return f"{date.day:02d}"


def padded_month(date: datetime.date) -> str:
    """Only January and February get a leading zero, so that nobody makes 11 or 12 of them (II.4b)."""
    return f"{date.month:02d}" if date.month <= 2 else str(date.month)


def date_in_words(date: datetime.date) -> str:
    """ "ngày 05 tháng 01 năm 2026"."""
    return f"ngày {padded_day(date)} tháng {padded_month(date)} năm {date.year}"


def dateline(place: str, date: datetime.date) -> str:
    """Box 4: "Hà Nội, ngày 05 tháng 01 năm 2026"."""
    return f"{place}, {date_in_words(date)}"
