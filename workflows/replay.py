"""A route rebuilt from its audit entries alone, and the same image taken from the tables: the two must be equal.

A step is named by (key, round). What the audit does not keep is what can be asked anew at any time: whose desk a step
lies on follows posts and deputations.
"""

import json
from dataclasses import dataclass, field
from typing import NamedTuple

from workflows.models import Answer, Handover, Return
from workflows.states import Phase


class StepImage(NamedTuple):
    """Where a step stands, who closed it and whom they spoke for (ids)."""

    phase: str
    done_by: int | None = None
    on_behalf_of: int | None = None


class ReturnImage(NamedTuple):
    """One sending back: from which step by whom (id), to where, why, what lacks, and whether it was answered."""

    step: tuple
    by: int
    to_key: str
    reason: str
    lacks: tuple
    answered: bool


class HandoverImage(NamedTuple):
    """One passing on of a step: how, from whom (None: everyone) to whom (ids)."""

    step: tuple
    kind: str
    giver: int | None
    taker: int


@dataclass
class RouteImage:
    """All that happened on a route, as far as it decides what happens next."""

    standing: str = ""  # a RouteState
    steps: dict = field(default_factory=dict)  # (key, round): StepImage
    answers: dict = field(default_factory=dict)  # (key, round, person id): (absent person's id, verdict)
    returns: list = field(default_factory=list)
    handed: list = field(default_factory=list)

    @property
    def open_steps(self):
        return sorted(place for place, step in self.steps.items() if step.phase == Phase.OPEN)


def rebuild(entries):
    """The image of one route from its audit entries (AuditEntry rows about the route), whatever the tables say."""
    image = RouteImage()
    for entry in sorted(entries, key=lambda each: each.pk):
        hearer = HEARERS.get(entry.verb)
        if hearer is not None:
            hearer(image, entry, json.loads(entry.facts))
    return image


def _started(image, entry, facts):
    image.standing = "open"
    _put(image, facts["steps"], Phase.LATER)


def _put(image, places, phase):
    for key, number in places:
        image.steps[key, number] = StepImage(phase)


def _putting(phase):
    return lambda image, entry, facts: _put(image, facts["steps"], phase)


def _place(facts):
    return facts["key"], facts["round"]


def _closed(phase):
    """Somebody closed a step; without a verdict no voice was counted."""

    def hear(image, entry, facts):
        image.steps[_place(facts)] = StepImage(phase, entry.actor_id, entry.on_behalf_of_id)
        if "verdict" in facts:
            _answered(image, entry, facts)

    return hear


def _answered(image, entry, facts):
    image.answers[(*_place(facts), entry.actor_id)] = (entry.on_behalf_of_id, facts["verdict"])


def _withdrawn(image, entry, facts):
    del image.answers[(*_place(facts), entry.actor_id)]


def _kept(image, entry, facts):
    for person, absent, verdict in facts["voices"]:
        image.answers[(*_place(facts), person)] = (absent, verdict)


def _settled(image, entry, facts):
    image.steps[_place(facts)] = StepImage(facts["phase"], facts["done_by"], facts["done_for"])


def _undone(image, entry, facts):
    image.steps[_place(facts)] = image.steps[_place(facts)]._replace(phase=Phase.UNDONE)


def _moved(image, entry, facts):
    image.standing = facts["to"]


def _sent_back(image, entry, facts):
    image.standing = facts.get("to", image.standing)
    place, lacks = tuple(facts["sent_back"]), tuple(facts["lacks"])
    image.returns.append(ReturnImage(place, entry.actor_id, facts["to_key"], facts["reason"], lacks, False))


def _resubmitted(image, entry, facts):
    image.standing = facts["to"]
    image.returns = [row if row.to_key else row._replace(answered=True) for row in image.returns]


def _asked(image, entry, facts):
    _put(image, [(key, number) for key, number, _person in facts["asked"]], Phase.OPEN)


def _handed(kind):
    def hear(image, entry, facts):
        image.handed.append(HandoverImage(_place(facts), kind, facts["giver"], facts["taker"]))

    return hear


def _escalated(image, entry, facts):
    image.handed += [HandoverImage(_place(facts), Handover.Kind.ESCALATE, None, person) for person in facts["people"]]


HEARERS = {
    "route_started": _started,
    "steps_opened": _putting(Phase.OPEN),
    "steps_skipped": _putting(Phase.SKIPPED),
    "steps_renewed": _putting(Phase.LATER),
    "steps_paused": _putting(Phase.PAUSED),
    "step_ran": _closed(Phase.DONE),
    "step_done": _closed(Phase.DONE),
    "step_failed": _closed(Phase.FAILED),
    "step_returned": _closed(Phase.RETURNED),
    "step_answered": _answered,
    "answer_withdrawn": _withdrawn,
    "answers_kept": _kept,
    "step_settled": _settled,
    "step_undone": _undone,
    "step_sent_back": _sent_back,
    "supplement_asked": _sent_back,
    "route_returned": _sent_back,
    "route_resubmitted": _resubmitted,
    "route_finished": _moved,
    "route_rejected": _moved,
    "route_cancelled": _moved,
    "opinion_asked": _asked,
    "step_forwarded": _handed(Handover.Kind.FORWARD),
    "step_taken_over": _handed(Handover.Kind.TAKE_OVER),
    "step_escalated": _escalated,
}


def image(route):
    """The image of the route as the tables have it now, in five queries."""
    names = {step.pk: step for step in route.steps.all()}
    places = {pk: (step.key, step.round) for pk, step in names.items()}
    return RouteImage(
        standing=str(type(route).objects.values_list("state", flat=True).get(pk=route.pk)),
        steps={
            places[pk]: StepImage(step.phase, step.done_by_id, step.on_behalf_of_id) for pk, step in names.items()
        },
        answers={
            (*places[row.step_id], row.person_id): (row.on_behalf_of_id, row.verdict)
            for row in Answer.objects.filter(step__in=places)
        },
        returns=[_return(row, places) for row in Return.objects.filter(route=route).order_by("pk")],
        handed=[
            HandoverImage(places[row.step_id], row.kind, row.giver_id, row.taker_id)
            for row in Handover.objects.filter(step__in=places).order_by("pk")
        ],
    )


def _return(row, places):
    answered = row.answered_at is not None
    return ReturnImage(places[row.from_step_id], row.by_id, row.to_key, row.reason, tuple(row.lacks), answered)
