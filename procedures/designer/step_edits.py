"""Acts on the steps of a draft. Neighbours with the same position act at the same time: they are one group."""

import copy

from django.utils.translation import gettext as _

from core.refusals import BadInput
from procedures.designer.blanks import blank_step
from procedures.designer.places import among, direction, gone, slug, swap
from procedures.designer.words import act_name, said

MOST_STEPS = 40


def steps(definition):
    return definition.setdefault("steps", [])


def step_at(definition, key):
    return among(steps(definition), key)


def groups(definition):
    """Steps as groups of those that act at the same time, in order."""
    found = []
    for each in sorted(steps(definition), key=lambda each: each.get("position") or 0):
        if found and found[-1][0].get("position") == each.get("position"):
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _keep_order(definition, found):
    found = [group for group in found if group]
    for position, group in enumerate(found, 1):
        for each in group:
            each["position"] = position
    definition["steps"] = [each for group in found for each in group]


def _group_of(definition, key):
    found = groups(definition)
    for at, group in enumerate(found):
        for each in group:
            if each.get("key") == key:
                return found, at, each
    raise gone()


def step_add(definition, asked):
    """asked: doing (an act), who (a code of blanks.actor_of), title; the step comes last."""
    if len(steps(definition)) >= MOST_STEPS:
        raise BadInput(_("Thủ tục đã có %(most)d bước. Hãy gộp bớt.") % {"most": MOST_STEPS})
    step = blank_step(asked.get("doing", ""), asked.get("who", ""), asked.get("title", "").strip())
    step["key"] = slug(step_name(step), {each.get("key") for each in steps(definition)})
    _keep_order(definition, [*groups(definition), [step]])
    return _("Thêm bước “%(name)s”") % {"name": step_name(step)}


def step_name(step):
    return said(step.get("title")) or act_name(step.get("act"))


def step_change(definition, key, values):
    rows, at = step_at(definition, key)
    rows[at] = {"key": key, "position": rows[at].get("position", at + 1), **values}
    return _("Sửa bước “%(name)s”") % {"name": step_name(rows[at])}


def step_move(definition, asked):
    """One place earlier or later; a step of a group leaves the group towards that side."""
    found, at, step = _group_of(definition, asked.get("key", ""))
    side = direction(asked)
    if len(found[at]) > 1:
        found[at].remove(step)
        found.insert(at if side < 0 else at + 1, [step])
    else:
        swap(found, at, side)
    _keep_order(definition, found)
    return _("Chuyển bước “%(name)s”") % {"name": step_name(step)}


def step_put(definition, asked):
    """Lay the step before the one of the given key, or last."""
    found, at, step = _group_of(definition, asked.get("key", ""))
    found[at].remove(step)
    places = [
        number for number, group in enumerate(found) if any(each["key"] == asked.get("before") for each in group)
    ]
    found.insert(places[0] if places else len(found), [step])
    _keep_order(definition, found)
    return _("Chuyển bước “%(name)s”") % {"name": step_name(step)}


def step_join(definition, asked):
    """Let the step act at the same time as the one before it."""
    found, at, step = _group_of(definition, asked.get("key", ""))
    if at and len(found[at]) == 1:
        found[at - 1].append(found.pop(at)[0])
        _keep_order(definition, found)
    return _("Cho bước “%(name)s” làm cùng lúc với bước trước") % {"name": step_name(step)}


def step_part(definition, asked):
    """Let the step act after those it acted with."""
    found, at, step = _group_of(definition, asked.get("key", ""))
    if len(found[at]) > 1:
        found[at].remove(step)
        found.insert(at + 1, [step])
        _keep_order(definition, found)
    return _("Tách bước “%(name)s”") % {"name": step_name(step)}


def step_copy(definition, asked):
    found, at, step = _group_of(definition, asked.get("key", ""))
    other = copy.deepcopy(step)
    other["key"] = slug(step["key"], {each.get("key") for each in steps(definition)})
    found.insert(at + 1, [other])
    _keep_order(definition, found)
    return _("Nhân đôi bước “%(name)s”") % {"name": step_name(step)}


def step_remove(definition, asked):
    found, at, step = _group_of(definition, asked.get("key", ""))
    found[at].remove(step)
    _keep_order(definition, found)
    return _("Xóa bước “%(name)s”") % {"name": step_name(step)}
