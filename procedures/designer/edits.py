"""What a keeper does to a draft, by the name a button posts.

Each act is a function (definition, asked) -> what it did in words. It changes the definition it is given, the JSON of
procedures/definition.py, perhaps not yet whole; asked is what was posted.
"""

from procedures.designer import form_edits, paper_edits, step_edits

ACTS = {
    act.__name__: act
    for act in (
        form_edits.section_add,
        form_edits.section_name,
        form_edits.section_move,
        form_edits.section_remove,
        form_edits.field_add,
        form_edits.field_move,
        form_edits.field_put,
        form_edits.field_copy,
        form_edits.field_remove,
        step_edits.step_add,
        step_edits.step_move,
        step_edits.step_put,
        step_edits.step_join,
        step_edits.step_part,
        step_edits.step_copy,
        step_edits.step_remove,
        paper_edits.paper_add,
        paper_edits.output_add,
        paper_edits.row_move,
        paper_edits.row_remove,
    )
}
