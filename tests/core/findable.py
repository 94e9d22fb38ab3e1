"""Five documents to be found, and what people may type to find them or to break the search."""

from core import principals, search, visibility
from documents.models import Document, DocumentVisibility
from documents.search import KIND

BASE = 1_760_000_000_000_000  # microseconds, as documents have it

TEXTS = (
    ("Quyết định bổ nhiệm Trưởng phòng", "Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư.", "05/QĐ-SKHCN"),
    ("Công văn về việc chuyển đổi số", "Kính gửi các phòng; đề nghị báo cáo công tác tháng 5.", "12/SKHCN-CĐS"),
    ("Báo cáo công tác văn thư", "Đặng Thu Hà ký quyết định; văn bản đi và đến.", "105/BC-SKHCN"),
    ("Tờ trình xin hội thảo", "Hoi thao khong dau cho nguoi go nhanh.", "QĐ-SKHCN"),
    ("Thông báo họp", 'Hồi 8 giờ, phòng họp A2 <script>alert(1)</script> & "ngoặc".', "5/TB-SKHCN"),
)


def make_papers(cast):
    """Five documents the head sees, the last the newest; the leader sees the first only."""
    own, leader = principals.for_person(cast.head), principals.for_person(cast.leader)
    made = []
    for n, (title, body, notation) in enumerate(TEXTS):
        paper = Document.objects.create(
            agency=cast.agency,
            unit=cast.digital,
            drafter=cast.specialist,
            kind="cong-van",
            sort_key=BASE + n * 10_000,
        )
        visibility.show(DocumentVisibility, paper, [own] if n else [own, leader], paper.sort_key)
        search.index(KIND, paper.pk, title=title, body=body, notation=notation, sort_key=paper.sort_key)
        made.append(paper)
    return made


def numbers(papers, found):
    """Which of the five were found, in order."""
    return [papers.index(hit.thing) for hit in found]


HOSTILE = [
    "",
    " ",
    "\x00",
    '"',
    '""',
    '"""',
    "'",
    "*",
    "NEAR(a b)",
    "a AND",
    "OR",
    "NOT công",
    "title_words: công",
    "công:*",
    "công*",
    "-công",
    "^công",
    "(((",
    "a & b | !c <-> d",
    "\\",
    "'; DROP TABLE core_searchentry; --",
    "%",
    "_",
    "%%%/%%%",
    "5/%",
    "😀 công 😀",
    "\u202ecông\u202c",
    "𝔠ô𝔫𝔤",
    "công" * 2500,
    "công " * 2500,
    "a/" * 5000,
    "(" * 10_000,
    "\ud800công",
    "e\u0301\u0323" * 50,
    "٣/٤",
    "{}:[]",
]
