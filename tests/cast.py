"""The cast: people by role in one department and its neighbour, the same as in the demo.

A test asks for the fixture `cast` and writes cast.clerk, cast.leader, cast.digital (an office), cast.posts["head"].
"""

import time

from django.test import Client

from core.demo.people import PASSWORD, build_people

__all__ = ["PASSWORD", "at_desk", "build_people"]


def at_desk(person, *, minutes_ago=0):
    """A browser in which the person signed in with a password so many minutes ago."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - minutes_ago * 60}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
