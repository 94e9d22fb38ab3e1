"""Pages of docs/ drawn from the code of documents and routes; `make docs` writes them, a test compares them."""

from types import SimpleNamespace

from core.models import Post
from documents.actions.agencies import outgoing_steps
from documents.models import AgencyProfile
from workflows.flowchart import Box, flowchart
from workflows.states import ROUTE, Act, ActorKind, Phase, RouteState

PAGE = """# The routes of papers and cases

Written by `make docs` from `workflows/states.py` and `documents/actions/agencies.py`; a test compares the two.
How each shipped procedure goes is in [procedures.md](procedures.md).

## The life of a route

```mermaid
{lifecycle}
```

| State | On screen |
|---|---|
{states}

| A step is | On screen |
|---|---|
{phases}

## Outgoing documents: number after the signature

```mermaid
{after}
```

## Outgoing documents: number reserved before the signature

```mermaid
{before}
```
"""


def routes_page():
    """The whole text of docs/routes.md."""
    order = AgencyProfile.Order
    return PAGE.format(
        lifecycle=ROUTE.mermaid(),
        states=_table(RouteState),
        phases=_table(Phase),
        after=_outgoing(order.AFTER_SIGNATURE),
        before=_outgoing(order.BEFORE_SIGNATURE),
    )


def _table(choices):
    return "\n".join(f"| `{each.value}` | {each.label} |" for each in choices)


def _outgoing(numbering):
    checker = SimpleNamespace(pk=None)  # any post: the page says which kind
    return flowchart([_box(step) for step in outgoing_steps(checker, numbering)])


def _box(step):
    kind = ActorKind(step["actor_kind"])
    who = Post.Role(step["role"]).label if kind == ActorKind.ROLE else kind.label
    return Box(str(Act(step["act"]).label).capitalize(), str(who), step["position"])


PAGES = {"routes.md": routes_page}
