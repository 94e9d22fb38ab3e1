"""Tell people something: the rows are the outbox of mail and the history on the screen."""

from core import realtime


def send(people, text, *, url="", subject=None, by=None):
    """Write one notice for each person in the current transaction and return them.

    people: users (or their ids). text: one Vietnamese sentence. url: where to go. subject: what it is about.
    """
    from core.models import Notice

    ids = list(dict.fromkeys(getattr(person, "pk", person) for person in people))
    notices = Notice.objects.bulk_create(
        Notice(
            person_id=person,
            text=str(text)[:500],
            url=url,
            subject_kind=subject._meta.label_lower if subject is not None else "",
            subject_id=subject.pk if subject is not None else None,
            created_by=by,
        )
        for person in ids
    )
    realtime.hint_desk(*ids)
    return notices
