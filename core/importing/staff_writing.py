"""Writing a planned import of people: a few statements, however many rows, and an audit entry for each."""

from core import audit, realtime
from core.models import Appointment, Post, User
from core.models.people import sort_name

BATCH = 500


def write(rows, *, by):
    """Write new accounts, changed ones, new seats, ended and new appointments of the rows, in this order."""
    new_people, changed = _people(rows)
    User.objects.bulk_create(new_people, batch_size=BATCH)
    User.objects.bulk_update(changed, ["full_name", "sort_name", "email", "phone"], batch_size=BATCH)
    Post.objects.bulk_create(_new(row.write["post"] for row in rows), batch_size=BATCH)
    _end_seats(rows)
    _start_seats(rows)
    for row in rows:
        if row.outcome != "same":
            verb = "person_added" if row.outcome == "new" else "person_changed"
            audit.record(verb, row.write["person"], by=by, row=row.number, changes=row.changes)
    realtime.hint_access(*changed)


def _people(rows):
    """New people, ready to be written without a password, and changed ones; each once."""
    changed = {id(row.write["person"]): row.write["person"] for row in rows if row.write["changed"]}
    new = _new(row.write["person"] for row in rows)
    for person in [*new, *changed.values()]:
        person.sort_name = sort_name(person.full_name)
    for person in new:
        person.set_unusable_password()
    return new, [person for person in changed.values() if person.pk]


def _new(things):
    """The things without a key, each once, in order."""
    return list({id(thing): thing for thing in things if thing.pk is None}.values())


def _end_seats(rows):
    ended = [row.write["ended"] for row in rows if row.write["ended"]]
    for seat, day in ended:
        seat.ends = day
    Appointment.objects.bulk_update([seat for seat, _day in ended], ["ends"], batch_size=BATCH)


def _start_seats(rows):
    seats = [row.write["appointment"] for row in rows if row.write["appointment"]]
    Appointment.objects.bulk_create(seats, batch_size=BATCH)
