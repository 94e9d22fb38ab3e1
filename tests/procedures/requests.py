"""Cases of the small leave procedure, for the tests of this room."""

from uuid import uuid4

from procedures.actions import cases, drafts
from procedures.actions.publishing import publish_procedure
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
