"""What a form may point to: the people, units, papers and things of one agency, as one person sees them.

Everything is looked up once. Names of what values point to are fetched together, one query for each kind of thing.
"""

from functools import cached_property

from django.utils import timezone

from core.folding import fold
from core.models import Booking, Office, Post, Resource, User
from core.queries.people import appointments_of, people_of
from documents.models import Document
from procedures.fields import FIELDS
from procedures.fields.people import FEW_PEOPLE
from procedures.models import Case
from workflows.calendars import calendar_of

SUBJECT = "procedures.case:"
RECENT = 30  # of documents and cases, offered for choosing
TARGETS = {
    "person": User.objects,
    "unit": Office.objects,
    "document": Document.objects,
    "case": Case.objects.select_related("edition"),
    "resource": Resource.objects,
}


class Scope:
    """user: who fills the form in; case: the Case whose files count, None while there is none yet."""

    def __init__(self, user, agency, *, unit=None, case=None, definition=None, data=None):
        self.user, self.agency, self.unit, self.case = user, agency, unit or agency, case
        self.reader = user
        self._referred = _referred(definition, data or {}) if definition else {}
        self._known, self._readable = {}, {}

    @classmethod
    def of_case(cls, case, reader=None):
        """What was filled in, as the reader may see it; None: as everybody may who sees the case."""
        scope = cls(case.requester, case.agency, unit=case.unit, case=case, definition=case.plan, data=case.data)
        scope.reader = reader
        return scope

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def calendar(self):
        return calendar_of(self.unit)

    @cached_property
    def standing_facts(self):
        """What conditions may ask of every case: definition.STANDING_FACTS."""
        roles = {each.post.role for each in appointments_of(self.user) if each.post.office.home == self.agency}
        ordered = [role for role in Post.Role.values if role in roles]
        return {"requester_roles": ordered, "requester_unit": self.unit.abbreviation}

    @cached_property
    def offices(self):
        return list(Office.objects.existing().under(self.agency).order_by("kind", "pk"))

    @cached_property
    def few_people(self):
        """Everyone of a small agency by name; nobody when there are too many for a list."""
        found = list(people_of(self.agency)[: FEW_PEOPLE + 1])
        return found if len(found) <= FEW_PEOPLE else []

    def people_called(self, text, *, pk=None):
        """Colleagues with this id, else this account, else exactly this name, marks or not."""
        colleagues = people_of(self.agency)
        found = list(colleagues.filter(pk=pk)) if pk else []
        found = found or list(colleagues.filter(username=text.lower()))
        return found or [each for each in colleagues.matching(text)[:50] if fold(each.full_name) == fold(text)]

    @cached_property
    def recent_documents(self):
        """Numbered papers the person may see, newest first."""
        numbered = Document.objects.visible_to(self.user).filter(number__isnull=False)
        return list(numbered.order_by("-sort_key")[:RECENT])

    def documents_called(self, text, *, pk=None):
        """Papers the person may see with this id, or this number and notation."""
        seen = Document.objects.visible_to(self.user)
        if pk:
            return list(seen.filter(pk=pk))
        number, _slash, notation = text.partition("/")
        if not (number.isascii() and number.isdigit() and len(number) < 8):
            return []
        return list(seen.filter(number=int(number), notation__iexact=notation.split(" ")[0])[:2])

    def own_cases(self, procedure=""):
        """The person's submitted cases, of one procedure when it is named, newest first."""
        found = Case.objects.filter(requester=self.user, number__isnull=False).select_related("edition")
        if procedure:
            found = found.filter(edition__procedure__code=procedure)
        return list(found.order_by("-sort_key")[:RECENT])

    def resources(self, kind):
        return list(Resource.objects.in_use(self.today).filter(office=self.agency, kind=kind).order_by("name", "pk"))

    def resource(self, kind, pk):
        return next((each for each in self.resources(kind) if each.pk == pk), None)

    def taken(self, resource, starts, ends):
        """The standing booking of somebody else in that time, or None."""
        others = Booking.objects.standing().meeting(starts, ends).filter(resource=resource)
        if self.case:
            others = others.exclude(subject=subject_of(self.case))
        return others.first()

    def files_of(self, key):
        return [each for each in self.all_files if each.key == key]

    @cached_property
    def all_files(self):
        return list(self.case.files.filter(removed_at__isnull=True).select_related("file")) if self.case else []

    def known(self, target, pk):
        """The thing of that kind with the id, or None; those of the data are fetched together."""
        if target not in self._known:
            self._known[target] = TARGETS[target].in_bulk(self._referred.get(target, ()))
        if pk not in self._known[target]:
            self._known[target][pk] = TARGETS[target].filter(pk=pk).first()
        return self._known[target][pk]

    def may_read(self, target, pk):
        """Whether the reader sees the document or case with the id; those of the data are asked for together."""
        if self.reader is None:
            return False
        readable = self._readable.setdefault(target, {})
        if pk not in readable:
            asked = self._referred.get(target, set()) | {pk}
            seen = TARGETS[target].filter(pk__in=asked).visible_to(self.reader).values_list("pk", flat=True)
            readable |= dict.fromkeys(asked, False) | dict.fromkeys(seen, True)
        return readable[pk]


def subject_of(case):
    """What the case is called where rooms and vehicles are booked for it."""
    return f"{SUBJECT}{case.pk}"


def _referred(definition, data):
    found = {}
    for plan in definition.holding:
        kind = FIELDS[plan.type]
        if kind.refers and data.get(plan.key) is not None:
            found.setdefault(kind.refers, set()).update(kind.referred(plan, data[plan.key]))
    return found
