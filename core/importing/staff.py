"""The people, posts and offices an import of people is planned against: a few queries, however many rows."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.folding import fold
from core.importing.columns import CellFault
from core.importing.office_index import OfficeIndex
from core.models import Appointment, Post, User

Role = Post.Role
CHUNK = 500
HEADS = (
    *("truong ", "chanh ", "giam doc", "chu tich", "cuc truong", "vu truong", "tong cuc truong", "bo truong"),
    *("vien truong", "hieu truong", "chi cuc truong", "doi truong", "to truong"),
)


def propose_username(full_name):
    """The account name offices commonly give: given name and initials; Nguyễn Thị Lan is lannt."""
    words = fold(full_name).split()
    return f"{words[-1]}{''.join(word[0] for word in words[:-1])}" if words else ""


def role_of(title, office):
    """The role a title usually has, when the table does not say."""
    words = fold(title)
    for word, role in (("van thu", Role.CLERK), ("ke toan", Role.ACCOUNTANT), ("thu ky", Role.SECRETARY)):
        if word in words:
            return role
    top = office.kind == office.Kind.AGENCY
    if words.startswith("pho "):
        return Role.DEPUTY_LEADER if top else Role.DEPUTY_HEAD
    if words.startswith(HEADS):
        return Role.LEADER if top else Role.HEAD
    return Role.SPECIALIST


class Staff:
    """What is known of the people named in a table, plus what the rows above will have changed."""

    def __init__(self, usernames):
        self.offices = OfficeIndex()
        self._people = _people(usernames)
        self._posts = {(post.office_id, fold(post.title)): post for post in Post.objects.select_related("office")}
        self._seats = _seats(self._people.values())
        self._named = set()

    def person(self, username, full_name):
        """The person of this account name and whether they are new."""
        person = self._people.get(username)
        if person is not None:
            return person, False
        return User(username=username, full_name=full_name), True

    def is_named_above(self, person):
        """Whether an earlier row already spoke of the person."""
        return person.username in self._named

    def only_agency(self):
        """The agency of rows that name none, when the house has just one."""
        agencies = self.offices.agencies()
        if len(agencies) == 1:
            return agencies[0]
        raise CellFault(_("Chưa ghi cơ quan."), _("Điền cột “Cơ quan”."))

    def post(self, office, title, role):
        """The seat of this title in the office and whether it is new."""
        post = self._posts.get((office.pk, fold(title)))
        return (post, False) if post else (Post(office=office, title=title, role=role, rank=RANKS[role]), True)

    def seat(self, person, post):
        """The appointment of the person to the post that has not ended, or None."""
        return next((each for each in self._seats[person.username] if each.post is post or each.post == post), None)

    def main_seat(self, person, starts):
        """The main post the person still holds on the day starts, or later; None when there is none."""
        seats = (each for each in self._seats[person.username] if each.kind == Appointment.Kind.PRIMARY)
        return next((each for each in seats if each.ends is None or each.ends >= starts), None)

    def keep(self, person, post, appointment):
        """Remember what a row will write."""
        self._named.add(person.username)
        self._people[person.username] = person
        self._posts[post.office_id, fold(post.title)] = post
        if appointment is not None:
            self._seats[person.username].append(appointment)


RANKS = {
    Role.LEADER: 1,
    Role.DEPUTY_LEADER: 2,
    Role.HEAD: 10,
    Role.DEPUTY_HEAD: 15,
    Role.ACCOUNTANT: 20,
    Role.CLERK: 30,
    Role.SECRETARY: 40,
    Role.SPECIALIST: 50,
}


def _people(usernames):
    names = sorted({name for name in usernames if name})
    found = {}
    for start in range(0, len(names), CHUNK):
        for person in User.objects.filter(username__in=names[start : start + CHUNK]):
            found[person.username] = person
    return found


def _seats(people):
    seats = defaultdict(list)
    open_ones = Appointment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()))
    ids = [person.pk for person in people]
    for start in range(0, len(ids), CHUNK):
        for seat in open_ones.filter(person__in=ids[start : start + CHUNK]).select_related("person", "post__office"):
            seats[seat.person.username].append(seat)
    return seats
