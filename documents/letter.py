"""One outgoing document as its parts of form: what the printer lays out and the form checker reads.

The parts and their box numbers are those of Decree 30/2020/NĐ-CP, Appendix I, part I, section IV. A
`Letter` is pure data: it knows no database, no user and no file.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from documents.kinds import Kind


class Urgency(StrEnum):
    """How fast it must travel (Appendix I, III.2b). The value is kept, `words` is stamped."""

    NORMAL = ""
    URGENT = "khan"
    VERY_URGENT = "thuong-khan"
    EXPRESS = "hoa-toc"

    @property
    def words(self) -> str:
        return {"khan": "KHẨN", "thuong-khan": "THƯỢNG KHẨN", "hoa-toc": "HỎA TỐC"}.get(self.value, "")


class Secrecy(StrEnum):
    """The stamp of the law on state secrets (Appendix I, III.2a)."""

    NONE = ""
    SECRET = "mat"  # noqa: S105  a stamp, not a password
    TOP_SECRET = "toi-mat"  # noqa: S105
    HIGHEST = "tuyet-mat"

    @property
    def words(self) -> str:
        return {"mat": "MẬT", "toi-mat": "TỐI MẬT", "tuyet-mat": "TUYỆT MẬT"}.get(self.value, "")


class Circulation(StrEnum):
    """How far it may travel (Appendix I, III.2c)."""

    FREE = ""
    INTERNAL = "luu-hanh-noi-bo"
    RETURN = "xem-xong-tra-lai"

    @property
    def words(self) -> str:
        return {"luu-hanh-noi-bo": "LƯU HÀNH NỘI BỘ", "xem-xong-tra-lai": "XEM XONG TRẢ LẠI"}.get(self.value, "")


@dataclass(frozen=True)
class Signer:
    """Boxes 7a and 7b of one person: lines of capacity and post in capitals, other title, full name."""

    capacity: tuple[str, ...]
    name: str
    title: str = ""


@dataclass(frozen=True)
class Appendix:
    """A text that travels in the same file with its own page numbers (Appendix I, III.1).

    `heading` empty means an appendix, "Phụ lục", numbered with Roman numerals from two on; otherwise it
    is the type name of a text issued by a decision (template 1.3), such as "QUY CHẾ".
    """

    title: str
    body: str
    heading: str = ""
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Every part of form of one document.

    `superior`, `agency`: boxes 2, printed in capitals. `notation`: what follows the slash in box 3, empty
    where the kind is not numbered. `number` and `date` are None until the clerk gives them; the page then
    keeps blanks, wide enough for `number_digits` digits. `place`: box 4. `subject`: the trích yếu,
    without "V/v". `authority`: the capital line of decisions and resolutions, or who sends a wire.
    `addressees`: Kính gửi, one to a line, without dash or final punctuation. `body`: HTML of the
    documents.body subset. `capacity`, `signer`, `signer_title`: boxes 7a, 7b. `recipients`: Nơi nhận, one
    to a line, the last one "Lưu: VT, …", without dash or final punctuation. `drafter`, `copies`: box 12.
    `contact`: lines of box 13. `cosigner`: the left-hand signer of minutes and agreements. `check_url`:
    address printed as a QR code beside the signature.
    """

    kind: Kind
    agency: str
    superior: str = ""
    place: str = ""
    notation: str = ""
    number: int | None = None
    date: datetime.date | None = None
    number_digits: int = 4
    subject: str = ""
    authority: str = ""
    addressees: tuple[str, ...] = ()
    body: str = ""
    capacity: tuple[str, ...] = ()
    signer: str = ""
    signer_title: str = ""
    cosigner: Signer | None = None
    recipients: tuple[str, ...] = ()
    drafter: str = ""
    copies: int | None = None
    urgency: str = Urgency.NORMAL
    secrecy: str = Secrecy.NONE
    circulation: str = Circulation.FREE
    contact: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    check_url: str = ""
