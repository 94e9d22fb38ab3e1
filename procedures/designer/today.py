"""Who would act on the steps of a draft today, if somebody submitted now."""

from django.utils.translation import gettext as _

from core.models import User
from core.queries.people import holders_of, office_of, people_of
from procedures.actions.publishing import steps_of
from procedures.designer.lenient import what_holds
from procedures.designer.words import act_name
from procedures.reading import Faulty
from workflows.actors import seats_of
from workflows.models import Route, RouteStep
from workflows.plans import columns_of, faults

MOST_NAMES = 3


def pretender(agency):
    """Somebody who might ask: a specialist of the agency, else anybody of it, else None."""
    return next(iter(holders_of(agency, "specialist")), None) or people_of(agency).first()


def today_of(definition, agency):
    """{"today": steps for parts/route.html, "today_told": for whom}; empty while the steps cannot be read."""
    person = pretender(agency)
    try:
        steps = [columns_of(step) for step in steps_of(agency, what_holds(definition))]
    except Faulty:
        steps = []
    faulty = {place for place, _sentence in faults(steps)}
    steps = [step for step in steps if step["key"] not in faulty]
    if person is None or not steps:
        return {"today": [], "today_told": ""}
    route = Route(requester=person, unit=office_of(person) or agency, facts={})
    lines = [_line(RouteStep(route=route, **step)) for step in steps]
    return {"today": lines, "today_told": _("Khi %(person)s nộp lúc này.") % {"person": person.full_name}}


def _line(step):
    title = step.title or act_name(step.act)
    if step.actor_kind == "nobody":
        return {"who": title, "what": _("máy tự làm"), "state": "later"}
    return {"who": title, "what": names_of(seats_of(step)) or _("hôm nay chưa có ai"), "state": "later"}


def names_of(ids):
    """Full names in the given order, the first few."""
    found = User.objects.in_bulk(ids)
    names = [found[each].full_name for each in ids if each in found]
    more = len(names) - MOST_NAMES
    told = ", ".join(names[:MOST_NAMES])
    return told + (_(" và %(more)d người nữa") % {"more": more} if more > 0 else "")
