"""What this agency can be asked for by name: its units, posts, people and the fields of a draft, as choices."""

from functools import cached_property

from django.utils.translation import gettext as _

from core.models import Office, Post
from core.queries.people import people_of
from procedures.definition import STANDING_FACTS
from procedures.designer.blanks import SIMPLE_WHO, actor_of
from procedures.designer.conditions import Known
from procedures.designer.form_edits import fields
from procedures.designer.words import actor_told, role_name, said
from procedures.models import Procedure


class Names:
    """The names a draft may use; every list is asked of the database once."""

    def __init__(self, agency, definition):
        self.agency, self.definition = agency, definition

    @cached_property
    def units(self):
        """[(abbreviation, name)] of the agency and its units."""
        found = Office.objects.existing().under(self.agency).order_by("-kind", "pk")
        return list({each.abbreviation: (each.abbreviation, each.label) for each in reversed(found)}.values())[::-1]

    @cached_property
    def people(self):
        """[(user name, full name)]"""
        return [(each.username, each.full_name) for each in people_of(self.agency)]

    @cached_property
    def posts(self):
        """[(title, abbreviation of the office, office)] of every seat, each title once in an office."""
        found = Post.objects.in_agency(self.agency).select_related("office").order_by("office", "rank", "pk")
        return list(dict.fromkeys((post.title, post.office.abbreviation, post.office.label) for post in found))

    @cached_property
    def procedures(self):
        """[(code, name)] of the agency's other published procedures."""
        found = Procedure.objects.in_force().filter(agency=self.agency).select_related("current")
        return [(each.code, str(each)) for each in found if each.code != self.definition.get("code")]

    @cached_property
    def labels(self):
        """{address of a field: what people call it}"""
        return {address: said(field.get("label")) or address for address, field in fields(self.definition)}

    @cached_property
    def known(self):
        """{key: Known} of all that conditions may ask: fields that hold something, and what is known of a case."""
        found = {
            address: Known(address, said(field.get("label")) or address, field.get("type", ""), _options(field))
            for address, field in fields(self.definition)
            if "." not in address and field.get("type") not in {"heading", "note"}
        }
        return found | self.standing

    @cached_property
    def standing(self):
        names = {"requester_roles": _("Vai trò của người đề nghị"), "requester_unit": _("Đơn vị của người đề nghị")}
        options = {"requester_roles": tuple(Post.Role.choices), "requester_unit": tuple(self.units)}
        kinds = STANDING_FACTS | {"requester_unit": "choice"}
        return {key: Known(key, names[key], kinds[key], options[key]) for key in STANDING_FACTS}

    @cached_property
    def condition_labels(self):
        """Labels for workflows.conditions.told: of fields and of the values of choices."""
        values = {(known.key, value): label for known in self.known.values() for value, label in known.options}
        return {known.key: known.label for known in self.known.values()} | values

    def of_types(self, *types):
        """[(key, label)] of the form's own fields of these types."""
        return [(known.key, known.label) for known in self.known.values() if known.type in types]

    def office(self, abbreviation):
        return dict(self.units).get(abbreviation or self.agency.abbreviation) or abbreviation or self.agency.label

    def person(self, username):
        return dict(self.people).get(username) or username or _("người chưa chọn")

    def field(self, key):
        return self.labels.get(key) or key or _("ô chưa chọn")

    def told(self, actor):
        """Who acts, in words."""
        return str(actor_told(actor or {}, self))

    @cached_property
    def who(self):
        """[(code, words)] of the actors one touch can name; see blanks.actor_of."""
        simple = [(code, _capital(self.told(actor))) for code, actor in SIMPLE_WHO.items() if code != "nobody"]
        heads = [
            (
                f"head.{abbreviation}",
                _("%(role)s của %(office)s") % {"role": _capital(role_name("head")), "office": name},
            )
            for abbreviation, name in self.units
            if abbreviation != self.agency.abbreviation
        ]
        return simple + heads

    def code_of(self, actor):
        """The code of one touch that means this actor, "" when none does."""
        return next((code for code, _words in self.who if actor_of(code) == actor), "")


def _options(field):
    rows = field.get("options") or []
    return tuple((str(row.get("value", "")), said(row.get("label"))) for row in rows if isinstance(row, dict))


def _capital(words):
    return words[:1].upper() + words[1:]
