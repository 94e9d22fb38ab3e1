"""Who may: predicates on the posts a person holds on a day. Each costs at most one query."""

from core.models import Appointment, Post

Role = Post.Role


def is_keeper(user):
    """System keeper: looks after accounts, offices and the house; sees no paper by that alone."""
    return user.is_active and user.is_keeper


def holds_role(user, office, *roles, on=None):
    """Holds one of the roles in exactly this office on the day."""
    return _held(user, on).filter(post__office=office).with_role(*roles).exists()


def holds_role_in_agency(user, agency, *roles, on=None):
    """Holds one of the roles in the agency or any of its units on the day."""
    return _held(user, on).in_agency(agency).with_role(*roles).exists()


def works_in(user, office, on=None):
    """Holds any post in the office; for an agency also in one of its units."""
    return _held(user, on).in_agency(office).exists()


def is_leader_of(user, agency, on=None):
    """Leads the agency: the first of it or a deputy (lãnh đạo cơ quan)."""
    return holds_role(user, agency, Role.LEADER, Role.DEPUTY_LEADER, on=on)


def is_first_leader_of(user, agency, on=None):
    """Is the head of the agency in the sense of the law (người đứng đầu)."""
    return holds_role(user, agency, Role.LEADER, on=on)


def is_head_of(user, office, on=None):
    """Heads the unit; for an agency, leads it."""
    role = Role.LEADER if office.kind == office.Kind.AGENCY else Role.HEAD
    return holds_role(user, office, role, on=on)


def is_clerk_of(user, agency, on=None):
    """Is a clerk (văn thư) of the agency, in whichever unit the clerks sit."""
    return holds_role_in_agency(user, agency, Role.CLERK, on=on)


def _held(user, on):
    return Appointment.objects.current(on).filter(person_id=user.pk)
