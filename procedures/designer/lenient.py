"""Reading a draft that is not yet whole: what holds is kept, what has a fault is left out."""

from procedures import definition as plan
from procedures.designer.carrying import real_path
from procedures.reading import Faulty
from procedures.soundness import PLACE

ROUNDS = 10  # each leaves out what has a fault; what leans on it falls in the next


def what_holds(definition):
    """A Definition of the form and the steps of a draft, without the fields and steps that have a fault."""
    form, steps = definition.get("form", []), definition.get("steps", [])
    for _round in range(ROUNDS):
        raw = {"schema": plan.SCHEMA, "code": "du-thao", "name": {"vi": "…"}, "form": form, "steps": steps}
        try:
            return plan.parse(raw)
        except Faulty as faulty:
            bad = {_place(fault, raw) for fault in faulty.faults}
        steps = [step for at, step in enumerate(steps) if ("steps", at) not in bad]
        form = [_without(section, number, bad) for number, section in enumerate(form)]
    return plan.parse({"schema": plan.SCHEMA, "code": "du-thao", "name": {"vi": "…"}})


def _without(section, number, bad):
    fields = [each for at, each in enumerate(section.get("fields", [])) if ("form", number, at) not in bad]
    return {**section, "fields": fields}


def _place(fault, raw):
    match = PLACE.match(real_path(fault.path, raw))
    if match is None:
        return None
    return ("form", int(match[2]), int(match[3])) if match[1] else (match[5], int(match[6]))
