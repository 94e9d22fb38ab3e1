"""The picture of a route: who did what and when, who is awaited and why, and what comes after that, in words."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.models import User
from workflows import conditions
from workflows.actors import seats_of
from workflows.deadlines import clocks_of, due_told
from workflows.models import Handover
from workflows.states import MACHINE_ACTS, Needs, Phase, RouteState, Skip, Verdict
from workflows.wording import clock

SUBMIT, SUPPLEMENT, RESUBMIT = "submit", "supplement", "resubmit"  # what the requester does, beside the steps' acts
ACTED = (Phase.DONE, Phase.FAILED, Phase.RETURNED, Phase.UNDONE)
LONGEST_REASON = 90  # characters of a condition in words; a longer one helps nobody on the way


@dataclass(frozen=True)
class Stage:
    """One line of the picture. act: a step's act, or submit, supplement, resubmit. people: names of those awaited."""

    key: str
    title: str
    act: str
    phase: str
    round: int = 1
    people: tuple = ()
    by: str = ""
    on_behalf_of: str = ""
    at: datetime | None = None
    due: datetime | None = None
    due_told: str = ""
    why: str = ""  # why it waits, was skipped, given back or passed on
    note: str = ""
    asked_by: str = ""  # of a question: who asked
    awaited: tuple = ()  # ids of people, in the same order


def picture(route, labels=None):
    """[Stage] from the submission to the last step, those not reached yet as they would fall now.

    labels: names of the facts' keys for the reasons, as workflows.conditions.told takes them. The number of queries
    follows the steps of the plan still to come, never the past.
    """
    steps = _steps(route)
    told = _Reasons(route, steps, labels)
    past = [_past(step, told) for step in steps if step.done_at]
    past += _mended(route, told)
    past.sort(key=lambda stage: stage.at)
    coming = sorted((step for step in steps if not step.done_at), key=lambda step: (step.position, step.pk))
    return [_submission(route), *past, *(_coming(step, told) for step in coming)]


def _steps(route):
    rows = route.steps.exclude(skipped_for=Skip.AGAIN).select_related("done_by", "on_behalf_of", "asked_by", "person")
    rows = rows.prefetch_related("assignments__person", "answers__person", "handovers__giver", "handovers__taker")
    steps = list(rows)
    for step in steps:
        step.route = route
    return steps


class _Reasons:
    """What the lines need to know in common: clocks, sendings back, names."""

    def __init__(self, route, steps, labels):
        self.route, self.labels = route, labels
        self.clocks = clocks_of([step.pk for step in steps if step.budget])
        self.returns = list(route.returns.select_related("by", "from_step"))
        self.titles = {step.key: step.label for step in steps}

    def asked(self):
        """What the requester still owes, as a sentence; "" when nothing."""
        owed = [row for row in self.returns if row.answered_at is None and not row.to_key]
        return _told_return(owed[-1]) if owed else ""


def _submission(route):
    behalf = route.on_behalf_of.full_name if route.on_behalf_of_id else ""
    by = route.requester.full_name
    return Stage("", _("Nộp"), SUBMIT, Phase.DONE, by=by, on_behalf_of=behalf, at=route.started_at)


def _past(step, told):
    stage = Stage(
        step.key,
        capfirst(step.label),
        step.act,
        step.phase,
        step.round,
        by=step.done_by.full_name if step.done_by else "",
        on_behalf_of=step.on_behalf_of.full_name if step.on_behalf_of else "",
        at=step.done_at,
        note=step.note if step.phase != Phase.RETURNED else "",
        asked_by=step.asked_by.full_name if step.asked_by else "",
    )
    return replace(stage, why=_why_past(step, told))


def _why_past(step, told):
    if step.phase == Phase.SKIPPED:
        return _why_skipped(step, told)
    if step.phase == Phase.RETURNED:
        return next((_told_way(row, told) for row in told.returns if row.from_step_id == step.pk), step.note)
    if step.phase == Phase.UNDONE:
        return _("đã rút lại")
    return _told_answers(step) if len(step.answers.all()) > 1 else ""


def _why_skipped(step, told):
    if step.skipped_for == Skip.CONDITION and step.condition:
        return _not_needed(step, told)
    return step.get_skipped_for_display()


def _not_needed(step, told):
    condition = conditions.told(step.condition, told.labels)
    if len(condition) > LONGEST_REASON:
        return _("không cần với nội dung đã khai")
    return _("không cần, vì chỉ làm khi: %(condition)s") % {"condition": condition}


def _told_way(row, told):
    if not row.to_key:
        return _("trả lại người đề nghị: %(why)s") % {"why": _told_return(row)}
    where = told.titles.get(row.to_key, row.to_key)
    return _("trả lại bước “%(step)s”: %(why)s") % {"step": where, "why": _told_return(row)}


def _told_return(row):
    lacks = "; ".join(row.lacks)
    return f"{row.reason} {_('Còn thiếu: %(lacks)s') % {'lacks': lacks}}" if lacks else row.reason


def _mended(route, told):
    """Each request for what was missing, and the day it came."""
    stages = []
    ended = route.state == RouteState.RETURNED
    for row in told.returns:
        if row.to_key or (ended and row is told.returns[-1]):
            continue
        why, by = _told_return(row), row.by.full_name
        title = _("Yêu cầu bổ sung")
        stages.append(Stage("", title, SUPPLEMENT, Phase.RETURNED, by=by, at=row.asked_at, why=why))
        if row.answered_at:
            name = route.requester.full_name
            stages.append(Stage("", _("Nộp bổ sung"), RESUBMIT, Phase.DONE, by=name, at=row.answered_at))
    return stages


def _coming(step, told):
    clock_of_step = told.clocks.get(step.pk)
    awaited = [row.person for row in step.assignments.all()]
    if step.phase == Phase.LATER and step.act not in MACHINE_ACTS:
        awaited = _people(seats_of(step))
    return Stage(
        step.key,
        capfirst(step.label),
        step.act,
        step.phase,
        step.round,
        people=tuple(person.full_name for person in awaited),
        due=clock_of_step.due_at if clock_of_step else step.due,
        due_told=due_told(clock_of_step) if clock_of_step else "",
        why=_why_coming(step, told, awaited),
        asked_by=step.asked_by.full_name if step.asked_by else "",
        awaited=tuple(person.pk for person in awaited),
    )


def _people(ids):
    found = User.objects.in_bulk(ids)
    return [found[each] for each in ids]


def _why_coming(step, told, awaited):
    if step.phase == Phase.PAUSED:
        return _("tạm dừng chờ người đề nghị bổ sung: %(why)s") % {"why": told.asked()}
    if step.phase == Phase.LATER:
        return _why_later(step, told, awaited)
    if not awaited:
        return _("không còn ai xử lý được, chờ quản trị hệ thống chỉ định")
    return "; ".join(filter(None, (_told_handover(step), _told_answers(step), _told_since(step))))


def _why_later(step, told, awaited):
    """What is declared now tells whether the step will be taken; a supplement may still change that."""
    if not conditions.holds(step.condition, told.route.facts):
        return _not_needed(step, told)
    return "" if awaited or step.act in MACHINE_ACTS else _("hiện chưa có ai đảm nhiệm")


def _told_handover(step):
    """How the step came to those it waits for, when they are not the ones the plan names."""
    row = max(step.handovers.all(), key=lambda each: each.pk, default=None)
    if row is None:
        return ""
    if row.kind == Handover.Kind.ESCALATE:
        return _("người phụ trách không còn nên chuyển lên cấp trên")
    if row.kind == Handover.Kind.TAKE_OVER:
        return _("%(person)s nhận xử lý: %(reason)s") % {"person": row.taker, "reason": row.reason}
    return _("%(giver)s chuyển: %(reason)s") % {"giver": row.giver, "reason": row.reason}


def _told_answers(step):
    """Who agreed so far, of a step that asks several."""
    answers = step.answers.all()
    if step.needs == Needs.ANY or not answers:
        return ""
    yes = sum(row.verdict == Verdict.YES for row in answers)
    no = sum(row.verdict == Verdict.NO for row in answers)
    counts = _("%(yes)d đồng ý, %(no)d không đồng ý") % {"yes": yes, "no": no}
    if step.needs == Needs.QUORUM:
        return _("%(counts)s, cần %(quorum)d đồng ý") % {"counts": counts, "quorum": step.quorum}
    return _("%(counts)s, cần tất cả") % {"counts": counts}


def _told_since(step):
    return _("chờ từ %(when)s") % {"when": clock(step.opened_at)} if step.opened_at else ""


@dataclass(frozen=True)
class Knot:
    """One line as templates/parts/route.html draws it. state: past, now, later, returned, failed or skipped."""

    who: str
    doing: str
    at: str
    state: str
    what: str = ""


STATES = {
    Phase.DONE: "past",
    Phase.OPEN: "now",
    Phase.PAUSED: "paused",
    Phase.LATER: "later",
    Phase.RETURNED: "returned",
    Phase.UNDONE: "skipped",
    Phase.FAILED: "failed",
    Phase.SKIPPED: "skipped",
}
MOST_NAMES = 2


def knots(stages, user=None):
    """[Knot] of a picture for parts/route.html; user is called "Bạn" where they are awaited."""
    return [_knot(stage, user) for stage in stages]


def _knot(stage, user):
    state = STATES[stage.phase]
    behalf = _("thay mặt %(person)s") % {"person": stage.on_behalf_of} if stage.on_behalf_of else ""
    asked = _("%(person)s hỏi") % {"person": stage.asked_by} if stage.asked_by else ""
    said = [behalf, asked, stage.why, stage.note]
    if stage.by:
        return Knot(stage.by, _lower(stage.title), moment(stage.at), state, _joined(said))
    if not stage.people:
        return Knot(stage.title, "", moment(stage.at), state, _joined(said))
    who = _names(_with_you(stage, user))
    due = stage.due_told or (_("trước %(when)s") % {"when": moment(stage.due)} if stage.due else "")
    return Knot(who, _lower(stage.title), "", state, _joined([due, *said]))


def _with_you(stage, user):
    """The names, beginning with you when you are one of them."""
    if user is None or user.pk not in stage.awaited:
        return stage.people
    others = (name for pk, name in zip(stage.awaited, stage.people, strict=True) if pk != user.pk)
    return (_("Bạn"), *others)


def _names(people):
    more = len(people) - MOST_NAMES
    told = ", ".join(people[:MOST_NAMES])
    return told + (_(" và %(more)d người nữa") % {"more": more} if more > 0 else "")


def _joined(parts):
    return capfirst(". ".join(part.rstrip(".") for part in parts if part))


def _lower(title):
    return title[:1].lower() + title[1:]


def moment(value):
    """08:31 today, 19/01 08:31 on other days of the year, with the year otherwise."""
    if value is None:
        return ""
    value, today = timezone.localtime(value), timezone.localdate()
    if value.date() == today:
        return f"{value:%H:%M}"
    return f"{value:%d/%m %H:%M}" if value.year == today.year else f"{value:%d/%m/%Y %H:%M}"
