"""What a new field, step or paper is like before the keeper says more."""

import re

from django.utils.translation import gettext_lazy as _

from core.refusals import BadInput
from procedures.definition import ACTS, FORMULAS

FIELD_NAMES = {
    "text": _("Chữ một dòng"),
    "long_text": _("Đoạn chữ"),
    "integer": _("Số nguyên"),
    "decimal": _("Số thập phân"),
    "money": _("Số tiền (đồng)"),
    "date": _("Ngày"),
    "date_range": _("Khoảng ngày, có nửa ngày"),
    "time": _("Giờ"),
    "choice": _("Chọn một"),
    "multi": _("Chọn nhiều"),
    "person": _("Người trong cơ quan"),
    "unit": _("Đơn vị"),
    "file": _("Tệp, ảnh"),
    "table": _("Bảng nhiều dòng"),
    "calculated": _("Tự tính"),
    "document": _("Văn bản"),
    "case": _("Hồ sơ đã có"),
    "resource": _("Phòng, xe, thiết bị"),
    "bank_account": _("Tài khoản ngân hàng"),
    "consent": _("Cam kết, đồng ý"),
    "heading": _("Tiêu đề"),
    "note": _("Lời dẫn"),
}
AUTOMATIC = re.compile(rf"({'|'.join(FIELD_NAMES)})_\d+")  # a key nobody chose

# What a keeper asks for in one touch: the code posted, and who it means.
SIMPLE_WHO = {
    "head_of_unit": {"kind": "head_of_unit"},
    "role.leader": {"kind": "role", "role": "leader"},
    "role.deputy_leader": {"kind": "role", "role": "deputy_leader"},
    "head_plus": {"kind": "head_plus", "levels": 1},
    "role.clerk": {"kind": "role", "role": "clerk"},
    "role.accountant": {"kind": "role", "role": "accountant"},
    "role.secretary": {"kind": "role", "role": "secretary"},
    "requester": {"kind": "requester"},
    "nobody": {"kind": "nobody"},
}
ALONE = ("auto", "notify")  # acts nobody does


def blank_definition(code, name, area=""):
    """A procedure of which only the name is known."""
    definition = {"schema": 1, "code": code, "name": {"vi": name}, "form": [{"title": {"vi": ""}, "fields": []}]}
    return definition | ({"area": area} if area else {})


def blank_field(kind, label, *, required=False):
    field = {"key": "", "type": kind, "label": {"vi": label}}
    if required and kind not in {"heading", "note", "calculated"}:
        field["required"] = True
    match kind:
        case "choice" | "multi":
            field["options"] = [{"value": "co", "label": {"vi": "Có"}}, {"value": "khong", "label": {"vi": "Không"}}]
        case "table":
            field["columns"] = [{"key": "noi_dung", "type": "text", "label": {"vi": "Nội dung"}, "required": True}]
        case "calculated":
            field["formula"] = {"op": FORMULAS[0], "of": []}
        case "resource":
            field["resource"] = "room"
    return field


def blank_step(act, who, title):
    """who: a code of SIMPLE_WHO, or "head.VP" for the head of that unit."""
    if act not in ACTS:
        raise BadInput(_("Loại bước này không có."))
    step = {"key": "", "act": act, "position": 1, "actor": actor_of("nobody" if act in ALONE else who)}
    if title:
        step["title"] = {"vi": title}
    return step if act in ALONE else step | {"budget": {"amount": 1, "unit": "working_day"}}


def actor_of(who):
    """The actor a code of one touch means."""
    if who in SIMPLE_WHO:
        return dict(SIMPLE_WHO[who])
    kind, _dot, office = who.partition(".")
    if kind == "head" and office:
        return {"kind": "role_in_unit", "role": "head", "office": office}
    raise BadInput(_("Hãy chọn ai làm bước này."))


def blank_paper(name, *, required=False):
    return {"name": {"vi": name}} | ({"required": True} if required else {})


def blank_output(title):
    body = "<p>Căn cứ đề nghị của {{requester}}, đơn vị {{unit}};</p>"
    return {"kind": "result", "title": {"vi": title}, "body": body, "numbered": True, "signed": True}
