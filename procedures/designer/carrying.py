"""Procedures carried as one JSON file, out of the house and into it."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.refusals import BadInput
from procedures import definition as plan
from procedures.designer.lines import line_at, lines_of, read_json
from procedures.reading import Faulty

LIMIT = 1024 * 1024  # bytes; the longest procedure we ship is a fiftieth of this
TOLD = 8  # faults


def exported(definition):
    """The bytes of the file: UTF-8, indented, readable, the same for the same definition."""
    return (json.dumps(definition, ensure_ascii=False, indent=2) + "\n").encode()


def imported(content):
    """The definition in the bytes of a file, in its plainest form; BadInput tells every fault with its line."""
    raw = read_json(content)
    try:
        return plan.as_dict(plan.parse(raw))
    except Faulty as faulty:
        raise BadInput(_told(faulty.faults, content.decode("utf-8-sig"), raw)) from None


def _told(faults, text, raw):
    lines = lines_of(text)
    told = [
        _("Dòng %(line)d, %(path)s: %(sentence)s")
        % {"line": line_at(lines, real_path(fault.path, raw)), "path": fault.path or "…", "sentence": fault.sentence}
        for fault in faults[:TOLD]
    ]
    head = ngettext(
        "Tệp có %(count)d lỗi nên chưa nhập gì.", "Tệp có %(count)d lỗi nên chưa nhập gì.", len(faults)
    ) % {"count": len(faults)}
    return "\n".join([head, *told])


def real_path(path, raw):
    """The path by places of a fault that names things by their keys: steps.duyet.when -> steps[1].when."""
    family, _dot, rest = path.partition(".")
    key, dot, more = rest.partition(".")
    if family == "form" and rest:
        return _field_path(raw, key, more)
    rows = raw.get(family) if isinstance(raw, dict) else None
    if not rest or not isinstance(rows, list):
        return path
    at = _place(rows, key)
    return path if at is None else f"{family}[{at}]{dot}{more}"


def _field_path(raw, key, more):
    for number, section in enumerate(raw.get("form", [])):
        rows = section.get("fields", []) if isinstance(section, dict) else []
        at = _place(rows, key)
        if at is None:
            continue
        here = f"form[{number}].fields[{at}]"
        column, dot, rest = more.partition(".")
        inner = _place(rows[at].get("columns", []), column)
        if inner is not None:
            return f"{here}.columns[{inner}]{dot}{rest}"
        return f"{here}.{more}" if more else here
    return "form"


def _place(rows, key):
    if not isinstance(rows, list):
        return None
    return next((at for at, row in enumerate(rows) if isinstance(row, dict) and row.get("key") == key), None)
