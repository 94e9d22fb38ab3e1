"""The picture of a case's way and its clock in words, for everybody who may see the case."""

from procedures.form_screen import words_of
from workflows.deadlines import due_told
from workflows.models import Timer
from workflows.picture import knots, picture


def stages_of(case, user):
    """The way as templates/parts/route.html draws it, beginning with the requester; [] for a draft."""
    if case.route_id is None:
        return []
    return knots(picture(case.route, words_of(case.plan)), user)


def clock_of(case):
    """The promise of the whole case in words: "hạn 26/02 vì nghỉ Tết 16–20/02"; "" when it has no clock."""
    timer = Timer.objects.living().filter(route=case.route_id, step__isnull=True).first() if case.route_id else None
    return due_told(timer) if timer else ""
