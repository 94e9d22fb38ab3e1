"""The cases of the demo: something for everybody's desk, and one of every standing."""

from procedures.actions.handling import ask_for_more, reject_case
from procedures.actions.shipping import load_shipped
from procedures.demo.walking import begin, build_things, submit, waiting, walk

# code, up to which step (None: to the end), what is typed otherwise
STORIES = (
    ("van-phong-pham", None, {}),
    ("phong-hop", None, {}),
    ("dat-xe", "car", {}),
    ("nghi-phep", "unit", {}),
    ("xac-nhan", "sign", {}),
    ("tuyen-dung", "leaders", {}),
    ("sua-chua", "repair", {}),
    ("lam-them-gio", "funds", {}),
    ("dong-dau", "seal", {}),
    ("mua-sam", "sign", {"items": [{"item": "Máy chủ lưu trữ hồ sơ điện tử", "quantity": 1, "price": 98_000_000}]}),
)


def build_cases(cast):
    """Take the shipped procedures in and walk cases by the acts people use; pages are left to the worker."""
    load_shipped(cast.agency, by=cast.keeper)
    things = build_things(cast)
    trip = walk(submit(cast, things, "cong-tac", worker=False), worker=False)
    walk(submit(cast, things, "tam-ung", parent=trip, worker=False), until="check", worker=False)
    for code, until, typed in STORIES:
        walk(submit(cast, things, code, worker=False, **typed), until=until, worker=False)
    _asked_to_supplement(cast, things)
    _refused(cast, things)
    begin(cast, things, "nghi-phep", reason="")


def _asked_to_supplement(cast, things):
    case = submit(cast, things, "dao-tao", worker=False)
    step, person = waiting(case)[0]
    lacks = ["Bổ sung chương trình khóa học", "Ghi rõ kinh phí đi lại, ăn ở"]
    ask_for_more(case, by=person, reason="Hồ sơ chưa đủ căn cứ để cử đi học.", lacks=lacks, step=step.pk)


def _refused(cast, things):
    case = submit(cast, things, "van-phong-pham", worker=False)
    step, person = waiting(case)[0]
    reason = "Đơn vị đã được cấp đủ định mức của quý này."
    reject_case(case, by=person, reason=reason, ground="Quy chế chi tiêu nội bộ của Sở", step=step.pk)
