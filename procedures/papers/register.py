"""The book of cases (Sổ theo dõi hồ sơ, Circular 01/2018/TT-VPCP, form 06): one line a case, printed by the year."""

from dataclasses import asdict

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import TooLarge
from documents import rendering
from procedures.papers.book import Line, print_book
from procedures.states import CaseState

ROWS_MAX = 5_000


def line_of(case):
    owner = case.edition.procedure.owner_unit
    return Line(
        ordinal=str(case.number),
        code=case.code,
        procedure=case.plan.name.vi,
        sets="01",
        requester=f"{case.requester.full_name}, {case.unit.label}",
        contact=case.requester.phone,
        unit=(owner or case.agency).label,
        received=told(case.submitted_at),
        promised=told(case.due),
        returned=told(case.closed_at) if case.state == CaseState.DONE else "",
        how="Trực tuyến" if case.state == CaseState.DONE else "",
        note=note_of(case),
    )


def note_of(case):
    """What the last column says of a case that has no result."""
    notes = {CaseState.REJECTED: _("Không giải quyết"), CaseState.WITHDRAWN: _("Đã rút")}
    if case.state == CaseState.DONE and case.due and case.closed_at > case.due:
        return _("Quá hạn")
    return notes.get(case.state, "")


def told(moment):
    return date_format(timezone.localtime(moment), "d/m/Y H:i") if moment else ""


def printed(agency, year, cases):
    """The book of a year as PDF/A-2b; cases: a QuerySet in the order of their numbers. Raises TooLarge."""
    with translation.override("vi"):
        lines = [asdict(line_of(case)) for case in cases[: ROWS_MAX + 1]]
    if len(lines) > ROWS_MAX:
        raise TooLarge(_("Một quyển sổ in tối đa %(rows)d dòng.") % {"rows": ROWS_MAX})
    cover = {"superior": agency.superior_name.upper(), "agency": agency.name.upper(), "year": year}
    span = {"first": lines[0]["ordinal"], "last": lines[-1]["ordinal"]} if lines else {}
    return rendering.in_child(print_book, lines, cover | span)
