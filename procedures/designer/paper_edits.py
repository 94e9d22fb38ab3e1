"""Acts on the papers of a draft: those the requester attaches, and those the procedure makes."""

from django.utils.translation import gettext as _

from procedures.designer.blanks import blank_output, blank_paper
from procedures.designer.places import among, direction, gone, slug, swap
from procedures.designer.words import said


def paper_add(definition, asked):
    name = asked.get("name", "").strip() or _("Giấy tờ kèm theo")
    rows = definition.setdefault("papers", [])
    paper = blank_paper(name, required=bool(asked.get("required")))
    rows.append({"key": slug(name, {each.get("key") for each in rows}), **paper})
    return _("Thêm giấy tờ “%(name)s”") % {"name": name}


def output_add(definition, asked):
    name = asked.get("title", "").strip() or _("Kết quả giải quyết")
    rows = definition.setdefault("outputs", [])
    output = blank_output(name)
    rows.append({"key": slug(name, {each.get("key") for each in rows}), **output})
    return _("Thêm kết quả “%(name)s”") % {"name": name}


def row_name(row):
    return said(row.get("name") or row.get("title"))


def row_change(definition, family, key, values):
    """family: "papers" or "outputs"."""
    rows, at = among(definition.get(family, []), key)
    rows[at] = {"key": key, **values}
    return _("Sửa “%(name)s”") % {"name": row_name(rows[at])}


def row_move(definition, asked):
    rows, at = among(_rows(definition, asked), asked.get("key", ""))
    name = row_name(rows[at])
    swap(rows, at, direction(asked))
    return _("Chuyển “%(name)s”") % {"name": name}


def row_remove(definition, asked):
    rows, at = among(_rows(definition, asked), asked.get("key", ""))
    return _("Xóa “%(name)s”") % {"name": row_name(rows.pop(at))}


def _rows(definition, asked):
    family = asked.get("family", "")
    if family not in {"papers", "outputs"}:
        raise gone()
    return definition.setdefault(family, [])
