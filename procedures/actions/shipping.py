"""Taking the shipped procedures into an agency: as often as one likes, only what changed becomes a new version."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.refusals import BadInput
from procedures import definition as plan
from procedures.actions.publishing import publish_procedure
from procedures.models import Procedure
from procedures.shipped import shipped


@transaction.atomic
def load_shipped(agency, *, by, codes=(), units=None, note=""):
    """Publish the shipped procedures (all, or those of the codes) and return the new ProcedureVersions.

    A procedure that already stands as shipped is left alone; so is one the agency has retired or designed further,
    which shows by a version that came from no file. units: as procedures.shipped.shipped takes them. Raises BadInput
    for an unknown code, Faulty when the agency lacks a unit or post that a step names; then nothing is published.
    """
    found = shipped(units)
    unknown = sorted(set(codes) - set(found))
    if unknown:
        raise BadInput(_("Không có thủ tục dựng sẵn mang mã %(codes)s.") % {"codes": ", ".join(unknown)})
    wanted = {code: raw for code, raw in found.items() if code in codes or not codes}
    note = note or _("Bản dựng sẵn của Án Thư")
    return [
        publish_procedure(agency, raw, by=by, note=note)
        for code, raw in wanted.items()
        if _is_news(agency, code, raw, note)
    ]


def _is_news(agency, code, raw, note):
    procedure = Procedure.objects.filter(agency=agency, code=code).select_related("current").first()
    if procedure is None or procedure.current is None:
        return True
    own_design = procedure.current.note != note
    same = procedure.current.definition == plan.as_dict(plan.parse(raw))
    return not (own_design or same or procedure.retired_at)
