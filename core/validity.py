"""The last check before a row is written: what a form would have said, said also to scripts and imports."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from core.refusals import BadInput


def checked(thing, *, exclude=()):
    """Return the model instance when its fields and constraints hold, else raise BadInput with every reason."""
    try:
        thing.full_clean(exclude=exclude)
    except ValidationError as error:
        raise BadInput(" ".join(_sentences(thing, error)), fields=error.message_dict) from error
    return thing


def _sentences(thing, error):
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{capfirst(thing._meta.get_field(name).verbose_name)}: "
        for message in messages:
            yield f"{label}{message}"
