"""manage.py write_docs: what the docs take from the code, so that they cannot tell anything else."""

from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

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
        for name, page in pages().items():
            path = Path(settings.BASE_DIR) / "docs" / name
            path.write_text(page())
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))


def pages():
    """{name in docs/: function that writes its text}, of every app that has a module `drawn` with PAGES."""
    found = {"lifecycle.md": lifecycle_page}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "drawn"):
            found |= import_module(f"{app.name}.drawn").PAGES
    return found


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
