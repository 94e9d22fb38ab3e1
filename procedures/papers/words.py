"""What a paper's text says where {{key}} stands: the fields of the case as people read them, and a few words more."""

import re
from html import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.queries.people import head_of, primary_appointment
from documents.body import clean
from procedures.fields import FIELDS
from procedures.money import in_words
from procedures.papers.kinds import CASE_WORDS
from procedures.scope import Scope

BLANK = re.compile(r"\{\{\s*([a-z0-9][a-z0-9_-]*)((?:\.[a-z0-9_-]+)?)\s*\}\}")
ALONE = re.compile(r"<p>\s*(\{\{[^{}]*\}\})\s*</p>")
OPENS, CLOSES = re.compile(r"<p\b"), "</p>"
NOTHING = "…"
WRITTEN = ("text", "long_text")  # people end these with a mark of their own


def filled(body, case):
    """The HTML of the drafting subset with every {{key}} of the case in words.

    {{key}} of a table becomes a table; {{key.words}} of an amount is that amount in words, {{key.low}} begins with a
    small letter. A paragraph all of whose blanks are empty is left out; elsewhere what is empty reads "…".
    """
    said = Words(case)
    body = without_paragraphs(body, said.is_empty)
    return clean(BLANK.sub(lambda found: said.of(found[1], found[2][1:]), ALONE.sub(r"\1", body)))


def without_paragraphs(body, is_empty):
    """The body without the paragraphs of which is_empty(html) holds, in one pass however the body is made."""
    *closed, rest = body.split(CLOSES)
    return "".join(_without(piece, is_empty) for piece in closed) + rest


def _without(piece, is_empty):
    """What stands before the end of a paragraph: what came before it, and the paragraph unless it is empty."""
    opens = OPENS.search(piece)
    if opens is None or ">" not in piece[opens.end() :]:
        return piece + CLOSES
    paragraph = piece[opens.start() :] + CLOSES
    return piece[: opens.start()] + ("" if is_empty(paragraph) else paragraph)


class Words:
    """The words of one case, each looked up when it is first asked for."""

    def __init__(self, case):
        self.case, self.plan = case, case.plan
        self.plans = {each.key: each for each in self.plan.holding}
        self.scope = Scope.of_case(case)

    def is_empty(self, html):
        """Whether it has blanks and none of them says anything."""
        blanks = BLANK.findall(html)
        return bool(blanks) and all(self.of(key, more[1:]) == NOTHING for key, more in blanks)

    def of(self, key, more=""):
        """The safe HTML for {{key}} or {{key.more}}."""
        plan, value = self.plans.get(key), self.case.data.get(key)
        if plan is None:
            return escape(self._of_case(key))
        if value is None:
            return NOTHING
        if more == "words":
            return escape(in_words(int(value))) if isinstance(value, int | float) else NOTHING
        if plan.type == "table":
            return self._table(plan, value)
        said = self._line(plan, value)
        return said[:1].lower() + said[1:] if more == "low" else said

    def text(self, key):
        """The field in plain words, "" when it is empty."""
        plan, value = self.plans.get(key), self.case.data.get(key)
        return "" if plan is None or value is None else FIELDS[plan.type].shown(plan, value, self.scope)

    def _line(self, plan, value):
        shown = FIELDS[plan.type].shown(plan, value, self.scope)
        shown = shown.rstrip(" .;") if plan.type in WRITTEN else shown
        return escape(shown).replace("\n", "<br>")

    def _table(self, plan, rows):
        heads = "".join(f"<th>{escape(self._head(column))}</th>" for column in plan.columns)
        lines = "".join(f"<tr><td>{number}</td>{self._cells(plan, row)}</tr>" for number, row in enumerate(rows, 1))
        return f"<table><thead><tr><th>TT</th>{heads}</tr></thead><tbody>{lines}</tbody></table>"

    def _head(self, column):
        """Amounts name their unit once, in the head."""
        unit = unit_of(column)
        return f"{column.label.vi} ({unit})" if unit else column.label.vi

    def _cells(self, plan, row):
        found = ((column, row.get(column.key)) for column in plan.columns)
        return "".join(f"<td>{self._cell(column, value)}</td>" for column, value in found)

    def _cell(self, column, value):
        return "" if value is None else self._line(column, value).removesuffix(f" {unit_of(column)}")

    def _of_case(self, key):
        return str(getattr(self, f"_{key}", lambda: NOTHING)() or NOTHING) if key in CASE_WORDS else NOTHING

    def _requester(self):
        return self.case.requester.full_name

    def _post(self):
        held = primary_appointment(self.case.requester)
        return held.post.title if held else ""

    def _unit(self):
        return self.case.unit.name

    def _agency(self):
        return self.case.agency.name

    def _code(self):
        return self.case.code

    def _number(self):
        return self.case.number

    def _today(self):
        return told_day(timezone.localdate())

    def _submitted_on(self):
        return told_day(timezone.localdate(self.case.submitted_at)) if self.case.submitted_at else ""

    def _head_title(self):
        return title_of_head(self.case.unit)


def unit_of(column):
    """What the numbers of a column are of: đồng for money."""
    return "đồng" if column.type == "money" else column.suffix


def title_of_head(unit):
    """Who heads the unit, as a decision names them: "Trưởng Phòng Chuyển đổi số", "Chánh Văn phòng", "Giám đốc"."""
    head = head_of(unit)
    held = primary_appointment(head) if head else None
    if held is None:
        return _("Người phụ trách %(unit)s") % {"unit": unit.name}
    return held.post.title if unit.kind == unit.Kind.AGENCY else joined(held.post.title, unit.name)


def joined(title, office):
    """Title and office with what both say said once: "Trưởng phòng" + "Phòng Tổ chức" = "Trưởng Phòng Tổ chức"."""
    words = title.split()
    for start in range(len(words)):
        if office.casefold().startswith(" ".join(words[start:]).casefold()):
            return " ".join([*words[:start], office])
    return f"{title} {office}"


def told_day(day):
    return date_format(day, "d/m/Y")


def told_moment(moment):
    """ "08 giờ 30 phút, ngày 20/01/2026", as the forms of Circular 01/2018/TT-VPCP write it."""
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"
