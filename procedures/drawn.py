"""The page of docs/ on which every shipped procedure is drawn; `make docs` writes it, a test compares it."""

from types import SimpleNamespace

from core.models import Post
from procedures.definition import parse
from procedures.designer.words import act_name, actor_told, said
from procedures.shipped import shipped
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


PAGES = {"procedures.md": procedures_page}
