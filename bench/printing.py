"""L5: a letter of one page and a text of 18 pages in a warm worker, and the memory that worker needs.

The floor is WeasyPrint alone on the same markup without our parts: what laying out so many words costs anybody. Times
are processor time of the worker: on a shared machine other people's programs must not count.
"""

import multiprocessing
import statistics
import time

from documents.kinds import KINDS
from documents.letter import Letter

DATABASES = ("sqlite",)
PARAGRAPH = (
    "<p>Thực hiện chương trình chuyển đổi số của tỉnh, Sở Khoa học và Công nghệ đề nghị quý cơ quan cung cấp số liệu"
    " về dịch vụ công trực tuyến phát sinh trong quý, gồm số hồ sơ tiếp nhận, số hồ sơ giải quyết đúng hạn"
    " và số hồ sơ thanh toán không dùng tiền mặt, gửi về Sở để tổng hợp.</p>"
)
ROW = "<tr><td>{0}</td><td>Ủy ban nhân dân xã số {0}</td><td>{0} hồ sơ</td></tr>"
TABLE = "<table><tbody>" + "".join(ROW.format(number) for number in range(1, 61)) + "</tbody></table>"
MIB = 1024 * 1024


def run(report):
    """Everything is measured in a fresh child, as the web process prints."""
    with multiprocessing.get_context("spawn").Pool(1, initializer=_prepare) as worker:
        one, eighteen, pages, floor_one, floor_eighteen, memory = worker.apply(_measure)
    report.add("L5 letter of 1 page", one * 1000, "ms", floor=floor_one * 1000)
    report.add("L5 letter of 1 page, warm", one * 1000, "ms", at_most=100)
    report.add(f"L5 text of {pages} pages", eighteen * 1000, "ms", floor=floor_eighteen * 1000)
    report.add(f"L5 text of {pages} pages, warm", eighteen * 1000, "ms", at_most=1500)
    report.add("L5 memory of the worker", memory, "MiB", at_most=150)


def _prepare():
    import django

    django.setup()


def _measure():
    from documents.printing import render

    short, long = _letter(PARAGRAPH * 2), _letter(PARAGRAPH * 142 + TABLE)
    pages = render(long).pages
    timed = [_seconds(lambda: render(short)), _seconds(lambda: render(long))]
    plain = [_seconds(lambda: _plain(PARAGRAPH * 2)), _seconds(lambda: _plain(PARAGRAPH * 142 + TABLE))]
    return *timed, pages, *plain, _memory()


def _seconds(function):
    """Median processor seconds of five calls after one unmeasured."""
    function()
    taken = []
    for _each in range(5):
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _letter(body):
    return Letter(
        kind=KINDS["cong-van"],
        superior="UBND TỈNH LAM GIANG",
        agency="Sở Khoa học và Công nghệ",
        place="Lam Giang",
        notation="SKHCN-CĐS",
        subject="cung cấp số liệu quý",
        addressees=("Sở Tài chính",),
        body=body,
        capacity=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer="Trần Quang Minh",
        recipients=("Như trên", "Lưu: VT, CĐS"),
    )


def _plain(body):
    from weasyprint import HTML

    return HTML(string=f"<body>{body}</body>").write_pdf(pdf_variant="pdf/a-2b")


def _memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")) / MIB
