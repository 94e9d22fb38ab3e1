"""Cases for the matrix: one at every stage of the small leave procedure."""

from procedures.actions import drafts, handling
from procedures.models import Case
from tests.procedures.requests import begun, submitted, typed

CASES = ("case_draft", "case_running", "case_at_head", "case_waiting", "case_done")
CLIENT = "7b1c9d3e-5a52-4c0e-9a57-2f4f2f1d6a10"


def add_cases(world):
    """Give the world its cases and a file attached to the draft."""
    cast, procedure = world.cast, world.procedure
    world.case_draft = begun(cast, procedure)
    world.case_file = drafts.attach_file(
        world.case_draft, by=cast.specialist, key="don", content=b"%PDF-1.7 giay", name="giay.pdf"
    )
    for name in CASES[1:]:
        setattr(world, name, submitted(cast, procedure))
    world.case_step = handling.answer_step(world.case_at_head, by=cast.clerk)
    handling.ask_for_more(world.case_waiting, by=cast.clerk, reason="Xem lại")
    for person in (cast.clerk, cast.head):
        handling.answer_step(world.case_done, by=person)
    for name in CASES:
        setattr(world, name, Case.objects.get(pk=getattr(world, name).pk))


CASE_ADDRESSES = {
    **{name: lambda world, name=name: {"pk": getattr(world, name).pk} for name in CASES},
    "procedure_code": lambda world: {"code": world.procedure.code},
    "case_file": lambda world: {"pk": world.case_draft.pk, "file": world.case_file.pk},
    "open_step": lambda world: {"pk": world.case_running.route.steps.open().get().pk},
    "case_step": lambda world: {"pk": world.case_at_head.pk, "step": world.case_step.pk},
}


def case_form(world, thing):
    """Everything the acts on a case ask for, as a page shown now would send it."""
    if thing == "procedure_code":
        return {"client": CLIENT, "who": "Ai đó"}
    case = world.case_running if thing == "open_step" else getattr(world, thing)
    step = case.route.steps.open().first() if case.route else None
    return {
        "client": case.client,
        "seen": case.version,
        "who": typed()["who"],
        "step": step.pk if step else "",
        "reason": "Chưa rõ.",
        "ground": "Điều 113 Bộ luật Lao động",
        "key": "kiem-tra",
        "question": "Việc này thế nào?",
        "person": world.cast.accountant.pk,
        "budget": "2",
    }
