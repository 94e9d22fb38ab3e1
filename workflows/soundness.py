"""What cannot work in a plan, in this agency, today: a step never reached, nobody to act, a clock never due."""

from itertools import islice, pairwise, product
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Appointment, Office, Post, User
from workflows import conditions, plans
from workflows.actors import Actor, leaders_of
from workflows.calendars import calendar_of
from workflows.states import MACHINE_ACTS, Act, ActorKind, BudgetUnit, Needs
from workflows.working_time import NeverDue

MOST_TRIALS = 20_000  # combinations of values tried before a condition is taken as possible
BY_LEADER = (ActorKind.HEAD_OF_UNIT, ActorKind.HEAD_PLUS)


class Flaw(NamedTuple):
    """What cannot work. place: the step's key, "" for the whole plan. kind: shape, unreachable, nobody or clock."""

    place: str
    sentence: str
    kind: str


def faults(steps, agency, fields=None, choices=None):
    """[Flaw] of a plan for an agency: its shape first, and only of sound steps who acts, whether and until when.

    steps: dicts as publish_template takes them. fields: {key: type} of the form the plan reads, or None when it is
    not known. choices: {key: [values]} of fields with a fixed list.
    """
    steps = [plans.columns_of(step) for step in steps]
    found = [Flaw(place, sentence, "shape") for place, sentence in plans.faults(steps, fields)]
    broken = {flaw.place for flaw in found}
    for number, step in enumerate(steps, 1):
        place = str(step.get("key") or number)
        if place not in broken:
            found += [Flaw(place, sentence, kind) for kind, sentence in _flaws_of(step, agency, choices or {})]
    return found


def faults_of_template(template):
    """[Flaw] of a published template, as its agency is staffed today."""
    names = [field.attname for field in template.steps.model._meta.fields if field.name not in ("id", "template")]
    return faults([{name: getattr(step, name) for name in names} for step in template.steps.all()], template.agency)


def _flaws_of(step, agency, choices):
    if not possible(step.get("condition") or {}, choices):
        yield "unreachable", _("Điều kiện của bước không bao giờ xảy ra nên không ai đến được bước này.")
    if step["act"] not in MACHINE_ACTS:
        for sentence in _nobody(step, agency):
            yield "nobody", sentence
    elif step["act"] == Act.NOTIFY and (sentence := _empty(Actor.parse(step["options"]["to"]), agency)):
        yield "nobody", sentence
    if step.get("budget") and not _can_be_armed(step, agency):
        yield "clock", _("Không tính được hạn của bước: theo lịch làm việc, đơn vị hầu như không mở cửa.")


def possible(condition, choices=None):
    """Whether any facts make the condition hold; tried with every value it names, those beside them, and nothing."""
    if condition == {}:
        return True
    values = {field: _trials(field, condition, choices or {}) for field in sorted(conditions.fields_of(condition))}
    tried = 0
    for combination in islice(product(*values.values()), MOST_TRIALS):
        if conditions.holds(condition, dict(zip(values, combination, strict=True))):
            return True
        tried += 1
    return tried >= MOST_TRIALS


def _trials(field, condition, choices):
    """Values of the field worth trying: each that is named, a little less and more, anything else, none."""
    named = [value for value in _values_of(field, condition) if not isinstance(value, dict)]
    if field in choices:
        return [None, *choices[field], *([value] for value in choices[field])]
    beside = [value + step for value in named if _is_number(value) for step in (-1, 1)]
    between = _between([value for value in named if _is_number(value)])
    texts = [change for value in named if isinstance(value, str) for change in ("", f"{value}0", value[:-1])]
    lists = [named] if named else []
    return [None, *named, *beside, *between, *texts, *lists, "\uffff", -(10**15), 10**15]


def _between(numbers):
    numbers = sorted(numbers)
    return [(low + high) / 2 for low, high in pairwise(numbers)]


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _values_of(field, condition):
    """Every value the condition compares the field with."""
    if not isinstance(condition, dict):
        return
    if condition.get("field") == field:
        value = condition.get("value")
        yield from value if isinstance(value, list) else [value]
    for part in (*condition.get("all", ()), *condition.get("any", ()), condition.get("not")):
        yield from _values_of(field, part)


def _nobody(step, agency):
    """Sentences about actors whom nobody is today."""
    actor = Actor.parse(plans.actor_of(step) | {"of": step.get("options", {}).get("of", "person")})
    nested = [Actor.parse(row["actor"]) for row in actor.brackets] if actor.kind == ActorKind.AMOUNT else [actor]
    yield from filter(None, (_empty(each, agency) for each in nested))
    if step.get("needs") == Needs.QUORUM and (count := _count(actor, agency)) is not None and count < step["quorum"]:
        yield _("Bước cần %(quorum)d người đồng ý nhưng hiện chỉ có %(count)d người.") % {
            "quorum": step["quorum"],
            "count": count,
        }


def _empty(actor, agency):
    """Why nobody could act as this actor in the agency today, or ""."""
    if actor.kind in BY_LEADER:
        return "" if leaders_of(agency) else _("Cơ quan chưa có người đứng đầu.")
    if _count(actor, agency) != 0:
        return ""
    return _("Hiện chưa có ai: %(who)s.") % {"who": named(actor)}


def _count(actor, agency):
    """How many people the actor means today; None when only a case can tell."""
    seats = Appointment.objects.current().in_agency(agency)
    if actor.kind == ActorKind.PERSON:
        return User.objects.active().of_agency(agency).filter(pk=actor.person).count()
    if actor.kind == ActorKind.POST:
        seats = seats.filter(post=actor.post)
    elif actor.kind == ActorKind.ROLE:
        seats = seats.with_role(actor.role)
    elif actor.kind == ActorKind.ROLE_IN_UNIT:
        seats = seats.with_role(actor.role)
        seats = seats.filter(post__office=actor.office) if actor.office else seats
    else:
        return None
    return seats.values("person").distinct().count()


def named(actor):
    """The actor in words: "văn thư (vai trò trong cơ quan)", "Chánh Văn phòng, Văn phòng"."""
    if actor.kind == ActorKind.PERSON:
        return str(User.objects.filter(pk=actor.person).first() or "?")
    if actor.kind == ActorKind.POST:
        return str(Post.objects.filter(pk=actor.post).select_related("office").first() or "?")
    if actor.kind == ActorKind.ROLE_IN_UNIT and actor.office:
        office = Office.objects.filter(pk=actor.office).first()
        return f"{Post.Role(actor.role).label}, {office.label if office else '?'}"
    if actor.role:
        return f"{Post.Role(actor.role).label} ({ActorKind(actor.kind).label})"
    if actor.kind == ActorKind.HEAD_PLUS:
        return _("trưởng cấp trên thứ %(levels)d của đơn vị đề nghị") % {"levels": actor.levels}
    return str(ActorKind(actor.kind).label)


def _can_be_armed(step, agency):
    unit = step.get("budget_unit", BudgetUnit.WORKING_DAY)
    office = Office.objects.filter(pk=step.get("office_id") or step.get("office") or 0).first() or agency
    try:
        calendar_of(office).due(timezone.now(), step["budget"], unit)
    except NeverDue:
        return False
    return True
