"""Between a form and an action: what the action refuses stands at its field, and nothing typed is lost."""

from core.refusals import BadInput


def carry_out(form, act):
    """Return what act() returns when the form holds and the action accepts; None after the form tells the faults.

    BadInput becomes faults of the form, at the fields it names; every other refusal is a page of its own.
    """
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except BadInput as refusal:
        for name, messages in refusal.facts.get("fields", {None: [refusal.sentence]}).items():
            for message in messages:
                form.add_error(name if name in form.fields else None, str(message))
        return None


def status_of(form):
    """422 for a page that shows faults, 200 for one that asks the first time."""
    return 422 if form.is_bound else 200
