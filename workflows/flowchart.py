"""A plan as a Mermaid flowchart: for the docs, and for whoever pastes it into a note. Screens draw lists instead."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workflows import conditions, soundness
from workflows.actors import Actor
from workflows.states import ActorKind, Needs


class Box(NamedTuple):
    """One step as drawn. who: in words. when: the condition in words, "" for always."""

    title: str
    who: str
    position: int
    when: str = ""


def mermaid(template, labels=None):
    """The flowchart of a RouteTemplate; labels as workflows.conditions.told takes them."""
    return flowchart([box_of(step, labels) for step in template.steps.all()])


def box_of(step, labels=None):
    """The box of a TemplateStep."""
    actor = Actor.of_plan(step)
    who = "" if actor.kind == ActorKind.NOBODY else soundness.named(actor)
    if step.needs != Needs.ANY and who:
        count = _("tất cả") if step.needs == Needs.ALL else _("đủ %(quorum)d người") % {"quorum": step.quorum}
        who = f"{who} ({count})"
    return Box(capfirst(step.label), who, step.position, conditions.told(step.condition, labels))


def flowchart(boxes):
    """Mermaid text: steps of one position side by side, conditions on arrows, a way past what may be left out."""
    lines = ["flowchart TD", f"    start([{_quoted(_('Nộp'))}])"]
    before = ["start"]
    for number, position in enumerate(sorted({box.position for box in boxes}), 1):
        group = [box for box in boxes if box.position == position]
        before = _draw_group(lines, number, group, before)
    lines.append(f"    finish([{_quoted(_('Xong'))}])")
    return "\n".join([*lines, *(f"    {each} --> finish" for each in before)])


def _draw_group(lines, number, group, before):
    """Draw the boxes and the arrows to them; returns where the next group's arrows begin."""
    names = [f"s{number}{'abcdefghijklmnopqrstuvwxyz'[side % 26]}" for side in range(len(group))]
    if len(before) > 1:
        joint = f"j{number}"
        lines.append(f"    {joint}(( ))")
        lines += [f"    {each} --> {joint}" for each in before]
        before = [joint]
    for name, box in zip(names, group, strict=True):
        lines.append(f"    {name}[{_quoted(box.title, box.who)}]")
        arrow = f"-->|{_quoted(box.when)}|" if box.when else "-->"
        lines.append(f"    {before[0]} {arrow} {name}")
    return names + before if all(box.when for box in group) else names


def _quoted(*words):
    """Words as Mermaid takes them: in quotes, without signs that would end them."""
    said = "<br/>".join(word for word in words if word)
    return '"' + said.replace('"', "'").replace("“", "'").replace("”", "'").replace("|", "/") + '"'
