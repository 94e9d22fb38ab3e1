"""Papers of cases: numbered without gaps, said as the forms say it, signed exactly as shown, sealed by the clerk."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from core.refusals import Forbidden, WrongState
from documents.body import plain_text
from documents.demo.house import PIN, build_house, give_keys
from procedures.actions import papers, results, signing, slips
from procedures.actions.cases import resubmit_case, submit_case
from procedures.actions.handling import answer_step, ask_for_more, extend_case, reject_case, send_back
from procedures.actions.shipping import load_shipped
from procedures.demo.walking import begin, build_things, lay_out, submit, waiting, walk
from procedures.models import Case, CasePaper, PaperBook
from procedures.papers import words
from procedures.papers.letters import signing_of
from procedures.papers.slips import slip_letter
from signatures.models import SigningIntent
from signatures.queries.trust import current_trust
from signatures.verification import verify
from tests.cast import at_desk

THREADS, EACH = 6, 4


@pytest.fixture
def house(db):
    return built()


def built():
    cast = build_house()
    give_keys(cast, ("leader", "deputy", "head"))
    load_shipped(cast.agency, by=cast.keeper)
    cast.things = build_things(cast)
    return cast


def paper(case, kind):
    return CasePaper.objects.for_reading().get(case=case, kind=kind)


def said(case, kind):
    return plain_text(slip_letter(paper(case, kind)).body)


def to_sign(house, code="xac-nhan", **typed):
    return walk(submit(house, house.things, code, **typed), until="sign")


# --- numbers ---------------------------------------------------------------------------------------
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_slips_asked_at_once_are_numbered_without_a_gap(transactional_db):
    cast = built()
    cases = [submit_case(begin(cast, cast.things, "van-phong-pham"), by=cast.specialist) for _each in range(THREADS)]
    begin_now, wrong = threading.Barrier(THREADS), []

    def ask(case):
        begin_now.wait()
        try:
            for _each in range(EACH):
                papers.ask_slip(case, "control", by=cast.clerk, rows=[], ended="")
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    asking = [threading.Thread(target=ask, args=[case]) for case in cases]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert wrong == []
    numbers = CasePaper.objects.filter(kind="control").order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, THREADS * EACH + 1))


def test_a_roll_back_leaves_no_gap_and_no_job(house):
    from django_tasks_db.models import DBTaskResult

    case = submit(house, house.things, "dat-xe")
    before = DBTaskResult.objects.count()

    @transaction.atomic
    def in_vain():
        papers.ask_control(case, by=house.clerk)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_vain()
    assert (DBTaskResult.objects.count(), PaperBook.objects.filter(book="phieu-kiem-soat").count()) == (before, 0)
    assert papers.ask_control(case, by=house.clerk).number == 1


def test_each_kind_and_year_counts_on_its_own(house):
    assert [papers.take_number(house.agency, "a", year) for year in (2026, 2026, 2027)] == [1, 2, 1]
    assert papers.take_number(house.neighbour, "a", 2026) == 1


# --- what they say ---------------------------------------------------------------------------------
def test_the_receipt_says_what_came_and_when_the_result_is_due(house):
    case = submit(house, house.things, "mua-sam")
    text = said(case, "receipt")
    assert case.due is not None
    assert f"Mã hồ sơ: {case.code}" in text
    assert "1. Tờ khai điện tử “Mua sắm thiết bị”\n2. bao-gia.csv" in text
    assert f"Thời gian trả kết quả giải quyết hồ sơ: {words.told_moment(case.due)}" in text
    assert f"Thời gian nhận hồ sơ: {words.told_moment(case.submitted_at)}" in text


def test_the_request_to_supplement_lists_what_is_missing(house):
    case = submit(house, house.things, "dat-xe")
    step, person = waiting(case)[0]
    lacks = ["Ghi rõ <điểm đón>", "Số người đi"]
    case = lay_out(ask_for_more(case, by=person, reason="Chưa đủ.", lacks=lacks, step=step.pk))
    text = said(case, "supplement")
    assert "1. Ghi rõ <điểm đón>\n2. Số người đi\nLý do: Chưa đủ." in text
    assert paper(case, "supplement").signer == house.head


def test_the_refusal_names_reason_and_ground(house):
    case = submit(house, house.things, "dat-xe")
    step, person = waiting(case)[0]
    case = lay_out(reject_case(case, by=person, reason="Không đúng mục đích.", ground="Điều 5 Quy chế", step=step.pk))
    assert "Không đúng mục đích.\nCăn cứ: Điều 5 Quy chế" in said(case, "refusal")


def test_the_apology_names_both_appointments(house):
    case = submit(house, house.things, "mua-sam")
    before = case.due
    extend_case(case, by=house.leader, budget=2, reason="Chờ báo giá.")
    case = lay_out(case)
    text = said(case, "apology")
    assert case.due > before
    assert f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {words.told_moment(before)}." in text
    assert f"sẽ trả kết quả giải quyết hồ sơ vào {words.told_moment(case.due)}." in text
    assert paper(case, "apology").capacity == "GIÁM ĐỐC"


def test_the_control_slip_has_a_line_for_every_step_people_did(house):
    case = walk(submit(house, house.things, "van-phong-pham"))
    rows = paper(case, "control").facts["rows"]
    assert [row[0] for row in rows] == [
        "Trưởng đơn vị đồng ý: Phạm Văn Hùng",
        "Văn phòng duyệt cấp: Bùi Anh Tuấn",
        "Cấp phát: Lê Thị Thu",
        "Xác nhận đã nhận: Nguyễn Thị Lan",
    ]
    assert {row[4] for row in rows} <= {"Trước hạn", "Đúng hạn"}


@pytest.mark.parametrize(
    ("title", "office", "joined"),
    [
        ("Trưởng phòng", "Phòng Chuyển đổi số", "Trưởng Phòng Chuyển đổi số"),
        ("Chánh Văn phòng", "Văn phòng", "Chánh Văn phòng"),
        ("Trưởng ban", "Ban Quản lý dự án", "Trưởng Ban Quản lý dự án"),
        ("Phụ trách", "Trung tâm Thông tin", "Phụ trách Trung tâm Thông tin"),
    ],
)
def test_heads_are_named_as_decisions_name_them(title, office, joined):
    assert words.joined(title, office) == joined


def test_blanks_say_words_tables_and_nothing_that_was_typed_as_html(house):
    case = submit(house, house.things, "mua-sam", reason="<script>alert(1)</script> & <b>gấp</b>")
    body = (
        "<p>Lý do: {{reason}}.</p><p>{{items}}</p><p>{{total}} ({{total.words}})</p>"
        "<p>Cần: {{needed_on}}</p><p>{{khong_co}}</p>"
    )
    assert words.filled(body, case) == (
        "<p>Lý do: &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;gấp&lt;/b&gt;.</p>"
        "<table><thead><tr><th>TT</th><th>Tên hàng hóa, thiết bị</th><th>Cấu hình, quy cách</th><th>Số lượng</th>"
        "<th>Đơn giá dự kiến (đồng)</th><th>Thành tiền (đồng)</th></tr></thead><tbody><tr><td>1</td>"
        "<td>Máy tính để bàn</td><td>16 GB, SSD 512 GB</td><td>2</td><td>15.500.000</td><td>31.000.000</td></tr>"
        "</tbody></table><p>31.000.000 đồng (Ba mươi mốt triệu đồng)</p>"
    )


# --- signing ---------------------------------------------------------------------------------------
def test_the_leader_signs_the_page_that_was_shown(house):
    case = to_sign(house)
    [(shown, intent)] = signing.open_signing(case, by=house.deputy)
    step = signing.sign_results(case, by=house.deputy, intents=[intent.token], pin=PIN)
    found = paper(case, "result")
    assert (step.phase, found.signed, found.signer) == ("done", True, house.deputy)
    assert found.revision.read().startswith(shown.revision.read())
    assert SigningIntent.objects.get(pk=intent.pk).used_at is not None
    assert AuditEntry.objects.filter(verb="results_signed", subject_id=case.pk).count() == 1


def test_only_whose_turn_it_is_opens_the_sheet(house):
    case = to_sign(house)
    for person in (house.leader, house.head, house.specialist):
        with pytest.raises(Forbidden):
            signing.open_signing(case, by=person)


def test_a_wrong_pin_changes_nothing_but_the_count(house):
    from signatures.actions import PinRefused

    case = to_sign(house)
    [(_shown, intent)] = signing.open_signing(case, by=house.deputy)
    with pytest.raises(PinRefused):
        signing.sign_results(case, by=house.deputy, intents=[intent.token], pin="000000")
    assert (paper(case, "result").signed, waiting(case)[0][1]) == (False, house.deputy)
    signing.sign_results(case, by=house.deputy, intents=[intent.token], pin=PIN)


def test_a_sheet_of_another_turn_or_another_case_signs_nothing(house):
    first, second = to_sign(house), to_sign(house)
    [(_shown, intent)] = signing.open_signing(first, by=house.deputy)
    for tokens in ([intent.token], [], ["khong-phai"]):
        with pytest.raises(WrongState):
            signing.sign_results(second, by=house.deputy, intents=tokens, pin=PIN)
    send_back(first, by=house.deputy, key="facts", reason="Sai ngày sinh.")
    again = walk(lay_out(first), until="sign")
    with pytest.raises(WrongState):
        signing.sign_results(again, by=house.deputy, intents=[intent.token], pin=PIN)


def test_a_page_of_what_was_asked_before_the_supplement_is_not_signed(house):
    case = to_sign(house)
    [(_shown, intent)] = signing.open_signing(case, by=house.deputy)
    ask_for_more(case, by=house.deputy, reason="Sai ngày sinh.")
    resubmit_case(Case.objects.get(pk=case.pk), by=house.specialist)
    case = lay_out(Case.objects.get(pk=case.pk))
    with pytest.raises(WrongState):
        signing.sign_results(case, by=house.deputy, intents=[intent.token], pin=PIN)
    assert paper(case, "result").signed is False


def test_what_was_signed_is_no_result_of_a_case_that_was_changed(house):
    case = walk(to_sign(house), until="issue")
    assert paper(case, "result").signed is True
    ask_for_more(case, by=house.clerk, reason="Xem lại nội dung.")
    key = next(plan.key for plan in case.plan.holding if plan.type in ("text", "long_text") and plan.key in case.data)
    case = resubmit_case(Case.objects.get(pk=case.pk), by=house.specialist, typed={key: "Nội dung khác hẳn"})
    found = paper(case, "result")
    assert (found.signed, found.revision, waiting(case)[0][0].round) == (False, None, 2)


def test_a_page_laid_out_while_the_case_changed_is_not_kept(house):
    case = to_sign(house)
    stale = paper(case, "result")
    asked = CasePaper.objects.filter(pk=stale.pk)
    asked.update(revision=None, file=None, asked_at=timezone.now())
    with pytest.raises(WrongState):
        results.laid_out_for(stale, signing_of(house.deputy, case.agency))
    assert paper(case, "result").revision is None


def test_a_result_sent_back_after_signing_is_laid_out_and_signed_anew(house):
    case = walk(to_sign(house), until="issue")
    before = paper(case, "result").file_id
    send_back(case, by=house.clerk, key="facts", reason="Sai ngày sinh.")
    case = walk(lay_out(case))
    found = paper(case, "result")
    assert (case.state, found.signed, found.sealed, found.file_id != before) == ("done", True, True, True)


def test_a_page_laid_out_for_one_is_laid_out_anew_for_another_who_may_sign(house):
    case = to_sign(house)
    CasePaper.objects.filter(case=case, kind="result").update(signer=house.leader, capacity="GIÁM ĐỐC")
    [(shown, _intent)] = signing.open_signing(case, by=house.deputy)
    assert (shown.signer, shown.capacity) == (house.deputy, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")


def test_the_quick_answer_does_not_sign_and_no_result_leaves_unsigned(house):
    case = to_sign(house)
    with pytest.raises(WrongState):
        answer_step(case, by=house.deputy)
    assert paper(case, "result").signed is False


# --- slips -----------------------------------------------------------------------------------------
def test_the_clerk_seals_receipts_others_may_not(house):
    found = paper(submit(house, house.things, "dat-xe"), "receipt")
    with pytest.raises(Forbidden):
        slips.seal_slip(found, by=house.leader)
    sealed = slips.seal_slip(found, by=house.clerk)
    verdict = verify(sealed.revision.read(), current_trust())
    assert (verdict.passed, len(verdict.signatures)) == (True, 1)
    with pytest.raises(WrongState):
        slips.seal_slip(sealed, by=house.clerk)


def test_whoever_asked_for_a_supplement_signs_the_request(house):
    case = submit(house, house.things, "dat-xe")
    step, person = waiting(case)[0]
    case = lay_out(ask_for_more(case, by=person, reason="Chưa đủ.", lacks=["Điểm đón"], step=step.pk))
    found = paper(case, "supplement")
    with pytest.raises(WrongState):
        slips.open_slip_signing(found, by=house.leader)
    intent = slips.open_slip_signing(found, by=house.head)
    signed = slips.sign_slip(found, by=house.head, intent=intent.token, pin=PIN)
    verdict = verify(signed.revision.read(), current_trust())
    assert (verdict.passed, len(verdict.signatures), signed.signed) == (True, 1, True)
    with pytest.raises(WrongState):
        slips.seal_slip(signed, by=house.clerk)


def test_a_slip_still_being_laid_out_is_not_sealed_yet(house):
    case = submit_case(begin(house, house.things, "dat-xe"), by=house.specialist)
    found = paper(case, "receipt")
    assert found.is_under_way
    with pytest.raises(WrongState):
        slips.seal_slip(found, by=house.clerk)


# --- screens ---------------------------------------------------------------------------------------
def get(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def test_papers_are_read_by_who_sees_the_case_and_by_the_clerk(house, client):
    found = paper(submit(house, house.things, "dat-xe"), "receipt")
    people = (house.specialist, house.head, house.clerk, house.accountant, house.outsider_clerk, house.keeper)
    pages = [get(client, person, "case_paper", found.case_id, found.pk).status_code for person in people]
    files = [get(client, person, "case_paper_file", found.case_id, found.pk) for person in people]
    bytes_read = [b"".join(each.streaming_content)[:5] if each.streaming else b"" for each in files]
    assert (pages, bytes_read) == ([200, 200, 200, 404, 404, 404], [b"%PDF-"] * 3 + [b""] * 3)


def test_signing_on_the_screen(house, client):
    case = to_sign(house)
    assert get(client, house.specialist, "case_sign", case.pk).status_code == 403
    page = get(client, house.deputy, "case_sign", case.pk)
    assert (page.status_code, page.context["src"] != "", 'name="pin"' in page.text) == (200, True, False)
    url = reverse("case_sign", args=[case.pk])
    stale = client.post(url, {"seen": case.version + 1})
    pinned = client.post(url, {"seen": case.version, "step": page.context["step"].pk})
    assert (stale.status_code, 'name="pin"' in pinned.text) == (409, True)
    tokens = [str(intent.token) for intent in pinned.context["intents"]]
    assert client.post(url, {"pin": PIN}).status_code == 422
    assert client.post(url, {"pin": PIN, "intent": tokens}).status_code == 302
    assert paper(case, "result").signed


def test_the_book_lists_every_case_and_prints(house, client):
    walk(submit(house, house.things, "van-phong-pham"))
    other = submit(house, house.things, "dat-xe")
    page = get(client, house.clerk, "case_register")
    assert [case.pk for case, _line in page.context["lines"]] == [other.pk, other.pk - 1]
    assert {each.kind for each in page.context["waiting"]} == {"receipt", "control"}
    asked = {"paper": [each.pk for each in page.context["waiting"]]}
    assert client.post(reverse("case_papers_seal"), asked).status_code == 302  # asks who is there first
    assert CasePaper.objects.to_seal(house.agency).count() == 3
    assert at_desk(house.clerk).post(reverse("case_papers_seal"), asked).status_code == 302
    assert CasePaper.objects.to_seal(house.agency).count() == 0
    pdf = get(client, house.leader, "case_register_print", nam=date.today().year)  # noqa: DTZ011
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    for person in (house.specialist, house.keeper):
        assert get(client, person, "case_register").status_code == 403


def test_the_book_costs_the_same_however_many_lines(house, client, django_assert_max_num_queries):
    for _each in range(6):
        submit_case(begin(house, house.things, "van-phong-pham"), by=house.specialist)
    get(client, house.leader, "case_register")
    with django_assert_max_num_queries(18):
        page = get(client, house.leader, "case_register")
    assert len(page.context["lines"]) == Case.objects.count() == 6
