"""Rows that repeat: every column is a field of its own, named table.row.column."""

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, whole

MOST_ROWS = 200


class Table(Kind):
    template = "procedures/fields/table.html"
    grouped = True

    def read(self, plan, post, name):
        """Rows by the numbers that were posted, in their order; rows without any content are left out later."""
        prefix = f"{name}."
        numbers = {key[len(prefix) :].split(".")[0] for key in post if key.startswith(prefix)}
        places = sorted(int(number) for number in numbers if number == "0" or whole(number))[: MOST_ROWS + 1]
        return [
            {
                column.key: kind_of(column).read(column, post, f"{name}.{place}.{column.key}")
                for column in plan.columns
            }
            for place in places
        ]

    def clean(self, plan, raw, scope):
        rows = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
        if len(rows) > int(plan.max or MOST_ROWS):
            raise Wrong(_("Bảng chỉ nhận %(most)d dòng.") % {"most": int(plan.max or MOST_ROWS)})
        rows = [row for row in rows if _has_content(plan, row)]
        faults, kept = {}, []
        for place, row in enumerate(rows):
            kept.append(self._row(plan, row, f".{place}", scope, faults))
        if plan.min and kept and len(kept) < plan.min:
            faults[""] = _("Bảng cần ít nhất %(least)d dòng.") % {"least": int(plan.min)}
        if faults:
            raise Wrong(**faults)
        return kept or None

    def _row(self, plan, row, place, scope, faults):
        found = {}
        for column in plan.columns:
            value = None
            try:
                value = kind_of(column).clean(column, row.get(column.key), scope)
            except Wrong as wrong:
                faults.update({f"{place}.{column.key}{inner}": said for inner, said in wrong.faults.items()})
            else:
                if value is None and column.required and column.type != "calculated":
                    faults[f"{place}.{column.key}"] = _("Phần này không được để trống.")
            if value is not None:
                found[column.key] = value
        return found

    def shown(self, plan, value, scope):
        """One line a row, for search and print; screens draw the table."""
        return "\n".join("; ".join(cell for cell in row if cell) for row in self.cells(plan, value, scope))

    def cells(self, plan, value, scope):
        """[[words of each column] for each row]"""
        return [
            [
                kind_of(column).shown(column, row[column.key], scope) if row.get(column.key) is not None else ""
                for column in plan.columns
            ]
            for row in value
        ]

    def typed(self, plan, raw, scope):
        return (
            [row for row in raw if isinstance(row, dict) and _has_content(plan, row)] if isinstance(raw, list) else []
        )

    def referred(self, plan, value):
        """Keys that columns of people point to."""
        rows = value if isinstance(value, list) else []
        columns = [column for column in plan.columns if column.type == "person"]
        return [row[column.key] for row in rows for column in columns if isinstance(row.get(column.key), int)]

    refers = "person"


def kind_of(column):
    from procedures.fields import FIELDS

    return FIELDS[column.type]


def _has_content(plan, row):
    typed = [row.get(column.key) for column in plan.columns if column.type != "calculated"]
    return any(value not in (None, "", [], False) for value in typed)
