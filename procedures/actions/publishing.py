"""Publishing a procedure: a new immutable version and the route of its cases. Names become rows of this house."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.models import Office, Post, User
from core.refusals import BadInput, WrongState
from procedures import definition as plan
from procedures.definition_reading import terms
from procedures.models import Procedure, ProcedureVersion
from procedures.reading import Fault, Faulty
from workflows.actions.templates import publish_template

PURPOSE = "procedures"  # of route templates; their name is the procedure's code


@transaction.atomic
def publish_procedure(agency, definition, *, by, note="", owner_unit=None):
    """Publish the definition as the next version for new cases and return the ProcedureVersion.

    definition: a Definition or its JSON. note: what changed and why. owner_unit: the unit in charge; None leaves it.
    Running cases stay on their version. Raises Faulty (422) with every fault, also a name this agency does not know;
    BadInput when the engine refuses the steps.
    """
    found = definition if isinstance(definition, plan.Definition) else plan.parse(definition)
    procedure = Procedure.objects.get_or_create(agency=agency, code=found.code)[0]
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = procedure.versions.order_by("-number").first()
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=(last.number if last else 0) + 1,
        definition=plan.as_dict(found),
        template=publish_template(agency, by=by, purpose=PURPOSE, name=found.code, steps=steps_of(agency, found)),
        note=note.strip()[:500],
        published_by=by,
    )
    procedure.current, procedure.retired_at = version, None
    procedure.owner_unit = owner_unit or procedure.owner_unit
    procedure.save(update_fields=["current", "retired_at", "owner_unit"])
    audit.record("procedure_published", procedure, by=by, number=version.number, note=version.note)
    return version


@transaction.atomic
def retire_procedure(procedure, *, by, reason):
    """Take no new cases any more; running ones go on. Raises WrongState when it is retired already."""
    procedure = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.retired_at:
        raise WrongState(_("Thủ tục này đã thôi áp dụng."))
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do thôi áp dụng thủ tục."))
    procedure.retired_at = timezone.now()
    procedure.save(update_fields=["retired_at"])
    audit.record("procedure_retired", procedure, by=by, reason=reason.strip()[:500])
    return procedure


def steps_of(agency, definition):
    """The steps as workflows.publish_template takes them; raise Faulty for names this agency does not know."""
    names, faults, stake = Names(agency, definition), [], stake_of(definition)
    told = {"amount": stake} if stake else {}
    steps = [_step(each, names, f"steps[{row}]", faults, told) for row, each in enumerate(definition.steps)]
    if faults:
        raise Faulty(faults)
    return steps


def stake_of(definition):
    """Key of the field that says how much đồng is at stake, so that a deputation up to an amount holds at every step.

    That of a rule by amount, else of a payment, else the sum of amounts, else the only amount; None without any.
    """
    ruled = [each.actor.field for each in definition.steps if each.actor.kind == "amount"]
    paid = [each.options.get("amount") for each in definition.steps if each.act == "pay"]
    amounts = {each.key for each in definition.fields if each.type == "money"}
    sums = [each.key for each in definition.fields if each.formula and terms(each) and terms(each) <= amounts]
    only = list(amounts) if len(amounts) == 1 else []
    return next((key for key in [*ruled, *paid, *sums, *only] if key), None)


def _step(each, names, path, faults, told):
    return {
        "key": each.key,
        "title": each.title.vi,
        "position": each.position,
        "act": each.act,
        "actor": names.actor(each.actor, f"{path}.actor", faults),
        "condition": each.when,
        "needs": each.needs,
        "quorum": each.quorum,
        "budget": each.budget.amount if each.budget else None,
        "budget_unit": each.budget.unit if each.budget else "working_day",
        "options": each.options if each.act in plan.MACHINE_ACTS else told | each.options,
    }


class Names:
    """User names, abbreviations and titles of one agency, looked up as rows."""

    def __init__(self, agency, definition):
        self.agency, self.types = agency, definition.field_types
        self.offices = {}
        for office in Office.objects.existing().under(agency).order_by("-kind", "pk"):
            self.offices.setdefault(office.abbreviation, office)

    def actor(self, each, path, faults):
        """The actor as workflows.plans writes it, with ids."""
        found = {"kind": each.kind, "role": each.role or None, "levels": each.levels, "name": each.field or None}
        if each.kind == "person":
            found["person"] = self._person(each, path, faults)
        if each.kind == "post":
            found["post"] = self._post(each, path, faults)
        if each.kind == "role_in_unit" and each.office:
            found["office"] = getattr(self._office(each.office, path, faults), "pk", None)
        if each.kind == "field":
            found["of"] = "office" if self.types.get(each.field) == "unit" else "person"
        if each.kind == "amount":
            found["brackets"] = [
                {"up_to": row.up_to, "actor": self.actor(row.actor, f"{path}.brackets[{place}].actor", faults)}
                for place, row in enumerate(each.brackets)
            ]
        return {key: value for key, value in found.items() if value is not None}

    def _person(self, each, path, faults):
        person = User.objects.filter(username=each.person, is_active=True).first()
        if person is None:
            faults.append(Fault(f"{path}.person", _("Không có tài khoản “%(name)s”.") % {"name": each.person}))
        return person and person.pk

    def _post(self, each, path, faults):
        office = self._office(each.office, path, faults) if each.office else self.agency
        post = Post.objects.filter(office=office, title=each.title).order_by("rank", "pk").first()
        if office is not None and post is None:
            sentence = _("%(office)s không có vị trí “%(title)s”.") % {"office": office.label, "title": each.title}
            faults.append(Fault(f"{path}.title", sentence))
        return post and post.pk

    def _office(self, abbreviation, path, faults):
        office = self.offices.get(abbreviation)
        if office is None:
            sentence = _("Cơ quan không có đơn vị viết tắt là “%(name)s”.") % {"name": abbreviation}
            faults.append(Fault(f"{path}.office", sentence))
        return office
