"""What can be found of a case: its code, what it is about, who asked, and what was filled in."""

from django.utils.translation import gettext_lazy as _

from core import search
from procedures.form_screen import facts_of
from procedures.models import Case, CaseVisibility
from procedures.scope import Scope

KIND = "procedures.case"


def text_of(case):
    """What search keeps of a case; drafts are nobody's business yet."""
    if case.number is None:
        return None
    scope = Scope.of_case(case)
    lines = [fact.words for _title, facts in facts_of(case.plan, case.data, scope) for fact in facts if fact.words]
    return search.Text(
        title=case.title,
        body="\n".join([case.requester.full_name, *lines]),
        notation=case.code,
        sort_key=case.sort_key,
    )


def index(case):
    """Write the case into the index in the current transaction."""
    search.index_thing(KIND, case)


search.register(
    KIND,
    Case,
    CaseVisibility,
    document_of=text_of,
    things=lambda: Case.objects.for_reading(),
    shown=lambda: Case.objects.for_listing(),
    label=_("Hồ sơ"),
    row="procedures/parts/found.html",
)
