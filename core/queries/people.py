"""Who is who: every function costs one query, however many people there are."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from core.folding import fold


class PeopleQuerySet(QuerySet):
    def active(self):
        """People who still have an account in use."""
        return self.filter(is_active=True)

    def of_agency(self, agency, on=None):
        """People who hold a post in the agency or one of its units on the day."""
        return self.filter(pk__in=_appointments(on).in_agency(agency).values("person"))

    def visible_to(self, user):
        """Colleagues of the same agencies, and oneself; a system keeper sees everyone."""
        if user.is_keeper:
            return self
        agencies = _at_home(_appointments().filter(person=user)).values("home")
        colleagues = _at_home(_appointments()).filter(home__in=agencies).values("person")
        return self.filter(Q(pk=user.pk) | Q(pk__in=colleagues))

    def matching(self, words):
        """People with, for every word typed, a word of the name (marks or not) or an account that begins with it."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(sort_name__contains=f" {word}") | Q(username__startswith=word))
        return found


def _appointments(on=None):
    return apps.get_model("core", "Appointment").objects.current(on)


def _at_home(appointments):
    return appointments.annotate(home=Coalesce("post__office__agency", "post__office"))


def _first(appointments):
    found = appointments.select_related("person").order_by("post__rank", "pk").first()
    return found.person if found else None


def _all(appointments):
    found = appointments.select_related("person").order_by("post__rank", "pk")
    return list(dict.fromkeys(each.person for each in found))


def primary_appointment(user, on=None):
    """The person's main post on the day: the primary one, else the one held longest; None when there is none."""
    held = _appointments(on).filter(person=user).select_related("post__office__agency")
    found = sorted(held, key=lambda each: (each.kind != each.Kind.PRIMARY, each.starts, each.pk))
    return found[0] if found else None


def appointments_of(user, on=None):
    """Every post the person holds on the day, with its office and agency."""
    return _appointments(on).filter(person=user).select_related("post__office__agency").order_by("starts", "pk")


def office_of(user, on=None):
    """The office of the person's main post, or None."""
    held = primary_appointment(user, on)
    return held.post.office if held else None


def agency_of(user, on=None):
    """The agency of the person's main post, or None."""
    office = office_of(user, on)
    return office.home if office else None


def head_of(office, on=None):
    """Who heads the office: head of a unit, leader of an agency; None when the seat is empty."""
    role = "leader" if office.kind == office.Kind.AGENCY else "head"
    return _first(_appointments(on).filter(post__office=office).with_role(role))


def leaders_of(agency, on=None):
    """The leader and the deputies of the agency, in rank order."""
    return _all(_appointments(on).filter(post__office=agency).with_role("leader", "deputy_leader"))


def clerks_of(agency, on=None):
    """The clerks (văn thư) of the agency, in whichever unit they sit."""
    return _all(_appointments(on).in_agency(agency).with_role("clerk"))


def holders_of(agency, *roles, on=None):
    """People of the agency who hold one of the roles, in rank order."""
    return _all(_appointments(on).in_agency(agency).with_role(*roles))


def people_of(agency, on=None):
    """Everyone who holds a post in the agency or its units, by name."""
    return get_user_model().objects.active().of_agency(agency, on).order_by("sort_name", "pk")
