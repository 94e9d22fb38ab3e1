"""Cases of the small leave procedure, for the tests of this room."""

from uuid import uuid4

from procedures.actions import cases, drafts
from procedures.actions.publishing import publish_procedure
from procedures.definition import TYPES
from tests.procedures.leave import leave

STRETCH = {"from": "2026-12-07", "to": "2026-12-08", "from_half": False, "to_half": False}  # Monday and Tuesday


def published(cast, **changes):
    """The Procedure, published in the department."""
    return publish_procedure(cast.agency, leave(**changes), by=cast.keeper, owner_unit=cast.bureau).procedure


def typed(**changes):
    return {"who": "Nguyễn Thị Lan", "period": STRETCH, "kind": "year"} | changes


def begun(cast, procedure=None, by=None, **changes):
    """A draft of the specialist."""
    procedure = procedure or published(cast)
    case, _judged = drafts.save_case(procedure, by=by or cast.specialist, client=uuid4(), typed=typed(**changes))
    return case


def submitted(cast, procedure=None, by=None, **changes):
    """A case that is handed in and waits for the clerk."""
    return cases.submit_case(begun(cast, procedure, by, **changes), by=by or cast.specialist)


def every_kind(cast):
    """A procedure with one field of every kind, none of them required."""
    options = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
    more = {
        "choice": {"options": options},
        "multi": {"options": options},
        "resource": {"resource": "room"},
        "calculated": {"formula": {"op": "sum", "of": ["f_integer"]}},
        "table": {"columns": [{"key": "what", "type": "money", "label": "Tiền"}]},
    }
    fields = [{"key": f"f_{kind}", "type": kind, "label": f"Ô {kind}"} | more.get(kind, {}) for kind in TYPES]
    steps = [{"key": "a", "act": "do", "position": 1, "actor": {"kind": "role", "role": "clerk"}}]
    return published(cast, code="moi-loai", form=[{"title": "Mọi loại", "fields": fields}], steps=steps)
