"""Random plans and random acts on them: what people, keepers and time may do to a route, in any order."""

from django.utils import timezone
from hypothesis import strategies as st

from core.models import Appointment, User
from core.refusals import Refused
from tests.workflows.ways import stand_in
from workflows.actions import handing, routes
from workflows.actions.deputies import keep_deputies
from workflows.models import Assignment, RouteStep
from workflows.states import RouteState

ACTS = ("check", "approve", "opinion", "do", "pay", "issue_result", "check_form", "endorse")
ACTORS = (
    {"kind": "head_of_unit"},
    {"kind": "head_plus", "levels": 1},
    {"kind": "role", "role": "clerk"},
    {"kind": "role", "role": "head"},
    {"kind": "role_in_unit", "role": "specialist"},
    {"kind": "named", "name": "signer"},
    {"kind": "field", "name": "helper"},
    {
        "kind": "amount",
        "name": "money",
        "brackets": [
            {"up_to": 20, "actor": {"kind": "role", "role": "head"}},
            {"up_to": None, "actor": {"kind": "role", "role": "leader"}},
        ],
    },
)
SEVERAL = ACTORS[3]  # the office has two heads
CONDITIONS = ({}, {}, {"field": "money", "op": "gt", "value": 20}, {"not": {"field": "helper", "op": "filled"}})
VERDICTS = (*["yes"] * 8, "no", "abstain")
CREW = ("leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant")
VERBS = (
    "finish", "finish", "finish", "finish", "finish", "undo", "ask", "resubmit", "change", "reword", "back", "back",
    "reject", "forward", "consult", "take", "name", "leave", "leave", "come", "absent", "absent", "sweep",
)  # fmt: skip


@st.composite
def plans(draw):
    """Two to five positions of one or two steps, now and then one the house does."""
    steps = []
    for position in range(1, draw(st.integers(3, 6))):
        for _side in range(draw(st.sampled_from((1, 1, 2)))):
            steps.append(_step(draw, position))
    return steps


def _step(draw, position):
    if draw(st.integers(0, 7)) == 0:
        to = {"kind": "requester"}
        notice = {"options": {"text": "Đã đến bước này.", "to": to}, "actor": {"kind": "nobody"}}
        return {"position": position, "act": "notify", **notice, "condition": draw(st.sampled_from(CONDITIONS))}
    actor = draw(st.sampled_from(ACTORS))
    several = actor == SEVERAL
    needs = draw(st.sampled_from(("any", "all", "quorum"))) if several else "any"
    return {
        "position": position,
        "act": draw(st.sampled_from(ACTS)),
        "actor": actor,
        "needs": needs,
        "quorum": 2 if needs == "quorum" else None,
        "condition": draw(st.sampled_from(CONDITIONS)),
        "budget": draw(st.sampled_from((None, 1, 3))),
        "options": draw(st.sampled_from(({}, {"on_failure": "go_on"}))),
    }


deeds = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 50), st.integers(0, 50)), min_size=6, max_size=24)
facts = st.fixed_dictionaries({"money": st.sampled_from((5, 50, None)), "helper": st.sampled_from((1, 1, 1, 0))})


def spelled(cast, chosen):
    """Facts of a route: helper 0 is nobody, 1 the accountant."""
    return {"money": chosen["money"], "helper": cast.accountant.pk if chosen["helper"] else None}


def do(cast, route, deed):
    """Do one random deed on the route; refusals are answers like any other."""
    verb, one, two = deed
    try:
        DEEDS[verb](cast, route, one, two)
    except Refused:
        return


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def waiting(route):
    return Assignment.objects.filter(step__route=route).select_related("step", "person").order_by("pk")


def _on_desk(verb):
    """A deed of somebody for whom a step waits."""

    def deed(cast, route, one, two):
        row = pick(waiting(route), one)
        if row is not None:
            verb(cast, row.step, row.person, two)

    return deed


def _finish(cast, step, person, two):
    routes.finish_step(step, by=person, verdict=VERDICTS[two % len(VERDICTS)], note="Đã xem.")


def _undo(cast, route, one, two):
    step = pick(RouteStep.objects.filter(route=route, answers__isnull=False).distinct().order_by("pk"), -1)
    if step is not None:
        routes.undo_step(step, by=step.answers.last().person)


def _ask(cast, step, person, two):
    routes.ask_supplement(step, by=person, reason="Thiếu giấy tờ.", lacks=["Bản sao quyết định"])


def _resubmit(cast, route, one, two):
    routes.resubmit(route, by=cast.specialist)


def _change(cast, route, one, two):
    routes.resubmit(route, by=cast.specialist, facts=route.facts | {"money": (5, 50)[one % 2]})


def _reword(cast, route, one, two):
    routes.resubmit(route, by=cast.specialist, facts=route.facts | {"account": two}, approved=["account"])


def _back(cast, step, person, two):
    key = pick(step.route.steps.filter(position__lt=step.position).values_list("key", flat=True).order_by("pk"), two)
    routes.return_to_step(step, by=person, key=key or "", reason="Làm lại bước này.")


def _reject(cast, step, person, two):
    if two % 5 == 0:
        routes.reject_route(step, by=person, reason="Không đủ điều kiện.", ground="Điều 5 Quy chế")


def _forward(cast, step, person, two):
    routes.forward_step(step, by=person, to=getattr(cast, pick(CREW, two)), reason="Đúng chuyên môn hơn.")


def _consult(cast, step, person, two):
    routes.ask_opinion(step, by=person, people=[getattr(cast, pick(CREW, two))], question="Có nên không?")


def _take(cast, step, person, two):
    routes.take_over(step, by=cast.leader, reason="Gấp.")


def _name(cast, step, person, two):
    routes.take_over(step, by=cast.keeper, to=getattr(cast, pick(CREW, two)), reason="Người cũ đã nghỉ.")


def _leave(cast, step, person, two):
    """Somebody a step waits for is gone, every other time with their account. The leader stays: somebody heads."""
    if person in (cast.leader, cast.specialist):
        return
    Appointment.objects.filter(person=person).update(starts="2020-01-01", ends="2020-12-31")
    if two % 2:
        User.objects.filter(pk=person.pk).update(is_active=False)
    handing.follow_people([person.pk])


def _come(cast, route, one, two):
    person, post = getattr(cast, pick(CREW, one)), cast.posts[pick(("head", "clerk", "checker"), two)]
    if not Appointment.objects.current().filter(person=person, post=post).exists():
        Appointment.objects.create(person=person, post=post, kind="concurrent", starts="2024-01-01")
    handing.follow_people([person.pk])


def _absent(cast, step, absent, two):
    deputy = getattr(cast, pick(CREW, two))
    if absent != deputy:
        stand_in(absent, deputy)
        keep_deputies(timezone.now())


def _sweep(cast, route, one, two):
    handing.escalate()


DEEDS = {
    "finish": _on_desk(_finish),
    "undo": _undo,
    "ask": _on_desk(_ask),
    "resubmit": _resubmit,
    "change": _change,
    "reword": _reword,
    "back": _on_desk(_back),
    "reject": _on_desk(_reject),
    "forward": _on_desk(_forward),
    "consult": _on_desk(_consult),
    "take": _on_desk(_take),
    "name": _on_desk(_name),
    "leave": _on_desk(_leave),
    "come": _come,
    "absent": _on_desk(_absent),
    "sweep": _sweep,
}


def walk_to_the_end(cast, route, most=200):
    """Everybody says yes to what lies on their desk until the route has ended; returns how many acts it took."""
    for count in range(most):
        route.refresh_from_db()
        if route.state not in (RouteState.OPEN, RouteState.WAITING):
            return count
        if route.state == RouteState.WAITING:
            routes.resubmit(route, by=cast.specialist)
            continue
        row = waiting(route).first()
        assert row is not None, "open, and on nobody's desk"
        routes.finish_step(row.step, by=row.person)
    raise AssertionError(f"still {route.state} after {most} acts: {list(route.steps.values_list('key', 'phase'))}")
