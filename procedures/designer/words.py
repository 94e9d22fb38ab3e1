"""A definition told in words: who acts, by when, under which condition."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Post
from workflows.states import Act

UNITS = {
    "working_hour": gettext_lazy("giờ làm việc"),
    "working_day": gettext_lazy("ngày làm việc"),
    "calendar_day": gettext_lazy("ngày"),
}
ACTOR_KINDS = {
    "head_of_unit": gettext_lazy("Trưởng đơn vị của người đề nghị"),
    "head_plus": gettext_lazy("Cấp trên của trưởng đơn vị"),
    "role": gettext_lazy("Một vai trò trong cơ quan"),
    "role_in_unit": gettext_lazy("Một vai trò trong một đơn vị"),
    "post": gettext_lazy("Người giữ một chức danh"),
    "person": gettext_lazy("Một người"),
    "requester": gettext_lazy("Người đề nghị"),
    "field": gettext_lazy("Người hoặc đơn vị ghi trong biểu mẫu"),
    "amount": gettext_lazy("Tùy số tiền"),
    "nobody": gettext_lazy("Không cần ai, máy tự làm"),
}


def said(label):
    """The Vietnamese words of a label, or of plain text."""
    return str(label.get("vi", "") if isinstance(label, dict) else label or "")


def act_name(act):
    """Approve -> "phê duyệt" with a capital; the code itself when nobody knows it."""
    label = str(dict(Act.choices).get(act, act or ""))
    return label[:1].upper() + label[1:]


def role_name(role):
    return str(dict(Post.Role.choices).get(role, role or _("vai trò chưa chọn")))


def actor_told(actor, names):
    """Who acts, as one would say it: "trưởng đơn vị của người đề nghị".

    names: .office(abbreviation), .person(user name) and .field(key) give what people call them.
    """
    match actor.get("kind"):
        case "role":
            return role_name(actor.get("role"))
        case "role_in_unit":
            unit = names.office(actor["office"]) if actor.get("office") else _("đơn vị người đề nghị")
            return _("%(role)s của %(office)s") % {"role": role_name(actor.get("role")), "office": unit}
        case "post":
            return _("%(title)s, %(office)s") % {
                "title": actor.get("title") or _("chức danh chưa chọn"),
                "office": names.office(actor.get("office")),
            }
        case "person":
            return names.person(actor.get("person"))
        case "head_plus":
            levels = actor.get("levels") or 1
            if levels == 1:
                return _("cấp trên của trưởng đơn vị")
            return _("trên trưởng đơn vị %(levels)d cấp") % {"levels": levels}
        case "field":
            return _("người hoặc đơn vị ghi ở ô “%(field)s”") % {"field": names.field(actor.get("field"))}
        case "amount":
            return _amounts_told(actor, names)
        case kind:
            label = str(ACTOR_KINDS.get(kind, kind or _("chưa chọn ai")))
            return label[:1].lower() + label[1:]


def _amounts_told(actor, names):
    """ "ô “Tổng tiền”: đến 20.000.000 đồng là trưởng đơn vị, cao hơn là người đứng đầu cơ quan"."""
    told = [_bracket_told(each, names) for each in actor.get("brackets", [])]
    return _("tùy “%(field)s”: %(brackets)s") % {
        "field": names.field(actor.get("field")),
        "brackets": "; ".join(told) or _("chưa có mức nào"),
    }


def _bracket_told(bracket, names):
    who = actor_told(bracket.get("actor", {}), names)
    if bracket.get("up_to") is None:
        return _("cao hơn là %(who)s") % {"who": who}
    return _("đến %(limit)s đồng là %(who)s") % {"limit": money(bracket["up_to"]), "who": who}


def money(amount):
    return f"{amount:,}".replace(",", ".")


def budget_told(budget):
    """Budget {"amount": 3, "unit": "working_day"} -> "3 ngày làm việc"; "" for none."""
    if not budget:
        return ""
    return f"{budget.get('amount', '?')} {UNITS.get(budget.get('unit'), '')}"
