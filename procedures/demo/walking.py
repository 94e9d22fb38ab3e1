"""Cases walked as far as a story needs them, by the same actions people use."""

from uuid import uuid4

from core.actions.bookings import add_resource
from documents.demo.house import PIN
from procedures.actions import drafts, handling, signing
from procedures.actions.cases import submit_case
from procedures.demo.samples import ATTACHED, REQUESTERS, sample
from procedures.models import Case, CasePaper, Procedure
from procedures.tasks import lay_paper_out
from workflows.models import Assignment
from workflows.states import Act

LONGEST = 40  # steps of a way


def build_things(cast):
    """A room, a car and a projector of the agency, to be booked."""
    facts = {"office": cast.agency, "by": cast.keeper}
    return {
        "room": add_resource(kind="room", name="Phòng họp tầng 2", code="P.201", capacity=20, **facts),
        "hall": add_resource(kind="room", name="Hội trường", code="HT", capacity=150, **facts),
        "car": add_resource(kind="vehicle", name="Xe 7 chỗ", code="99A-001.23", capacity=7, **facts),
        "projector": add_resource(kind="equipment", name="Máy chiếu di động", code="TB.021", **facts),
    }


def begin(cast, things, code, *, parent=None, **typed):
    """A filled draft of the procedure."""
    by = getattr(cast, REQUESTERS.get(code, "specialist"))
    procedure = Procedure.objects.get(agency=cast.agency, code=code)
    case, _judged = drafts.save_case(
        procedure, by=by, client=uuid4(), typed=sample(code, cast, things) | typed, parent=parent
    )
    if code in ATTACHED:
        key, name = ATTACHED[code]
        drafts.attach_file(case, by=by, key=key, content=b"noi dung;so tien\nmot;1000\n", name=name)
    return Case.objects.get(pk=case.pk)


def submit(cast, things, code, *, worker=True, **facts):
    """A submitted case; worker: its receipt laid out at once, not by the worker who comes later."""
    case = begin(cast, things, code, **facts)
    return _worked(submit_case(case, by=case.requester), worker)


def _worked(case, worker):
    return lay_out(case) if worker else Case.objects.for_reading().get(pk=case.pk)


def lay_out(case):
    """Do the worker's part: every page that is asked for."""
    for paper in CasePaper.objects.filter(case=case, revision__isnull=True).values_list("pk", flat=True):
        lay_paper_out.func(paper)
    return Case.objects.for_reading().get(pk=case.pk)


def waiting(case):
    """[(step, person)] of what waits now, in order."""
    found = Assignment.objects.filter(step__route=case.route_id, step__phase="open", on_behalf_of__isnull=True)
    rows = found.select_related("step", "person").order_by("step__position", "step", "pk")
    return [(row.step, row.person) for row in rows]


def answer(case, step, person, *, worker=True):
    """The person does the step as they would on the screen; leaders sign with the PIN of the demo."""
    if step.act == Act.SIGN:
        pinned = signing.open_signing(case, by=person, step=step.pk)
        tokens = [intent.token for _paper, intent in pinned]
        signing.sign_results(case, by=person, intents=tokens, pin=PIN, step=step.pk)
    else:
        handling.answer_step(case, by=person, step=step.pk)
    return _worked(case, worker)


def walk(case, *, until=None, worker=True):
    """Everyone in turn does what waits for them until a step of this key is open, or to the end. Returns the case.

    Who did what stands in the case's own history.
    """
    for _each in range(LONGEST):
        left = waiting(case)
        if not left or left[0][0].key == until:
            return case
        case = answer(case, *left[0], worker=worker)
    raise RuntimeError(f"{case} does not come to an end")
