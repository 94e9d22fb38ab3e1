"""Tell people something: the rows are the outbox of mail and the history on the screen."""

from core import realtime


def send(people, text, *, url="", subject=None, by=None):
    """Write one notice for each person in the current transaction and return them.

    people: users (or their ids). text: one Vietnamese sentence. url: where to go. subject: what it is about.
    """
    return send_all([(people, text, url, subject)], by=by)


def send_all(told, *, by=None):
    """Write many notices at the cost of one: told is [(people, text, url, subject)] as for send."""
    from core.models import Notice

    notices = Notice.objects.bulk_create(
        Notice(
            person_id=person,
            text=str(text)[:500],
            url=url,
            subject_kind=subject._meta.label_lower if subject is not None else "",
            subject_id=subject.pk if subject is not None else None,
            created_by=by,
        )
        for people, text, url, subject in told
        for person in dict.fromkeys(getattr(each, "pk", each) for each in people)
    )
    realtime.hint_desk(*dict.fromkeys(notice.person_id for notice in notices))
    return notices
