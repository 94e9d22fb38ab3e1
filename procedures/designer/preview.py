"""The form of a draft as people will see it, beside the list a keeper works on."""

from procedures.designer.lenient import what_holds
from procedures.form_screen import sections_of
from procedures.scope import Scope


def preview_of(definition, agency, keeper, *, here=""):
    """{"preview": the form drawn without what cannot be drawn yet, "left_out": how many fields that is}.

    here: the key of the field being edited.
    """
    wanted = sum(len(section.get("fields", [])) for section in definition.get("form", []))
    drawable = what_holds(definition)
    views = sections_of(drawable, {}, Scope(keeper, agency))
    return {"preview": views, "left_out": wanted - len(drawable.fields), "here": here}
