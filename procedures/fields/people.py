"""People and units of the agency."""

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy, whole

FEW_PEOPLE = 150  # of an agency, that a list shows; of a larger one a name is typed


class Person(Kind):
    """A colleague: chosen from a list, or typed by name or account in a large agency. Kept as the user's id."""

    template = "procedures/fields/person.html"
    refers = "person"

    def clean(self, plan, raw, scope):
        text = tidy(raw)
        if not text:
            return None
        found = scope.people_called(text, pk=whole(raw))
        if not found:
            raise Wrong(_("Không tìm thấy “%(name)s” trong cơ quan.") % {"name": text[:60]})
        if len(found) > 1:
            names = ", ".join(f"{person.full_name} ({person.username})" for person in found[:5])
            raise Wrong(_("Có nhiều người tên này: %(names)s. Hãy ghi tên đăng nhập.") % {"names": names})
        return found[0].pk

    def shown(self, plan, value, scope):
        person = scope.known("person", value)
        return person.full_name if person else _("người không còn trong hệ thống")

    def typed(self, plan, raw, scope):
        if isinstance(raw, int) and not isinstance(raw, bool):
            person = scope.known("person", raw)
            return {"pk": raw, "text": person.username if person else ""}
        return {"pk": whole(raw), "text": raw if isinstance(raw, str) else ""}

    def choices(self, plan, scope):
        return [(person.pk, person.full_name) for person in scope.few_people]


class Unit(Kind):
    """A unit of the agency, or the agency. Kept as the office's id."""

    template = "procedures/fields/select.html"
    refers = "unit"

    def clean(self, plan, raw, scope):
        if not tidy(raw):
            return None
        found = next((office for office in scope.offices if office.pk == whole(raw)), None)
        if found is None:
            raise Wrong(_("Đơn vị này không thuộc cơ quan hoặc đã giải thể."))
        return found.pk

    def shown(self, plan, value, scope):
        office = scope.known("unit", value)
        return office.name if office else _("đơn vị không còn trong hệ thống")

    def typed(self, plan, raw, scope):
        return whole(raw) or ""

    def choices(self, plan, scope):
        return [(office.pk, office.name) for office in scope.offices]
