"""What the matrix is asked about: the cast and a few things they made."""

from datetime import date
from types import SimpleNamespace

from core.actions.bookings import add_resource
from core.actions.importing import start_import
from core.models import AuditEntry, Notice
from documents.actions import drafting
from documents.demo.house import build_house, give_keys
from documents.demo.papers import STEPS
from documents.models import Document, Recipient
from procedures.actions.designing import draft_of
from procedures.actions.publishing import publish_procedure
from signatures.models import PublicCode
from tests.house.case_world import CASE_ADDRESSES, CASES, add_cases, case_form
from tests.house.paper_rows import PAPER_ADDRESSES, add_papers
from tests.procedures.leave import leave
from workflows.actions.calendar import mark_day

STAGES = ("draft", "to_check", "to_form", "to_sign", "to_number", "to_seal", "to_issue", "issued")
PEOPLE_TABLE = "Tên đăng nhập;Họ và tên\nmoi.nguoi;Người Mới\n".encode()


def build_world():
    """The demo agency with one paper at every stage of its way, and the few other things addresses are about."""
    cast = build_house()
    give_keys(cast, ("leader",))
    world = SimpleNamespace(cast=cast, anonymous=None)
    for steps, stage in enumerate(STAGES):
        setattr(world, stage, _paper(cast, steps))
    world.attachment = drafting.attach(world.draft, by=cast.specialist, content=b"ma;ten\n1;a\n", name="phu-luc.csv")
    world.batch = start_import(kind="people", content=PEOPLE_TABLE, name="nguoi.csv", by=cast.keeper)
    world.room = add_resource(office=cast.agency, kind="room", name="Phòng họp tầng 2", by=cast.keeper)
    world.work_day = mark_day(None, date(2026, 2, 16), kind="off", name="Tết", by=cast.keeper)
    world.procedure = publish_procedure(cast.agency, leave(), by=cast.keeper).procedure
    world.procedure_draft = draft_of(world.procedure, by=cast.keeper)
    add_cases(world)
    add_papers(world)
    world.receipt = Recipient.objects.get(document=world.issued, office__isnull=False)
    world.notice = Notice.objects.order_by("pk").first()
    world.entry = AuditEntry.objects.order_by("pk").first()
    world.code = PublicCode.objects.get(file=world.issued.file)
    return world


def _paper(cast, steps):
    document = drafting.create_document(
        by=cast.specialist,
        unit=cast.digital,
        kind="cong-van",
        signer=cast.leader,
        subject="rà soát hệ thống mạng",
        body="<p>Kính mời các đơn vị phối hợp rà soát hệ thống mạng trước ngày 30 tháng này./.</p>",
        addressees="Sở Tài chính tỉnh Lam Giang",
        recipients="Như trên\nLưu: VT, CĐS",
    )
    for step in STEPS[:steps]:
        step(cast, Document.objects.for_reading().get(pk=document.pk))
    return Document.objects.get(pk=document.pk)


# How the address of a thing, or of a URL name that needs one, is made.
ADDRESSES = {
    **{stage: lambda world, stage=stage: {"pk": getattr(world, stage).pk} for stage in STAGES},
    "receipt": lambda world: {"pk": world.receipt.pk},
    "missing": lambda world: {"pk": 999_999},
    "attachment": lambda world: {"pk": world.draft.pk, "attachment": world.attachment.pk},
    "revision": lambda world: {"pk": world.issued.pk, "revision": world.issued.file.latest.pk},
    "notice": lambda world: {"pk": world.notice.pk},
    "person": lambda world: {"pk": world.cast.specialist.pk},
    "appointment": lambda world: {"pk": world.cast.specialist.appointments.get().pk},
    "office": lambda world: {"pk": world.cast.digital.pk},
    "agency": lambda world: {"pk": world.cast.agency.pk},
    "post": lambda world: {"pk": world.cast.posts["specialist"].pk},
    "procedure": lambda world: {"pk": world.procedure.pk},
    "procedure_version": lambda world: {"pk": world.procedure.pk, "number": 1},
    "procedure_draft": lambda world: {"pk": world.procedure_draft.pk},
    "draft_field": lambda world: {"pk": world.procedure_draft.pk, "key": "reason"},
    "draft_step": lambda world: {"pk": world.procedure_draft.pk, "key": "lanh-dao"},
    "draft_paper": lambda world: {"pk": world.procedure_draft.pk, "family": "outputs", "key": "giay"},
    "batch": lambda world: {"pk": world.batch.pk},
    "entry": lambda world: {"pk": world.entry.pk},
    "kind": lambda world: {"kind": "people"},
    "room": lambda world: {"pk": world.room.pk},
    "work_day": lambda world: {"pk": world.work_day.pk},
    "code": lambda world: {"code": world.code.code},
    "token": lambda world: {"name": "MQ", "token": "khong-dung"},
    **CASE_ADDRESSES,
    **PAPER_ADDRESSES,
}


def form_for(world, thing):
    """What is posted: for a paper everything its acts ask for, as a page shown now would send it."""
    if thing in (*CASES, "procedure_code", "open_step"):
        return case_form(world, thing)
    if thing not in STAGES:
        return {}
    document = getattr(world, thing)
    latest = document.file.latest if document.file else None
    return {
        "seen": document.version,
        "revision": latest.pk if latest else "",
        "reason": "Chưa rõ căn cứ.",
        "text": "Đề nghị bổ sung thời hạn.",
        "person": world.cast.accountant.pk,
    }
