"""Acts on the form of a draft: sections, fields, columns of tables.

An address of a field is its key, or "table.column" for a column. Every act changes the definition it is given, says
what it did, and raises BadInput when what it is about is no longer there.
"""

import copy
import re

from django.utils.translation import gettext as _

from core.refusals import BadInput
from procedures.designer.blanks import AUTOMATIC, FIELD_NAMES, blank_field
from procedures.designer.places import among, direction, gone, reworded, slug, swap
from procedures.designer.words import said

MOST_FIELDS = 200


def sections(definition):
    return definition.setdefault("form", [])


def fields(definition):
    """Every field with its address in the order of the form, columns after their table."""
    for section in sections(definition):
        for each in section.setdefault("fields", []):
            yield each.get("key", ""), each
            for column in each.get("columns", []):
                yield f"{each.get('key', '')}.{column.get('key', '')}", column


def field_at(definition, address):
    """(the list that holds the field, its place in it)."""
    table, _dot, column = address.rpartition(".")
    if table:
        holder, at = field_at(definition, table)
        return among(holder[at].setdefault("columns", []), column)
    for section in sections(definition):
        for at, each in enumerate(section.setdefault("fields", [])):
            if each.get("key") == address:
                return section["fields"], at
    raise gone()


def _section(definition, at):
    found = sections(definition)
    if not str(at).isdecimal() or int(at) >= len(found):
        raise gone()
    return found[int(at)]


def section_add(definition, asked):
    title = asked.get("title", "").strip() or _("Phần %(number)d") % {"number": len(sections(definition)) + 1}
    sections(definition).append({"title": {"vi": title}, "fields": []})
    return _("Thêm phần “%(name)s”") % {"name": title}


def section_name(definition, asked):
    section = _section(definition, asked.get("at"))
    section["title"] = reworded(section.get("title"), asked.get("title", "").strip())
    return _("Đổi tên phần thành “%(name)s”") % {"name": said(section["title"])}


def section_move(definition, asked):
    section = _section(definition, asked.get("at"))
    swap(sections(definition), int(asked["at"]), direction(asked))
    return _("Chuyển phần “%(name)s”") % {"name": said(section.get("title"))}


def section_remove(definition, asked):
    section = _section(definition, asked.get("at"))
    sections(definition).remove(section)
    return _("Xóa phần “%(name)s”") % {"name": said(section.get("title"))}


def field_add(definition, asked):
    """asked: type, label, required, and in (a table's address) or at (a section's number; the last when missing)."""
    kind, label = asked.get("type", "text"), asked.get("label", "").strip()
    if kind not in FIELD_NAMES:
        raise BadInput(_("Loại ô này không có."))
    if sum(1 for _each in fields(definition)) >= MOST_FIELDS:
        raise BadInput(
            _("Biểu mẫu đã có %(most)d ô. Hãy gộp bớt, hoặc tách thành thủ tục khác.") % {"most": MOST_FIELDS}
        )
    holder = _holder(definition, asked)
    field = blank_field(kind, label or str(FIELD_NAMES[kind]), required=bool(asked.get("required")))
    taken = {each.get("key") for each in holder} if asked.get("in") else keys(definition)
    field["key"] = slug(label, taken) if label else _automatic(kind, taken)
    holder.append(field)
    return _("Thêm ô “%(name)s”") % {"name": said(field["label"])}


def _holder(definition, asked):
    if asked.get("in"):
        rows, at = field_at(definition, asked["in"])
        return rows[at].setdefault("columns", [])
    if not sections(definition):
        sections(definition).append({"title": {"vi": ""}, "fields": []})
    at = asked.get("at")
    return _section(definition, at if at not in {None, ""} else len(sections(definition)) - 1)["fields"]


def keys(definition):
    """Keys of the form's own fields; columns have their table's space."""
    return {address for address, _field in fields(definition) if "." not in address}


def _automatic(kind, taken):
    number = 1
    while f"{kind}_{number}" in taken:
        number += 1
    return f"{kind}_{number}"


def field_change(definition, address, values):
    """Put these properties in the place of the field's own, and let an automatic key follow the label."""
    rows, at = field_at(definition, address)
    before, rows[at] = rows[at], {"key": rows[at]["key"], **values}
    if AUTOMATIC.fullmatch(before["key"]) and said(before.get("label")) != said(values.get("label")):
        taken = {each.get("key") for each in rows if each is not rows[at]} | (
            keys(definition) if "." not in address else set()
        )
        rename_field(definition, address, slug(said(values["label"]), taken - {before["key"]}))
    return _("Sửa ô “%(name)s”") % {"name": said(values.get("label"))}


def field_move(definition, asked):
    """One place up or down; at the edge of a section into the next one."""
    address, step = asked.get("key", ""), direction(asked)
    rows, at = field_at(definition, address)
    field = rows[at]
    if 0 <= at + step < len(rows) or "." in address:
        swap(rows, at, step)
    else:
        _to_next_section(definition, rows, at, step)
    return _("Chuyển ô “%(name)s”") % {"name": said(field.get("label"))}


def _to_next_section(definition, rows, at, step):
    order = [section["fields"] for section in sections(definition)]
    here = next(number for number, each in enumerate(order) if each is rows)
    if 0 <= here + step < len(order):
        field = rows.pop(at)
        order[here + step].insert(0 if step > 0 else len(order[here + step]), field)


def field_put(definition, asked):
    """Lay the field before the one of the given address, or at the end of section `at` (what dragging asks for)."""
    rows, at = field_at(definition, asked.get("key", ""))
    field = rows.pop(at)
    if asked.get("before"):
        target, place = field_at(definition, asked["before"])
        target.insert(place, field)
    else:
        _section(definition, asked.get("at"))["fields"].append(field)
    return _("Chuyển ô “%(name)s”") % {"name": said(field.get("label"))}


def field_copy(definition, asked):
    rows, at = field_at(definition, asked.get("key", ""))
    field = copy.deepcopy(rows[at])
    taken = keys(definition) if "." not in asked["key"] else {each.get("key") for each in rows}
    field["key"] = slug(rows[at]["key"], taken)
    rows.insert(at + 1, field)
    return _("Nhân đôi ô “%(name)s”") % {"name": said(field.get("label"))}


def field_remove(definition, asked):
    rows, at = field_at(definition, asked.get("key", ""))
    return _("Xóa ô “%(name)s”") % {"name": said(rows.pop(at).get("label"))}


def rename_field(definition, address, key):
    """Give the field another key; conditions, formulas, actors, prefills and result papers follow."""
    rows, at = field_at(definition, address)
    rows[at]["key"] = key
    new = f"{address.rpartition('.')[0]}.{key}".removeprefix(".")
    for _address, each in fields(definition):
        _follow(each.get("show_if"), address, new)
        _follow_formula(each, address, new)
    if "." in address:
        for column in rows:
            _follow_formula(column, address.rpartition(".")[2], key)
    for step in definition.get("steps", []):
        _follow(step.get("when"), address, new)
        actor = step.get("actor", {})
        if actor.get("field") == address:
            actor["field"] = new
    for paper in definition.get("outputs", []):
        said_there = re.compile(r"\{\{\s*" + re.escape(address) + r"(?=[\s.|}])")
        paper["body"] = said_there.sub("{{ " + new, paper.get("body", ""))


def _follow_formula(field, old, new):
    if field.get("formula"):
        field["formula"]["of"] = [_renamed(name, old, new) for name in field["formula"].get("of", [])]


def _renamed(name, old, new):
    if not isinstance(name, str):
        return name
    return new + name[len(old) :] if name == old or name.startswith(f"{old}.") else name


def _follow(condition, old, new):
    if not isinstance(condition, dict):
        return
    if "field" in condition:
        condition["field"] = _renamed(condition["field"], old, new)
    for each in (*condition.get("all", ()), *condition.get("any", ()), condition.get("not")):
        _follow(each, old, new)
