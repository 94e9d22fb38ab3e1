"""Plans of steps as people write them: actors as JSON, keys given, and what is wrong with them in words.

A step is a dict of StepPlan's columns; instead of the actor's columns it may carry "actor": {"kind": …,
"person" | "post" | "office": id, "role", "name", "levels", "brackets", "of": "person" | "office"}.
Options by act: auto {"run": name}, notify {"text": …, "to": actor}, issue_result {"papers": [keys]},
pay {"amount": key}, opinion {"may_reject": bool}, any act {"may_return", "may_forward": bool,
"on_failure": "reject" | "go_on", "ground": …}.
"""

import re

from django.utils.translation import gettext as _

from core.models import Post
from workflows import conditions
from workflows.automatic import FUNCTIONS
from workflows.states import MACHINE_ACTS, OTHERS_ACTS, Act, ActorKind, BudgetUnit, Needs

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", re.ASCII)
ACTOR_IDS = ("person", "post", "office")
ACTOR_WORDS = ("role", "name", "levels", "brackets")
LARGEST = 32767  # of a small number's column
REQUIRED = {
    ActorKind.PERSON: "person",
    ActorKind.POST: "post",
    ActorKind.ROLE: "role",
    ActorKind.ROLE_IN_UNIT: "role",
    ActorKind.NAMED: "name",
    ActorKind.FIELD: "name",
    ActorKind.AMOUNT: "name",
    ActorKind.HEAD_PLUS: "levels",
}


def columns_of(step):
    """The dict with its "actor" spread over the columns of StepPlan."""
    step = dict(step)
    actor = step.pop("actor", None)
    if actor is None:
        return step
    if not isinstance(actor, dict):
        return step | {"actor_kind": ""}
    step["actor_kind"] = actor.get("kind", "")
    step |= {f"{name}_id": actor[name] for name in ACTOR_IDS if actor.get(name) is not None}
    step |= {name: actor[name] for name in ACTOR_WORDS if actor.get(name) is not None}
    if actor.get("of"):
        step["options"] = {**step.get("options", {}), "of": actor["of"]}
    return step


def actor_of(step):
    """The actor of a step dict (columns or "actor"), as JSON."""
    if "actor" in step:
        return step["actor"]
    actor = {"kind": step.get("actor_kind", "")}
    actor |= {name: step.get(name) or step.get(f"{name}_id") for name in ACTOR_IDS}
    return actor | {name: step.get(name) for name in ACTOR_WORDS}


def with_keys(steps):
    """The steps, each with a key: its own, or the act's with a number when the act comes again."""
    taken = {step["key"] for step in steps if step.get("key")}
    return [step if step.get("key") else {**step, "key": _free_key(str(step["act"]), taken)} for step in steps]


def _free_key(act, taken):
    key, number = act, 1
    while key in taken:
        number += 1
        key = f"{act}-{number}"
    taken.add(key)
    return key


def faults(steps, fields=None):
    """What is wrong with a plan: [(place, sentence)]; place is the step's key, or its number from 1 when it has none.

    fields: {key: type} of the form whose facts the plan reads, or None. Whether somebody holds the posts is
    workflows.soundness' question.
    """
    found = [] if steps else [("", _("Luồng chưa có bước nào."))]
    keys = [step.get("key") for step in steps if step.get("key")]
    for number, step in enumerate(steps, 1):
        place = str(step.get("key") or number)
        found += [(place, sentence) for sentence in _faults_of(step, fields)]
        if step.get("key") and keys.count(step["key"]) > 1:
            found.append((place, _("Mã bước “%(key)s” dùng cho nhiều bước.") % {"key": step["key"]}))
    return found


def _faults_of(step, fields):
    found = [*_faults_of_words(step), *faults_of_actor(actor_of(step), step.get("act"), fields)]
    found += _faults_of_numbers(step)
    found += conditions.faults(step.get("condition") or {}, fields)
    return found + _faults_of_options(step, fields)


def _faults_of_words(step):
    if step.get("act") not in Act.values:
        yield _("Chưa chọn việc của bước.")
    key = step.get("key") or ""
    if key and (not isinstance(key, str) or not KEY.match(key) or len(key) > 40):
        yield _("Mã bước “%(key)s” chỉ gồm chữ thường không dấu, số, gạch nối, dài không quá 40.") % {"key": key}
    if not isinstance(step.get("title", ""), str) or len(step.get("title", "")) > 200:
        yield _("Tên bước dài quá 200 ký tự.")
    if not _is_count(step.get("position"), 0):
        yield _("Bước chưa có thứ tự.")


def _faults_of_numbers(step):
    needs, quorum, budget = step.get("needs", Needs.ANY), step.get("quorum"), step.get("budget")
    if needs not in Needs.values:
        yield _("Chưa rõ bước cần một người, tất cả hay đủ số người.")
    if (needs == Needs.QUORUM) != (quorum is not None) or (quorum is not None and not _is_count(quorum)):
        yield _("Số người đồng ý phải là số từ 1 trở lên và chỉ ghi khi cần đủ số người.")
    if budget is not None and not _is_count(budget):
        yield _("Thời hạn phải là số từ 1 trở lên.")
    if step.get("budget_unit", BudgetUnit.WORKING_DAY) not in BudgetUnit.values:
        yield _("Đơn vị thời hạn không rõ.")


def _is_count(value, least=1):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST


def faults_of_actor(actor, act=None, fields=None, *, nested=False):
    """What is wrong with an actor written as JSON, as sentences."""
    kind = actor.get("kind") if isinstance(actor, dict) else None
    if not isinstance(kind, str) or kind not in ActorKind.values or (nested and kind == ActorKind.AMOUNT):
        return [_("Chưa chọn ai làm bước này.")]
    if (kind == ActorKind.NOBODY) != (act in MACHINE_ACTS) and not nested:
        return [_("Chỉ bước tự động và báo tin không cần người làm.")]
    if kind == ActorKind.REQUESTER and act in OTHERS_ACTS:
        return [_("Người đề nghị không tự kiểm tra, cho ý kiến hay phê duyệt được.")]
    column = REQUIRED.get(kind)
    if column and not actor.get(column):
        return [_("Chưa ghi đủ ai làm bước này (%(kind)s).") % {"kind": ActorKind(kind).label}]
    return list(_faults_inside(actor, kind, fields))


def _faults_inside(actor, kind, fields):
    if kind in (ActorKind.ROLE, ActorKind.ROLE_IN_UNIT) and actor["role"] not in Post.Role.values:
        yield _("Vai trò “%(role)s” không có.") % {"role": actor["role"]}
    if kind == ActorKind.HEAD_PLUS and not _is_count(actor["levels"]):
        yield _("Số cấp trên phải là số từ 1 trở lên.")
    if kind in (ActorKind.FIELD, ActorKind.AMOUNT) and fields is not None and actor["name"] not in fields:
        yield _("Người làm lấy theo ô “%(field)s” nhưng biểu mẫu không có ô này.") % {"field": actor["name"]}
    if kind == ActorKind.AMOUNT:
        yield from _faults_of_brackets(actor.get("brackets"), fields)


def _faults_of_brackets(brackets, fields):
    if not isinstance(brackets, list) or not brackets or not all(isinstance(row, dict) for row in brackets):
        yield _("Chưa có mức tiền nào.")
        return
    limits = [row.get("up_to") for row in brackets]
    numbers = limits[:-1]
    if (
        limits[-1] is not None
        or not all(isinstance(each, int) for each in numbers)
        or numbers != sorted(set(numbers))
    ):
        yield _("Các mức tiền phải tăng dần và mức cuối không có giới hạn.")
    for row in brackets:
        yield from faults_of_actor(row.get("actor"), None, fields, nested=True)


def _faults_of_options(step, fields):
    act, options = step.get("act"), step.get("options") or {}
    if not isinstance(options, dict):
        return [_("Tùy chọn của bước sai cấu trúc.")]
    if act == Act.AUTO and options.get("run") not in list(FUNCTIONS):
        return [_("Bước tự động gọi “%(run)s” nhưng hệ thống không có việc này.") % {"run": options.get("run", "")}]
    if act == Act.NOTIFY:
        said = isinstance(options.get("text"), str) and options["text"].strip()
        unsaid = [] if said else [_("Bước báo tin chưa có lời nhắn.")]
        return unsaid + faults_of_actor(options.get("to"), None, fields, nested=True)
    return []
