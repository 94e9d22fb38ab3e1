"""A small authority and a signed letter, made once for the pure tests."""

import warnings
from dataclasses import dataclass
from functools import cache

import weasyprint

from signatures import authorities, pades, seals
from signatures.authorities import Addresses, Authority, Profile, subject_name
from signatures.pades import Spot, appearance
from signatures.pades.signing import SigningKeyPair
from signatures.timestamps import OwnTimestamper
from signatures.verification import Kind, Trust, anchor, register_of

OFFICE = "Sở Khoa học và Công nghệ tỉnh Lam Giang"
ADDRESSES = Addresses("http://anthu.lamgiang.example")
LEADER = "Hoàng Đức Thắng"
VALUES = {"number": "05", "day": "02", "month": "01", "year": "2026"}
LETTER = """<html lang="vi"><head><title>Quyết định</title><style>
@page { size: A4; margin: 20mm } body { font: 14pt 'Times New Roman', Tinos, serif }</style></head>
<body><p>Số: &emsp;&emsp;/QĐ-SKHCN</p><p>Lam Giang, ngày &emsp; tháng &emsp; năm</p>
<p>QUYẾT ĐỊNH về việc thử chữ ký số, điền số và đóng dấu</p></body></html>"""
PLACES = {
    "number": Spot(0, 84, 768, 110, 786, baseline=771, font_size=13),
    "day": Spot(0, 300, 730, 326, 748, baseline=733, font_size=13),
    "month": Spot(0, 350, 730, 376, 748, baseline=733, font_size=13),
    "year": Spot(0, 400, 730, 440, 748, baseline=733, font_size=13),
    "signature": Spot(0, 350, 300, 500, 380),
    "seal": Spot(0, 298, 290, 400, 392),
}


@dataclass(frozen=True)
class House:
    """One agency's authority and everybody in it who signs."""

    root: Authority
    issuing: Authority
    stamps: Authority
    leader: Authority
    agency: Authority

    @property
    def registers(self):
        return register_of(self.issuing.certificate, {}) | register_of(self.root.certificate, {})

    def trust(self, **changes):
        facts = {"anchors": (anchor(self.root.certificate, Kind.INTERNAL),), "registers": self.registers}
        return Trust(**(facts | changes))


def build_house(organisation=OFFICE):
    root = authorities.make_root(subject_name("Gốc chữ ký số nội bộ", organisation=organisation))
    issuing = authorities.make_issuing(
        root, subject_name("Nơi cấp chứng thư", organisation=organisation), addresses=ADDRESSES
    )

    def made(name, profile, **more):
        subject = subject_name(name, organisation=organisation, **more)
        return authorities.make(issuing, subject, profile, addresses=ADDRESSES)

    return House(
        root,
        issuing,
        made("Dấu thời gian", Profile.TIMESTAMP),
        made(LEADER, Profile.PERSON, identifier="giamdoc"),
        made(organisation, Profile.AGENCY),
    )


@cache
def house():
    return build_house()


def pair(authority):
    return SigningKeyPair(authority.key, authority.certificate, authority.chain)


def stamper(of=None, **more):
    return OwnTimestamper((of or house()).stamps, **more)


@cache
def letter():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        return weasyprint.HTML(string=LETTER).write_pdf(pdf_variant="pdf/a-2b")


@cache
def prepared():
    return pades.prepare(letter(), PLACES)


@cache
def seal_picture():
    return seals.draw_seal("Sở Khoa học và Công nghệ", "UBND tỉnh Lam Giang")


def sign(pdf=None, signer=None, *, of=None, timestamper=None, **more):
    of = of or house()
    return pades.sign(
        pdf or prepared(),
        pair(signer or of.leader),
        appearance=appearance.name_in_ink(LEADER),
        timestamper=timestamper or stamper(of),
        name=LEADER,
        **more,
    )


def put_seal(pdf, *, of=None, **more):
    of = of or house()
    look = appearance.picture(seal_picture())
    return pades.seal(pdf, pair(of.agency), appearance=look, timestamper=stamper(of), **more)


@cache
def signed():
    return sign()


@cache
def filled():
    return pades.fill(signed(), VALUES)


@cache
def sealed():
    return put_seal(filled())
