"""Who may."""

from django.utils.translation import gettext_lazy as _

from core import rules
from core.models import Post
from core.queries.people import agency_of, leaders_of

WHO_APPOINTS = _("Chỉ người vắng tự giao làm thay; thư ký giao được cho lãnh đạo cơ quan mình.")


def may_appoint_for(user, absent):
    """Name who stands in for somebody: each for oneself, a secretary also for the leaders of the agency."""
    return user == absent or is_secretary_of_leader(user, absent)


def is_secretary_of_leader(user, absent):
    """Is a secretary in the agency the other person leads."""
    return absent in leaders_for(user)


def leaders_for(user):
    """The leaders whose deputies this person may name as their secretary."""
    agency = agency_of(user)
    if agency is None or not rules.holds_role_in_agency(user, agency, Post.Role.SECRETARY):
        return []
    return [leader for leader in leaders_of(agency) if leader != user]
