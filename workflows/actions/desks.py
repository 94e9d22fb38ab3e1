"""Whose desk an open step lies on: rows of Assignment, kept the same as what workflows.actors finds."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, notify, realtime
from workflows import signals
from workflows.actors import heirs_of, people_for
from workflows.models import Assignment, Handover, RouteStep
from workflows.pages import pages_of

RANKS = {"flash": 0, "rush": 1, "urgent": 2, "": 3}


def fill(step, now):
    """Lay the step on the desks of those who may act; when nobody is left it goes up."""
    heard = _heard(step)
    _lay(step, _unheard(people_for(step), heard) or ([] if heard else escalated(step, now)), now)


def _lay(step, people, now):
    rank = RANKS[step.route.urgency]
    Assignment.objects.bulk_create(
        Assignment(step=step, person_id=person, on_behalf_of_id=absent, rank=rank, due=step.due, since=now)
        for person, absent in people
    )
    realtime.hint_desk(*[person for person, _absent in people])


def clear(steps):
    """Take the steps off every desk."""
    rows = Assignment.objects.filter(step__in=steps)
    waiting = list(rows.values_list("person", flat=True))
    rows.delete()
    realtime.hint_desk(*waiting)


def take_off(step, seat, person):
    """One voice was heard: the person, the absent one they spoke for and that one's other deputies wait no more."""
    rows = step.assignments.all()
    gone = [row for row in rows if seat in (row.person_id, row.on_behalf_of_id) or row.person_id == person]
    Assignment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    realtime.hint_desk(*[row.person_id for row in gone])


def realign(step):
    """Let the desks follow who may act now and return whether anything changed; the route is locked by the caller.

    Whoever took a post finds its open steps, whoever left loses them, and a step nobody is left for goes up.
    """
    now = timezone.now()
    heard = _heard(step)
    people = _unheard(people_for(step), heard)
    held = {row.person_id: row for row in step.assignments.all()}
    if not people and not heard and (held or heirs_of(step)):
        people = escalated(step, now)
    gone = [row for person, row in held.items() if (person, row.on_behalf_of_id) not in people]
    come = [row for row in people if row[0] not in held or held[row[0]].on_behalf_of_id != row[1]]
    if not gone and not come:
        return False
    Assignment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    realtime.hint_desk(*[row.person_id for row in gone])
    _lay(step, come, now)
    names = {"left": [row.person_id for row in gone], "came": [person for person, _absent in come]}
    audit.record("step_reassigned", step.route, by=None, key=step.key, round=step.round, **names)
    if come:
        signals.step_passed_on.send(RouteStep, step=step)
    return True


def _heard(step):
    """Ids of everybody whose voice was heard, and of those who spoke it."""
    rows = step.answers.values_list("person", "on_behalf_of")
    return {each for row in rows for each in row if each is not None}


def _unheard(people, heard):
    return [(person, absent) for person, absent in people if not heard.intersection((person, absent))]


def escalated(step, now):
    """Nobody the step names is left: hand it to the head above, write it down, and return the new people.

    When the office has no head at all nobody is found: the keeper is told by the signal and names somebody.
    """
    heirs = heirs_of(step)
    Handover.objects.bulk_create(
        Handover(step=step, kind=Handover.Kind.ESCALATE, taker_id=person, at=now) for person in heirs
    )
    audit.record("step_escalated", step.route, by=None, key=step.key, round=step.round, people=heirs)
    _tell(step, heirs)
    signals.step_escalated.send(RouteStep, step=step, people=heirs)
    return people_for(step) if heirs else []


def _tell(step, heirs):
    """Those it went to hear of it."""
    words = {"step": step.label, "title": step.route.title}
    text = _("Bước “%(step)s” của “%(title)s” chuyển đến bạn vì người phụ trách không còn.") % words
    url, subject = pages_of([step.route_id])[step.route_id]
    notify.send(heirs, text, url=url, subject=subject)
