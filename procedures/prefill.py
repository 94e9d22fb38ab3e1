"""Declare once: what the house knows already stands in the form, with where it comes from."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.queries.people import primary_appointment
from procedures.fields import FIELDS, Wrong
from procedures.fields.base import is_empty
from procedures.models import Case
from workflows.actors import head_of

SOURCES = {
    "profile": gettext_lazy("hồ sơ của bạn"),
    "manager": gettext_lazy("người đứng đầu đơn vị"),
    "today": gettext_lazy("ngày hôm nay"),
    "last": gettext_lazy("hồ sơ trước của bạn"),
    "parent": gettext_lazy("hồ sơ gốc"),
}


def prefilled(definition, scope, *, parent=None):
    """Return ({key: value}, {key: provenance}) of a new form.

    parent: the Case it continues, whose data "parent.<key>" reads. A value that the field would not take is left out.
    """
    house = _House(definition, scope, parent)
    data, provenance = {}, {}
    for plan in definition.holding:
        value = _fitting(plan, house.value(plan), scope) if plan.prefill else None
        if not is_empty(value):
            data[plan.key] = value
            provenance[plan.key] = {"how": "prefill", "source": plan.prefill, "given": value}
    return data, provenance


def _fitting(plan, value, scope):
    try:
        return FIELDS[plan.type].clean(plan, value, scope)
    except Wrong:
        return None


class _House:
    """The places values come from, each asked at most once."""

    def __init__(self, definition, scope, parent):
        self.scope, self.parent, self.code = scope, parent, definition.code
        self._last = None

    def value(self, plan):
        origin, _dot, key = plan.prefill.partition(".")
        return getattr(self, f"_from_{origin}")(plan, key)

    def _from_profile(self, plan, key):
        user = self.scope.user
        if key == "full_name" and plan.type == "person":
            return user.pk
        if key in ("full_name", "phone", "email"):
            return getattr(user, key)
        held = primary_appointment(user)
        if held is None:
            return None
        if key == "unit":
            return held.post.office_id if plan.type == "unit" else held.post.office.name
        return held.post.title if key == "post" else None

    def _from_manager(self, plan, key):
        found = head_of(self.scope.unit)
        if not found or plan.type == "person":
            return found[0] if found else None
        person = self.scope.known("person", found[0])
        return person.full_name if person else None

    def _from_today(self, plan, key):
        return self.scope.today.isoformat()

    def _from_last(self, plan, key):
        if self._last is None:
            earlier = Case.objects.filter(requester=self.scope.user, number__isnull=False, agency=self.scope.agency)
            last = earlier.filter(edition__procedure__code=self.code).order_by("-sort_key").first()
            self._last = last.data if last else {}
        return self._last.get(key)

    def _from_parent(self, plan, key):
        return self.parent.data.get(key) if self.parent else None


def provenance_after(definition, before, data):
    """The provenance of every field once the data stands: what was given and is unchanged stays prefill."""
    found = {}
    for plan in definition.holding:
        if plan.key not in data or plan.type == "calculated":
            if plan.key in before and "given" in before[plan.key]:
                found[plan.key] = before[plan.key] | {"how": "edited"}
            continue
        earlier = before.get(plan.key, {})
        if "given" not in earlier:
            found[plan.key] = {"how": "typed", "source": ""}
        else:
            found[plan.key] = earlier | {"how": "prefill" if earlier["given"] == data[plan.key] else "edited"}
    return found


def tally(definition, data, provenance):
    """(fields that hold something, how many of them nobody had to type), without calculated ones and consents."""
    counted = [plan.key for plan in definition.holding if plan.type not in ("calculated", "consent")]
    filled = [key for key in counted if not is_empty(data.get(key))]
    return len(filled), sum(provenance.get(key, {}).get("how") == "prefill" for key in filled)


def told(provenance):
    """Where a value comes from, in words; "" for what was typed."""
    if provenance.get("how") != "prefill":
        return ""
    return _("Lấy từ %(source)s") % {"source": SOURCES[provenance["source"].split(".")[0]]}
