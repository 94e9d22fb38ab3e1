"""The form checker: every rule finds its fault, every fix mends it and breaks nothing, good letters pass."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.checking import RULES, Severity, apply_fix, check, find_fault, mend_all
from documents.kinds import KINDS
from documents.letter import Appendix
from tests.documents.letters import DECISION, NAMED, letter

ENACTED = DECISION.format(enacting="QUYẾT ĐỊNH:")


def body(change, code="quyet-dinh"):
    """A letter whose body has one passage exchanged."""
    old, new = change
    good = letter(code)
    assert good.body.count(old) == 1, old
    return replace(good, body=good.body.replace(old, new))


def named(markup, **changes):
    """A notice with some paragraphs before its last one."""
    return letter("thong-bao", body=markup + NAMED, **changes)


def points(*marks):
    return named("".join(f"<p>{mark} Việc cần làm.</p>" for mark in marks))


def articles(*headings):
    written = "".join(f"<h4>{heading}</h4>" for heading in headings)
    start = ENACTED.index("<h4>")
    return letter(body=ENACTED[:start] + written, recipients=("Văn phòng Sở", "Lưu: VT, CĐS"))


GROUND = '<p class="ground">Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;</p>'
LAST_GROUND = '<p class="ground">Theo đề nghị của Chánh Văn phòng Sở.</p>'
ENACTING = '<p class="center">QUYẾT ĐỊNH:</p>'
ARTICLE_ONE = "Điều 1. Thành lập Tổ công tác chuyển đổi số của Sở Khoa học và Công nghệ."

# rule: letters that break it and nothing else
EXAMPLES = {
    "agency-missing": [letter("thong-bao", agency=" ")],
    "notation-missing": [letter(notation="")],
    "notation-spaces": [letter(notation="QĐ - SKHCN"), letter("cong-van", notation="SKHCN –CĐS")],
    "notation-form": [letter(notation="05/QĐ-SKHCN"), letter("cong-van", notation="SKHCN-(CĐS)")],
    "notation-kind": [
        letter(notation="SKHCN"),
        letter(notation="qđ-SKHCN"),
        letter("to-trinh", notation="TTR-SKHCN"),
    ],
    "number-form": [letter(number=0), letter(number=-3)],
    "place-missing": [letter(place="")],
    "place-with-date": [letter(place="Lam Giang, ngày 05 tháng 01 năm 2026"), letter(place="Lam Giang, ")],
    "place-capitals": [letter(place="Lam giang"), letter(place="hà nội")],
    "subject-missing": [letter(subject=""), letter("cong-van", subject=" ")],
    "subject-long": [letter(subject="Về việc " + "triển khai nhiệm vụ " * 14 + "năm 2026")],
    "subject-end": [letter(subject="Về việc thành lập Tổ công tác."), letter("cong-van", subject="mời họp;")],
    "subject-about": [
        letter("cong-van", subject="V/v mời họp"),
        letter("cong-van", subject="Về việc mời họp"),
        letter("thong-bao", subject="V/v nghỉ lễ"),
    ],
    "subject-repeats-kind": [letter(subject="Quyết định về việc thành lập Tổ công tác")],
    "subject-capital": [letter(subject="về việc thành lập Tổ công tác")],
    "subject-shouts": [letter(subject="VỀ VIỆC THÀNH LẬP TỔ CÔNG TÁC")],
    "authority-missing": [letter(authority=""), letter("cong-dien", authority=" ")],
    "body-missing": [letter("thong-bao", body=""), letter("cong-van", body="<p></p>")],
    "grounds-missing": [letter(body=ENACTED[ENACTED.index(ENACTING) :])],
    "ground-style": [body((GROUND, GROUND.replace(' class="ground"', "")))],
    "ground-end": [
        body(("16 tháng 6 năm 2025;", "16 tháng 6 năm 2025.")),
        body(("Chánh Văn phòng Sở.", "Chánh Văn phòng Sở;")),
        body(("Chánh Văn phòng Sở.", "<strong>Chánh Văn phòng Sở</strong>")),
    ],
    "ground-citation": [
        body(("số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ ", "của Chính phủ ")),
        body((" ngày 05 tháng 3 năm 2020 của", " của")),
    ],
    "law-numbered": [
        body(("Luật Tổ chức chính quyền địa phương", "Luật Tổ chức chính quyền địa phương số 72/2025/QH15"))
    ],
    "enacting-missing": [body((ENACTING, ""))],
    "enacting-form": [body((ENACTING, '<p class="center"><strong>Quyết định</strong></p>'))],
    "end-mark-missing": [body(("ký./.", "ký.")), body(("ký./.", "<em>ký</em>"))],
    "end-mark-early": [body((ARTICLE_ONE, ARTICLE_ONE + "/."))],
    "nation-in-body": [
        named('<p class="center">CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'),
        named("<p>Độc lập – Tự do – Hạnh phúc</p>"),
    ],
    "head-in-body": [
        named('<p class="right">Lam Giang, ngày    tháng 01 năm 2026</p>'),
        named("<p>Số: 12/TB-SKHCN</p>"),
    ],
    "addressees-in-body": [letter("cong-van", body="<p>Kính gửi: Văn phòng Ủy ban nhân dân tỉnh</p>" + NAMED)],
    "recipients-in-body": [named("<p>Nơi nhận: như trên</p>")],
    "appendix-unmentioned": [letter("thong-bao", appendices=(Appendix("Danh sách", NAMED),))],
    "appendix-untitled": [named("<p>Theo Phụ lục gửi cùng.</p>", appendices=(Appendix(" ", NAMED),))],
    "article-order": [articles("Điều 1. Một.", "Điều 3. Hai.", "Điều 4. Ba./.")],
    "article-form": [articles("Điều 1. Một.", "ĐIỀU 2: Hai./."), articles("Điều 1 Một./.")],
    "article-heading": [body((f"<h4>{ARTICLE_ONE}</h4>", f"<p>{ARTICLE_ONE}</p>"))],
    "chapter-number": [named('<h2 class="number">Chương 2</h2><h2 class="title">Tổ chức</h2>')],
    "section-number": [named("<h3>Mục II</h3><h3>Tổ chức</h3>"), named("<h3>Tiểu mục IV</h3>")],
    "chapter-title": [named('<h2 class="number">Chương I</h2>')],
    "point-form": [named("<p>a. Việc cần làm.</p>"), named("<p>a/ Việc cần làm.</p>"), named("<p>a - Việc.</p>")],
    "clause-form": [named("<p>1) Việc cần làm.</p>"), named("<p>1/ <em>Việc</em> cần làm.</p>")],
    "point-order": [points("a)", "b)", "c)", "d)", "e)", "f)"), points("a)", "c)")],
    "clause-order": [points("1.", "2.", "4.", "5.")],
    "not-unicode": [
        named("<p>Céng hßa x· héi chñ nghÜa ViÖt Nam, ñy ban nh©n d©n tØnh</p>"),
        letter("cong-van", subject="quy ñònh veà coâng taùc vaên thö ñôn vò haønh chính"),
    ],
    "not-composed": [letter(signer=unicodedata.normalize("NFD", "Trần Quang Minh"))],
    "double-space": [letter(subject="Về việc  thành lập Tổ công tác"), letter(signer="Trần  Quang Minh")],
    "space-before-mark": [named("<p>Các sở , ban, ngành.</p>"), named("<p>Các <strong>sở</strong> , ngành.</p>")],
    "space-after-mark": [named("<p>Các sở,ban, ngành;các xã.</p>")],
    "citation-capitals": [
        named("<p>Theo quy định tại điều 5 của Nghị định.</p>"),
        named("<p>Theo Khoản 2 Điều 5 và Điểm a khoản 3.</p>"),
        named("<p>Theo điểm a khoản 2 điều 103 mục 5 chương XII phần I của Bộ luật.</p>"),
    ],
    "capitals": [
        named("<p>Tại thành phố Hồ Chí Minh.</p>"),
        letter("cong-van", addressees=("Ủy ban Nhân dân các xã", "Sở Nội vụ")),
    ],
    "capacity-missing": [letter(capacity=())],
    "signer-missing": [letter(signer="")],
    "prefix-form": [
        letter(capacity=("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        letter(capacity=("K/T GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        letter(capacity=("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        letter(capacity=("Q.GIÁM ĐỐC",)),
        letter(capacity=("TUQ.GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
    ],
    "second-line-missing": [letter(capacity=("TM. ỦY BAN NHÂN DÂN",)), letter(capacity=("TL. GIÁM ĐỐC",))],
    "deputy-alone": [letter(capacity=("PHÓ GIÁM ĐỐC",)), letter(capacity=("THỨ TRƯỞNG",))],
    "head-for-himself": [letter(capacity=("KT. GIÁM ĐỐC", "GIÁM ĐỐC"))],
    "deputy-without-head": [
        letter(capacity=("KT. PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        letter(capacity=("KT. PHÓ GIÁM ĐỐC",)),
    ],
    "signer-title": [
        letter(signer="TS. Trần Quang Minh"),
        letter(signer="PGS.TS Trần Minh"),
        letter(signer="Ông Lê An"),
    ],
    "signer-case": [letter(signer="TRẦN QUANG MINH"), letter(signer="Trần quang Minh")],
    "addressees-missing": [letter("cong-van", addressees=(), recipients=("Sở Nội vụ", "Lưu: VT, CĐS"))],
    "addressees-needless": [letter(addressees=("Sở Nội vụ",))],
    "addressee-marks": [letter("cong-van", addressees=("- Sở Nội vụ;", "Sở Y tế"))],
    "recipient-marks": [letter("cong-van", recipients=("Như trên;", "Lưu: VT, CĐS"))],
    "recipients-missing": [letter(recipients=()), letter("cong-van", recipients=(" ",))],
    "keeping-missing": [letter(recipients=("Như Điều 3",)), letter("cong-van", recipients=("Như trên",))],
    "keeping-last": [letter(recipients=("Như Điều 3", "Lưu: VT, CĐS", "Văn phòng Sở"))],
    "keeping-form": [letter(recipients=("Như Điều 3", "Lưu VT, CĐS")), letter(recipients=("Lưu: Văn thư",))],
    "as-above-missing": [letter("cong-van", recipients=("Giám đốc Sở", "Lưu: VT, CĐS"))],
    "as-above-needless": [letter("thong-bao", recipients=("Như trên", "Lưu: VT, CĐS"))],
    "as-article": [letter(recipients=("Như Điều 7", "Lưu: VT, CĐS"))],
    "recipient-twice": [letter(recipients=("Như Điều 3", "Sở Nội vụ", "sở nội vụ", "Lưu: VT, CĐS"))],
    "urgency-value": [letter(urgency="hoả tốc"), letter(urgency="gấp")],
    "secrecy-value": [letter(secrecy="Tối mật")],
    "circulation-value": [letter(circulation="Lưu hành nội bộ")],
    "copies-form": [letter(copies=0)],
}
# Rules whose fault only a person can mend.
WITHOUT_FIX = {
    "agency-missing", "notation-missing", "place-missing", "subject-missing", "subject-long", "subject-shouts",
    "body-missing", "grounds-missing", "ground-citation", "recipients-in-body", "appendix-unmentioned",
    "appendix-untitled", "chapter-title", "not-unicode", "capacity-missing", "signer-missing",
    "second-line-missing", "addressees-missing",
}  # fmt: skip
BAD = [pytest.param(rule, bad, id=f"{rule}-{n}") for rule, list_ in EXAMPLES.items() for n, bad in enumerate(list_)]
MENDED = [pytest.param(rule, bad, id=f"{rule}-{n}") for rule, list_ in EXAMPLES.items()
          for n, bad in enumerate(list_) if rule not in WITHOUT_FIX]  # fmt: skip


def broken(letter_):
    return sorted({fault.rule_id for fault in check(letter_)})


def test_every_rule_has_an_example():
    assert sorted(EXAMPLES) == sorted(RULES)


@pytest.mark.parametrize("code", KINDS)
def test_a_good_letter_of_every_kind_passes(code):
    assert check(letter(code)) == []


@pytest.mark.parametrize(("rule", "bad"), BAD)
def test_each_rule_finds_its_fault_and_no_other(rule, bad):
    assert broken(bad) == [rule]


@pytest.mark.parametrize(("rule", "bad"), MENDED)
def test_one_touch_mends_the_fault_and_brings_no_other(rule, bad):
    fault = next(fault for fault in check(bad) if fault.rule_id == rule)
    if fault.fix is None:
        assert (rule, bad.notation) == ("notation-form", "SKHCN-(CĐS)")
        return
    mended = apply_fix(bad, fault)
    while again := [f for f in check(mended) if f.rule_id == rule]:
        assert len(again) < len([f for f in check(bad) if f.rule_id == rule])
        bad, mended = mended, apply_fix(mended, again[0])
    assert check(mended) == []


@pytest.mark.parametrize("rule", sorted(WITHOUT_FIX))
def test_what_only_a_person_can_mend_offers_no_button(rule):
    faults = [fault for bad in EXAMPLES[rule] for fault in check(bad)]
    assert [fault.fix for fault in faults] == [None] * len(faults)
    with pytest.raises(ValueError, match="has no fix"):
        apply_fix(letter(), faults[0])


@pytest.mark.parametrize(("rule", "bad"), BAD)
def test_messages_name_the_rule_in_the_decree(rule, bad):
    fault = next(fault for fault in check(bad) if fault.rule_id == rule)
    assert fault.message.endswith(f" (Nghị định 30, {RULES[rule].source}).")
    assert fault.message[0].isupper() or fault.message[0] == "“"
    assert fault.box == RULES[rule].box
    assert fault.severity in Severity


def test_sources_are_articles_or_appendices_of_the_decree():
    assert all(rule.source.startswith(("Phụ lục I", "Điều 13")) for rule in RULES.values())


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (letter(notation="qđ-SKHCN"), {"notation": "QĐ-SKHCN"}),
        (letter(capacity=("PHÓ GIÁM ĐỐC",)), {"capacity": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")}),
        (letter(capacity=("THỨ TRƯỞNG",)), {"capacity": ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")}),
        (letter(capacity=("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")), {"capacity": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")}),
        (letter(signer="PGS.TS Trần Minh"), {"signer": "Trần Minh"}),
        (letter(urgency="hoả tốc"), {"urgency": "hoa-toc"}),
        (letter(secrecy="Tối mật"), {"secrecy": "toi-mat"}),
        (letter(recipients=("Lưu: Văn thư",)), {"recipients": ("Lưu: VT",)}),
        (letter("cong-van", recipients=("Như trên",)), {"recipients": ("Như trên", "Lưu: VT, CĐS")}),
        (letter(authority=""), {"authority": "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ"}),
    ],
)
def test_what_fixes_write(bad, expected):
    (fault,) = check(bad)
    mended = apply_fix(bad, fault)
    assert {name: getattr(mended, name) for name in expected} == expected


def test_a_fix_keeps_bold_and_italic_around_it():
    bad = named("<p>Các <strong>sở</strong> , <em>ban ,ngành</em>.</p>")
    mended = apply_fix(bad, find_fault(bad, "space-before-mark@body:0"))
    assert mended.body.startswith("<p>Các <strong>sở</strong>, <em>ban,ngành</em>.</p>")


def test_points_are_lettered_again_in_the_vietnamese_order():
    bad = points("a)", "b)", "c)", "d)", "e)", "f)")
    mended = apply_fix(bad, check(bad)[0])
    assert [paragraph[:5] for paragraph in mended.body.split("</p>")[:6]] == [
        "<p>a)", "<p>b)", "<p>c)", "<p>d)", "<p>đ)", "<p>e)",
    ]  # fmt: skip


def test_kinh_gui_typed_in_the_body_moves_to_its_box():
    bad = letter("cong-van", addressees=("Sở Y tế",), body="<p>Kính gửi: Sở Nội vụ.</p>" + NAMED)
    mended = apply_fix(bad, find_fault(bad, "addressees-in-body@body:0"))
    assert mended.addressees == ("Sở Y tế", "Sở Nội vụ")
    assert mended.body == letter("cong-van", body=NAMED).body


def test_a_point_after_the_last_letter_is_doubled():
    assert check(points(*[f"{mark})" for mark in "abcdđeghiklmnopqrstuvxy"])) == []
    bad = points(*[f"{mark})" for mark in "abcdđeghiklmnopqrstuvxyz"])
    assert broken(bad) == ["point-order"]


def test_everything_mendable_is_mended_at_once():
    ill = letter(
        subject="quyết định Về việc  thành lập Tổ công tác.",
        notation="qđ - SKHCN",
        place="lam Giang, ngày 05 tháng 01 năm 2026",
        authority="",
        capacity=("PHÓ GIÁM ĐỐC",),
        signer="ThS. TRẦN QUANG MINH",
        recipients=("- Như Điều 9;", "Lưu VT"),
        urgency="khẩn",
        body=ENACTED.replace(ENACTING, "").replace("2025;", "2025").replace("Điều 3.", "Điều 4:"),
    )
    mended = mend_all(ill)
    assert check(mended) == []
    assert (mended.subject, mended.signer) == ("Về việc thành lập Tổ công tác", "Trần Quang Minh")
    assert mended.recipients == ("Như Điều 3", "Lưu: VT")


def test_points_begin_again_in_every_clause():
    assert check(points("1.", "a)", "b)", "2.", "a)", "b)")) == []


def test_faults_come_in_the_order_of_the_page():
    bad = letter(subject="", agency="", signer="", body="<p>Một , hai</p>", place="", recipients=())
    fields = [fault.where.partition(":")[0] for fault in check(bad)]
    body = fields.count("body")
    assert fields == ["agency", "place", "subject", *["body"] * body, "recipients", "signer"]
    assert body == 4


def test_a_key_finds_the_fault_again_and_not_when_it_is_mended():
    bad = letter(subject="Về việc thành lập Tổ công tác.")
    fault = find_fault(bad, "subject-end@subject")
    assert fault.rule_id == "subject-end"
    assert find_fault(apply_fix(bad, fault), "subject-end@subject") is None


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
MARKUP = st.lists(
    st.builds(
        "<{0}>{1}<em>{2}</em></{0}>".format,
        st.sampled_from(["p", "h4", "h2", "li", 'p class="ground"']).filter(lambda tag: " " not in tag),
        st.sampled_from(["Điều 3", "Căn cứ ", "a) ", "1/ ", "Kính gửi: ", "Chương 0", "Mục IV", "Lưu", "x ,y"]),
        TEXT.map(lambda text: text.replace("<", "").replace("&", "")),
    ),
    max_size=6,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(KINDS)), MARKUP, TEXT, st.lists(TEXT, max_size=3))
def test_no_text_breaks_the_checker_or_its_fixes(code, markup, line, lines):
    tried = letter(code, body=markup, subject=line, signer=line, place=line, notation=line, urgency=line)
    tried = replace(tried, addressees=tuple(lines), recipients=tuple(lines), capacity=tuple(lines), authority=line)
    for fault in check(tried):
        if fault.fix:
            assert apply_fix(tried, fault).kind is tried.kind
    assert find_fault(mend_all(tried), "subject-end@subject") is None
