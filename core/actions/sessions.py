"""Signed-in browsers of a person, and their end."""

from allauth.usersessions.models import UserSession

from core import audit, realtime


def end_sessions(person, *, by, keep=None):
    """Sign the person out everywhere (but in the session whose key is keep) and return how many ended.

    Open pages are told on commit through the topic core.access.<pk>, so that their sockets close too.
    """
    sessions = list(UserSession.objects.filter(user=person).exclude(session_key=keep))
    for session in sessions:
        session.end()
    if sessions:
        audit.record("sessions_ended", person, by=by, sessions=len(sessions))
    realtime.hint_access(person)
    return len(sessions)
