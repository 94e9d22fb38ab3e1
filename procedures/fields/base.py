"""What a kind of field can do: be read from what was posted, judged, kept as JSON, shown, and drawn."""

from core.folding import composed
from procedures.reading import CONTROL_SIGNS


class Wrong(Exception):
    """What was typed cannot be kept. faults: {place inside the field: sentence}; "" is the field itself."""

    def __init__(self, sentence="", **faults):
        super().__init__(sentence)
        self.faults = ({"": sentence} if sentence else {}) | faults


class Kind:
    """One kind of field. Values are JSON; clean(clean(x)) == clean(x), so a draft may be judged again and again.

    template: draws it, given `field` (a form_screen.FieldView). grouped: several controls, so its name is a legend.
    refers: what its value points to ("person", "unit", "document", "case", "resource"), for looking names up at once.
    """

    template = "procedures/fields/line.html"
    grouped = False
    refers = ""
    input_type = "text"
    input_mode = ""

    def drawn(self, plan):
        """(template, whether it has several controls)"""
        return self.template, self.grouped

    def read(self, plan, post, name):
        """What was typed, as JSON; nothing is judged yet."""
        return post.get(name, "")

    def clean(self, plan, raw, scope):
        """The value to keep, None when there is none; raise Wrong."""
        return tidy(raw) or None

    def shown(self, plan, value, scope):
        """The value in words, as people read it."""
        return str(value)

    def typed(self, plan, raw, scope):
        """What the control shows for a value or for what was typed wrongly."""
        return raw if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""

    def referred(self, plan, value):
        """Keys of what the value points to."""
        return [value] if self.refers and isinstance(value, int) and not isinstance(value, bool) else []

    def choices(self, plan, scope):
        """(value, label) of what can be chosen, where the control lists them."""
        return []


def tidy(raw, most=20_000):
    """A line or text in NFC, without control signs and outer blanks; "" for what is no text."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(raw)
    return (
        composed(CONTROL_SIGNS.sub("", raw[: most + 1]).replace("\r\n", "\n")).strip() if isinstance(raw, str) else ""
    )


def whole(raw):
    """A key as it stands in a form, or None."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw if 0 < raw < 2**63 else None
    return int(raw) if isinstance(raw, str) and raw.isascii() and raw.isdigit() and 0 < len(raw) < 19 else None


def is_empty(value):
    """Nothing was given. Nought is something."""
    return value is None or value is False or value == "" or value == [] or value == {}
