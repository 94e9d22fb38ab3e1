"""Every shipped procedure from the form to its end, and once sent back for a supplement; with its papers."""

import pytest

from core.audit import history
from core.models import Booking
from documents.demo.house import build_house, give_keys
from documents.models import Document, RegisterNumber
from documents.printing.structure import pdf_a_faults
from procedures import prefill
from procedures.actions.cases import resubmit_case, withdraw_case
from procedures.actions.handling import ask_for_more, reject_case
from procedures.actions.shipping import load_shipped
from procedures.demo.walking import build_things, lay_out, submit, waiting, walk
from procedures.models import Case, CasePaper
from procedures.shipped import shipped
from signatures.queries.trust import current_trust
from signatures.verification import verify
from workflows.models import Deputation

CODES = tuple(shipped())
WAYS = {
    "nghi-phep": "handover:ketoan unit:truongphong quota:chanhvanphong sign:phogiamdoc issue:vanthu",
    "cong-tac": "unit:truongphong funds:ketoan car:chanhvanphong sign:phogiamdoc issue:vanthu",
    "dat-xe": "unit:truongphong car:chanhvanphong slip:vanthu",
    "phong-hop": "unit:truongphong room:chanhvanphong prepare:thuky",
    "van-phong-pham": "unit:truongphong bureau:chanhvanphong hand-out:vanthu received:chuyenvien",
    "mua-sam": "unit:truongphong bureau:chanhvanphong funds:ketoan sign:phogiamdoc issue:vanthu",
    "sua-chua": "receive:chanhvanphong funds:ketoan decide:chanhvanphong repair:chanhvanphong accept:chuyenvien",
    "dao-tao": "unit:truongphong bureau:chanhvanphong funds:ketoan sign:giamdoc issue:vanthu",
    "tuyen-dung": "establishment:chanhvanphong funds:ketoan leaders:phogiamdoc sign:giamdoc issue:vanthu",
    "lam-them-gio": "unit:truongphong funds:ketoan approve:phogiamdoc slip:vanthu",
    "dong-dau": "unit:truongphong bureau:chanhvanphong seal:vanthu",
    "xac-nhan": "facts:chanhvanphong sign:phogiamdoc issue:vanthu",
    "tam-ung": "unit:truongphong check:ketoan approve:phogiamdoc pay:ketoan",
    "thanh-toan": "unit:truongphong check:ketoan approve:phogiamdoc pay:ketoan",
}
RESULTS = {
    "nghi-phep": ("giay-nghi-phep", "01/GNP-SKHCN", True),
    "cong-tac": ("quyet-dinh", "01/QĐ-SKHCN", True),
    "dat-xe": ("lenh-dieu-xe", "01/LĐX-SKHCN", False),
    "mua-sam": ("quyet-dinh", "01/QĐ-SKHCN", True),
    "tam-ung": ("giay-de-nghi", "01/GĐN-SKHCN", False),
    "thanh-toan": ("giay-de-nghi", "02/GĐN-SKHCN", False),
    "van-phong-pham": ("phieu-cap", "01/PC-SKHCN", False),
    "dao-tao": ("quyet-dinh", "01/QĐ-SKHCN", True),
    "tuyen-dung": ("thong-bao", "01/TB-SKHCN", True),
    "lam-them-gio": ("phieu-duyet", "01/PD-SKHCN", False),
    "xac-nhan": ("giay-xac-nhan", "01/GXN-SKHCN", True),
}
PAID = {"tam-ung", "thanh-toan"}  # their way has no clerk
REGISTERED = {"nghi-phep", "cong-tac", "mua-sam", "dao-tao", "tuyen-dung"}


@pytest.fixture
def house(db):
    cast = build_house()
    give_keys(cast, ("leader", "deputy"))
    load_shipped(cast.agency, by=cast.keeper)
    cast.things = build_things(cast)
    return cast


def way_of(case):
    steps = case.route.steps.filter(phase="done", done_by__isnull=False).order_by("done_at", "pk")
    return " ".join(f"{step.key}:{step.done_by.username}" for step in steps)


def of(house, code):
    """The case, after those it continues."""
    if code == "tam-ung":
        return submit(house, house.things, code, parent=walk(submit(house, house.things, "cong-tac")))
    if code == "thanh-toan":
        return submit(house, house.things, code, parent=walk(of(house, "tam-ung")))
    return submit(house, house.things, code)


@pytest.mark.parametrize("code", CODES)
def test_sent_back_once_and_then_from_the_form_to_the_result(house, code):
    case = of(house, code)
    step, person = waiting(case)[0]
    case = ask_for_more(case, by=person, reason="Chưa rõ nội dung.", lacks=["Ghi rõ nội dung"], step=step.pk)
    assert case.state == "waiting"
    case = walk(lay_out(resubmit_case(case, by=case.requester, typed={})))
    assert (case.state, way_of(case)) == ("done", WAYS[code])
    slips = CasePaper.objects.filter(case=case).exclude(kind="result")
    assert list(slips.values_list("kind", flat=True)) == ["receipt", "supplement", "control"]
    assert CasePaper.objects.filter(revision__isnull=True).count() == 0
    assert [each for paper in case.papers.all() for each in pdf_a_faults(paper.revision.read())] == []
    results = list(CasePaper.objects.filter(case=case, kind="result"))
    found = [(paper.book, paper.full_number, paper.signed) for paper in results]
    assert found == [RESULTS[each] for each in RESULTS if each == code]
    for paper in results:
        verdict = verify(paper.revision.read(), current_trust())
        assert (verdict.passed, len(verdict.signatures)) == (paper.sealed, paper.sealed + paper.signed)
        assert (paper.sealed, paper.document is not None) == (code not in PAID, code in REGISTERED)


def test_trip_advance_settlement_type_nothing_twice(house):
    case = of(house, "thanh-toan")
    trip = Case.objects.get(edition__procedure__code="cong-tac")
    shared = {key: case.data[key] for key in ("purpose", "destination", "period")}
    assert shared == {key: trip.data[key] for key in shared}
    assert (trip.data["total"], case.parent.data["amount"], case.data["advanced"]) == (
        1_800_000,
        1_800_000,
        1_800_000,
    )
    assert (case.data["total"], case.data["due"]) == (1_950_000, 150_000)
    typed = [key for key, value in case.provenance.items() if value["how"] == "typed"]
    assert sorted(typed) == ["agreed", "vouchers"]
    assert prefill.tally(case.plan, case.data, case.provenance) == (case.filled, case.not_retyped)


def test_what_was_not_spent_is_paid_back_and_nothing_is_ordered(house):
    parent = walk(of(house, "tam-ung"))
    voucher = {"day": "2026-01-05", "what": "Phụ cấp lưu trú", "amount": 1_000_000}
    case = walk(submit(house, house.things, "thanh-toan", parent=parent, vouchers=[voucher]))
    assert (case.data["due"], way_of(case).split()[-1]) == (-800_000, "refund:chuyenvien")


def test_approved_advance_is_announced_with_amount_and_payee(house):
    from procedures.signals import approved_for_payment

    heard = []

    def hear(sender, case, amount, payee, **facts):
        heard.append((case.plan.code, amount, payee["number"]))

    approved_for_payment.connect(hear)
    try:
        walk(of(house, "tam-ung"))
    finally:
        approved_for_payment.disconnect(hear)
    assert heard == [("tam-ung", 1_800_000, "0000112233")]


def test_an_approved_leave_makes_the_deputy_for_exactly_its_days(house):
    case = walk(submit(house, house.things, "nghi-phep"))
    deputation = Deputation.objects.get()
    first, last = case.data["period"]["from"], case.data["period"]["to"]
    from django.utils import timezone

    starts, ends = timezone.localtime(deputation.starts), timezone.localtime(deputation.ends)
    assert (deputation.absent, deputation.deputy) == (house.specialist, house.accountant)
    assert (f"{starts:%Y-%m-%d %H:%M}", f"{ends:%H:%M}", (ends - starts).days) == (f"{first} 00:00", "00:00", 3)
    assert last < f"{ends:%Y-%m-%d}"


def test_a_leave_taken_back_or_refused_leaves_no_deputy(house):
    for end in ("withdraw", "refuse"):
        case = walk(submit(house, house.things, "nghi-phep"), until="issue")
        deputation = Deputation.objects.get(revoked_at__isnull=True)
        if end == "withdraw":
            withdraw_case(case, by=house.specialist, reason="Không nghỉ nữa.")
        else:
            reject_case(case, by=house.clerk, reason="Rút phép.", ground="Điều 113 Bộ luật Lao động")
        deputation.refresh_from_db()
        assert deputation.revoked_at is not None


def test_a_leave_that_cannot_be_stood_in_for_is_still_granted(house):
    from procedures.automatic import moments_of
    from workflows.actions.deputies import appoint_deputy

    case = submit(house, house.things, "nghi-phep")
    starts, ends = moments_of(case.data["period"])
    appoint_deputy(house.accountant, house.specialist, by=house.accountant, starts=starts, ends=ends)
    case = walk(case)
    note = case.route.steps.get(key="deputy").note
    assert (case.state, note.startswith("Chưa lập được việc làm thay: ")) == ("done", True)
    assert house.specialist.notices.filter(text__startswith="Chưa lập được").count() == 1


@pytest.mark.parametrize(("changes", "signer"), [({"abroad": "co", "country": "Lào"}, "giamdoc"), ({}, "phogiamdoc")])
def test_who_signs_a_leave_follows_the_form(house, changes, signer):
    case = walk(submit(house, house.things, "nghi-phep", **changes))
    assert CasePaper.objects.get(case=case, kind="result").signer.username == signer


@pytest.mark.parametrize(("price", "signer"), [(25_000_000, "phogiamdoc"), (25_000_001, "giamdoc")])
def test_who_decides_a_purchase_follows_the_amount(house, price, signer):
    items = [{"item": "Máy chủ", "quantity": 2, "price": price}]
    case = walk(submit(house, house.things, "mua-sam", items=items), until="sign")
    assert [person.username for _step, person in waiting(case)] == [signer]


def test_a_result_stands_in_the_register_as_an_issued_document(house):
    walk(submit(house, house.things, "cong-tac"))
    document = Document.objects.get()
    assert (document.state, document.number_notation, document.signer) == ("issued", "01/QĐ-SKHCN", house.deputy)
    assert RegisterNumber.objects.get().document == document
    verbs = [entry.verb for entry in history(document)]
    assert verbs == ["result_taken_in", "number_given", "document_numbered", "document_sealed", "document_issued"]
    seen = [person for person in house.people if Document.objects.visible_to(person).exists()]
    assert set(seen) == {house.specialist, house.head, house.deputy, house.leader, house.clerk}


def test_a_car_is_held_arranged_and_given_back(house):
    case = submit(house, house.things, "dat-xe")
    assert Booking.objects.get().state == "held"
    case = walk(case)
    assert Booking.objects.get().state == "confirmed"
    other = submit(house, house.things, "phong-hop")
    step, person = waiting(other)[0]
    reject_case(other, by=person, reason="Trùng lịch tiếp dân.", ground="Quy chế làm việc", step=step.pk)
    assert Booking.objects.get(resource=house.things["room"]).state == "released"
    kinds = list(CasePaper.objects.filter(case=other).values_list("kind", flat=True))
    assert kinds == ["receipt", "refusal", "control"]
