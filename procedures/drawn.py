"""The pages of docs/ drawn from the code: every shipped procedure, and the life of a case; a test compares them."""

from types import SimpleNamespace

from core.models import Post
from procedures.definition import parse
from procedures.designer.words import act_name, actor_told, said
from procedures.shipped import shipped
from procedures.states import CASE, CaseState
from workflows import conditions
from workflows.flowchart import Box, flowchart

HEAD = """# How the shipped procedures go

Written by `make docs` from `procedures/shipped/`; a test compares the two. An agency may design its own.
"""


def procedures_page():
    """The whole text of docs/procedures.md."""
    return "\n".join([HEAD, *(_drawn(code, raw) for code, raw in shipped().items())])


def _drawn(code, raw):
    labels = _labels(parse(raw))
    chart = flowchart([_box(step, labels) for step in raw["steps"]])
    return f"## {said(raw['name'])} (`{code}`)\n\n```mermaid\n{chart}\n```\n"


def _labels(definition):
    """What fields and their choices are called, as workflows.conditions.told takes them."""
    labels = {key: str(label) for key, label in definition.labels.items()}
    labels["requester_roles"] = "vai trò của người đề nghị"
    roles = {("requester_roles", role.value): str(role.label) for role in Post.Role}
    choices = {(each.key, option.value): str(option.label) for each in definition.fields for option in each.options}
    return labels | roles | choices


def _box(step, labels):
    names = SimpleNamespace(office=_office, person=str, field=lambda key: labels.get(key, key))
    who = "" if step["actor"]["kind"] == "nobody" else actor_told(step["actor"], names)
    when = conditions.told(step.get("when", {}), labels)
    return Box(said(step.get("title")) or act_name(step["act"]), who, step["position"], when)


def _office(abbreviation):
    return str(abbreviation or "đơn vị của người đề nghị")


CASE_PAGE = """# The life of a case

Written by `make docs` from `procedures/states.py`; a test compares the two. What happens between handing in
and the result are the steps of its route (docs/routes.md).

```mermaid
{diagram}
```

| State | On screen |
|---|---|
{states}

| Step | On screen | From | To | Otherwise one is told |
|---|---|---|---|---|
{steps}
"""


def case_page():
    """The whole text of docs/cases.md."""
    states = "\n".join(f"| `{state.value}` | {state.label} |" for state in CaseState)
    steps = "\n".join(
        f"| `{step.name}` | {step.label} | {_named(step.sources)} | `{step.target}` | {step.who} |"
        for step in CASE.steps.values()
    )
    return CASE_PAGE.format(diagram=CASE.mermaid(), states=states, steps=steps)


def _named(states):
    return ", ".join(f"`{state}`" for state in states)


PAGES = {"procedures.md": procedures_page, "cases.md": case_page}
