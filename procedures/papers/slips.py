"""The slips of the one-stop desk, after the forms of Circular 01/2018/TT-VPCP: from facts to a Letter.

Each slip says what was known when it was asked for (CasePaper.facts), so that laying it out later changes nothing.
"""

from datetime import datetime
from html import escape

from django.utils import timezone, translation

from documents.body import clean
from documents.letter import Letter
from procedures.papers.kinds import SLIPS
from procedures.papers.words import told_moment

DESK = "Bộ phận Tiếp nhận\nvà Trả kết quả"


def slip_letter(paper):
    """The Letter of a slip that has its number."""
    case, agency = paper.case, paper.agency
    with translation.override("vi"):
        return Letter(
            kind=SLIPS[paper.kind],
            superior=agency.label,
            agency=DESK,
            place=agency.place,
            notation=paper.notation,
            number=paper.number,
            date=timezone.localdate(paper.asked_at),
            addressees=(case.requester.full_name,) if paper.kind == "apology" else (),
            body=clean("".join(BODIES[paper.kind](case, paper.facts))),
            capacity=tuple(paper.capacity.splitlines()),
            signer=paper.signer.full_name if paper.signer else "",
            recipients=(case.requester.full_name, "Lưu: hồ sơ"),
        )


def _line(label, value):
    return f"<p>{label}: {escape(str(value))}</p>" if value else ""


def _whose(case):
    """The lines all forms begin with."""
    yield _line("Mã hồ sơ", case.code)
    yield _line("Hồ sơ của", f"{case.requester.full_name}, {case.unit.name}")
    yield _line("Nội dung yêu cầu giải quyết", case.plan.name.vi)


def _contact(case):
    yield _line("Điện thoại", getattr(case.requester, "phone", ""))
    yield _line("Thư điện tử", case.requester.email)


def _numbered(sentences):
    return "".join(f"<p>{number}. {escape(each)}</p>" for number, each in enumerate(sentences, 1))


def _moment(facts, key):
    return told_moment(datetime.fromisoformat(facts[key])) if facts.get(key) else ""


def _receipt(case, facts):
    yield from _whose(case)
    yield from _contact(case)
    yield "<p>Thành phần hồ sơ nộp gồm:</p>" + _numbered(facts["papers"])
    yield _line("Số lượng hồ sơ", "01 (bộ), nộp trên hệ thống")
    yield _line("Thời gian giải quyết hồ sơ theo quy định", facts.get("budget", ""))
    yield _line("Thời gian nhận hồ sơ", _moment(facts, "received"))
    yield _line("Thời gian trả kết quả giải quyết hồ sơ", _moment(facts, "due"))
    yield "<p>Đăng ký nhận kết quả tại: tài khoản của người nộp trên hệ thống.</p>"
    yield f"<p>Vào Sổ theo dõi hồ sơ năm {case.year}, số thứ tự {case.number}./.</p>"


def _supplement(case, facts):
    yield from _whose(case)
    yield from _contact(case)
    yield "<p>Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:</p>" + _numbered(facts["lacks"])
    yield _line("Lý do", facts["reason"])
    yield (
        "<p>Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, ông (bà) liên hệ với "
        f"{escape(facts['person'])} để được hướng dẫn. Thời gian chờ bổ sung không tính vào thời hạn./.</p>"
    )


def _refusal(case, facts):
    yield from _whose(case)
    yield (
        f"<p>Qua xem xét, {escape(case.agency.label)} thông báo không giải quyết hồ sơ này với lý do cụ thể "
        "như sau:</p>"
    )
    yield f"<p>{escape(facts['reason'])}</p>"
    yield _line("Căn cứ", facts.get("ground", ""))
    yield "<p>Xin thông báo để ông (bà) được biết./.</p>"


def _apology(case, facts):
    received, was = told_moment(case.submitted_at), _moment(facts, "was")
    agency = escape(case.agency.label)
    yield (
        f"<p>Lúc {received}, {agency} tiếp nhận hồ sơ “{escape(case.plan.name.vi)}” của ông (bà), "
        f"mã hồ sơ {escape(case.code)}.</p>"
    )
    yield f"<p>Thời gian hẹn trả kết quả giải quyết hồ sơ: {was}.</p>" if was else ""
    yield (
        f"<p>Tuy nhiên, {agency} chưa trả kết quả giải quyết hồ sơ của ông (bà) đúng thời hạn ghi trên "
        f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do: {escape(facts['reason'])}</p>"
    )
    due = _moment(facts, "due") or "ngày gần nhất"
    yield f"<p>{agency} xin lỗi ông (bà) và sẽ trả kết quả giải quyết hồ sơ vào {due}.</p>"
    yield "<p>Mong nhận được sự thông cảm của ông (bà) vì sự chậm trễ này./.</p>"


STAGES = ("Bước, người giải quyết", "Nhận hồ sơ", "Giao hồ sơ", "Hạn", "Kết quả", "Ghi chú")


def _control(case, facts):
    yield from _whose(case)
    yield _line("Cơ quan giải quyết hồ sơ", case.agency.label)
    yield _line("Thời gian nhận hồ sơ", told_moment(case.submitted_at))
    heads = "".join(f"<th>{name}</th>" for name in STAGES)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in facts["rows"])
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    yield _line("Kết thúc", _moment(facts, "ended"))


BODIES = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "control": _control,
}
