"""Who may."""

from django.utils.translation import gettext_lazy as _

from core import rules
from core.models import Post
from core.queries.people import agency_of, leaders_of
from workflows.states import Act

WHO_APPOINTS = _("Chỉ người vắng tự giao làm thay; thư ký giao được cho lãnh đạo cơ quan mình.")


def may_reject(step):
    """Whoever gives an opinion says yes or no; ending or stopping the whole is for those who decide."""
    return step.serves_id is None and (step.act != Act.OPINION or step.options.get("may_reject") is True)


def may_return(step):
    """Whether the step may ask the requester for more, or send the work back to an earlier step."""
    return may_reject(step) and step.options.get("may_return") is not False


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
