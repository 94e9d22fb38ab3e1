"""In which capacity a person signs: computed from the posts they hold (Decree 30, art. 13 and App. I, II.7a)."""

from dataclasses import dataclass

from core.models import Appointment, Post

Role = Post.Role


@dataclass(frozen=True)
class Capacity:
    """lines: as printed in box 7a, in capitals. basis: the post it follows from, for people to read."""

    prefix: str
    lines: tuple[str, ...]
    basis: str

    @property
    def text(self):
        return "\n".join(self.lines)


def capacities_of(person, agency, collective="", on=None):
    """Every capacity in which the person may sign documents of the agency today, the highest first."""
    held = (
        Appointment.objects.current(on)
        .in_agency(agency)
        .filter(person=person)
        .select_related("post__office")
        .order_by("post__rank", "pk")
    )
    leader = title_of_leader(agency)
    found = [_capacity(appointment, leader, collective) for appointment in held]
    return [capacity for capacity in found if capacity]


def signers_of(agency, on=None):
    """People of the agency with a post from which one may sign: leaders, deputies, heads of units."""
    roles = (Role.LEADER, Role.DEPUTY_LEADER, Role.HEAD, Role.DEPUTY_HEAD)
    return (
        Appointment.objects.current(on)
        .in_agency(agency)
        .with_role(*roles)
        .select_related("person", "post__office")
        .order_by("post__rank", "pk")
    )


def title_of_leader(agency):
    """The title of whoever leads the agency, in capitals; empty while it has no such post."""
    post = Post.objects.filter(office=agency, role=Role.LEADER).order_by("rank").first()
    return post.title.upper() if post else ""


def _capacity(appointment, leader, collective):
    post, title = appointment.post, appointment.post.title.upper()
    basis = f"{post.title}, {post.office.label}"
    together = (f"TM. {collective.upper()}",) if collective else ()
    if post.role == Role.LEADER:
        prefix = "Q." if appointment.kind == Appointment.Kind.ACTING else ("TM." if collective else "")
        line = f"Q. {title}" if prefix == "Q." else title
        return Capacity(prefix, (*together, line), basis)
    if post.role == Role.DEPUTY_LEADER:
        return Capacity("KT.", (*together, f"KT. {leader}", title), basis)
    if post.role == Role.HEAD:
        return Capacity("TL.", (f"TL. {leader}", title), basis)
    if post.role == Role.DEPUTY_HEAD:
        return Capacity("TL.", (f"TL. {leader}", f"KT. {_head_title(post)}", title), basis)
    return None


def _head_title(post):
    head = Post.objects.filter(office=post.office, role=Role.HEAD).order_by("rank").first()
    return head.title.upper() if head else "TRƯỞNG ĐƠN VỊ"
