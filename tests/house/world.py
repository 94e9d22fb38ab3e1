"""What the matrix is asked about: the cast and a few things they made."""

from types import SimpleNamespace

from core.actions.importing import start_import
from core.models import AuditEntry, Notice
from documents.actions import drafting
from documents.demo.house import build_house, give_keys
from documents.demo.papers import STEPS
from documents.models import Document
from signatures.models import PublicCode

PEOPLE_TABLE = "Tên đăng nhập;Họ và tên\nmoi.nguoi;Người Mới\n".encode()


def build_world():
    """The demo agency with one draft, one paper waiting for the head of unit, and one issued paper."""
    cast = build_house()
    give_keys(cast, ("leader",))
    world = SimpleNamespace(cast=cast, anonymous=None)
    world.draft, world.waiting, world.issued = (_paper(cast, steps) for steps in (0, 1, len(STEPS)))
    world.attachment = drafting.attach(world.draft, by=cast.specialist, content=b"ma;ten\n1;a\n", name="phu-luc.csv")
    world.batch = start_import(kind="people", content=PEOPLE_TABLE, name="nguoi.csv", by=cast.keeper)
    world.notice = Notice.objects.order_by("pk").first()
    world.entry = AuditEntry.objects.order_by("pk").first()
    world.code = PublicCode.objects.order_by("pk").first()
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
    "draft": lambda world: {"pk": world.draft.pk},
    "waiting": lambda world: {"pk": world.waiting.pk},
    "issued": lambda world: {"pk": world.issued.pk},
    "missing": lambda world: {"pk": 999_999},
    "attachment": lambda world: {"pk": world.draft.pk, "attachment": world.attachment.pk},
    "revision": lambda world: {"pk": world.issued.pk, "revision": world.issued.file.latest.number},
    "notice": lambda world: {"pk": world.notice.pk},
    "person": lambda world: {"pk": world.cast.specialist.pk},
    "appointment": lambda world: {"pk": world.cast.specialist.appointments.get().pk},
    "office": lambda world: {"pk": world.cast.digital.pk},
    "agency": lambda world: {"pk": world.cast.agency.pk},
    "post": lambda world: {"pk": world.cast.posts["specialist"].pk},
    "batch": lambda world: {"pk": world.batch.pk},
    "entry": lambda world: {"pk": world.entry.pk},
    "kind": lambda world: {"kind": "people"},
    "code": lambda world: {"code": world.code.code},
    "token": lambda world: {"name": "MQ", "token": "khong-dung"},
}
