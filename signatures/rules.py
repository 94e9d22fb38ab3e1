"""Who may: small questions without side effects."""

from core.models import Appointment, Post


def is_clerk_of(user, office) -> bool:
    """Holds a clerk's post in the agency today (Decree 30, art. 32: the clerk keeps and uses the seal)."""
    held = Appointment.objects.current().in_agency(office.home).with_role(Post.Role.CLERK)
    return held.filter(person=user).exists()


def may_seal(user, office) -> bool:
    return user.is_active and is_clerk_of(user, office)


def may_revoke(user, certificate) -> bool:
    """Holders revoke their own; a system keeper revokes anybody's."""
    return user.is_keeper or certificate.holder_id == user.pk


def may_enrol(user, person) -> bool:
    """Only the person chooses the PIN of the person's key (sole control)."""
    return user.pk == person.pk and user.is_active
