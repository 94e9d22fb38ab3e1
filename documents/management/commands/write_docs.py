"""manage.py write_docs: what the docs take from the code, so that they cannot tell anything else."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from documents.states import OUTGOING, DocumentState

PAGE = """# The life of an outgoing document

Written by `make docs` from `documents/states.py`; a test compares the two.

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


class Command(BaseCommand):
    help = "Write the pages of docs/ that are drawn from the code."

    def handle(self, **options):
        path = Path(settings.BASE_DIR) / "docs" / "lifecycle.md"
        path.write_text(lifecycle_page())
        self.stdout.write(str(path.relative_to(settings.BASE_DIR)))


def lifecycle_page():
    """The whole text of docs/lifecycle.md."""
    states = "\n".join(f"| `{state.value}` | {state.label} |" for state in DocumentState)
    steps = "\n".join(
        f"| `{step.name}` | {step.label} | {_named(step.sources)} | `{step.target}` | {step.who} |"
        for step in OUTGOING.steps.values()
    )
    return PAGE.format(diagram=OUTGOING.mermaid(), states=states, steps=steps)


def _named(states):
    return ", ".join(f"`{state}`" for state in states)
