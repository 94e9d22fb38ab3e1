"""The first two of the four questions: may you see it (404), may you do it (403).

Guardian is spoken to only here: grants made by hand are copied into the visibility tables by the apps.
"""

import re
import time
from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.translation import gettext as _

from core.refusals import Forbidden

LOOKS_SECRET = re.compile(r"pass|secret|token|credential|(^|[^a-z])(pin|otp|totp)([^a-z]|$)", re.IGNORECASE)


def see(user, queryset, **lookup):
    """Return the one object of queryset.visible_to(user) that matches, or raise Http404.

    queryset: a manager or QuerySet with visible_to(user). Invisible and missing look the same.
    """
    if any("\x00" in value for value in lookup.values() if isinstance(value, str)):
        raise Http404  # PostgreSQL holds no NUL, and asking for one spoils the transaction
    try:
        return queryset.visible_to(user).get(**lookup)
    except (queryset.model.DoesNotExist, ValueError, OverflowError):  # a lookup no row can have is as good as missing
        raise Http404 from None


def require(allowed, sentence=""):
    """Raise Forbidden with the sentence that says who may, unless allowed."""
    if not allowed:
        raise Forbidden(sentence or _("Việc này do người khác phụ trách."))


def keeper_required(view):
    """Only system keepers enter; others are told so."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(request.user.is_keeper, _("Chỉ quản trị hệ thống mới vào được trang này."))
        return view(request, *args, **kwargs)

    return guarded


def recently_confirmed(view):
    """The fourth question, "really you?": a password or passkey within the last minutes, else ask for it now.

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT says how long. What was posted is done after the confirmation; it waits
    in the session meanwhile, so PINs and passwords are left out of it and asked for again.
    """

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        from allauth.account.internal.flows.login import get_authentication_records

        records = get_authentication_records(request, request.user)
        limit = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if not any(record["at"] > limit for record in records):
            request.POST = without_secrets(request.POST)
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def without_secrets(posted):
    """What was posted but for fields that look like a secret: the session lies in the database as it is."""
    kept = posted.copy()
    for name in posted:
        if LOOKS_SECRET.search(name):
            del kept[name]
    return kept


def grant(user, permission, obj):
    """Make an exceptional grant by hand with guardian's direct-key tables."""
    from guardian.shortcuts import assign_perm

    return assign_perm(permission, user, obj)


def revoke(user, permission, obj):
    """Take an exceptional grant back."""
    from guardian.shortcuts import remove_perm

    remove_perm(permission, user, obj)


def granted_users(permission, obj):
    """People who hold an exceptional grant on the object."""
    from guardian.shortcuts import get_users_with_perms

    return get_users_with_perms(obj, only_with_perms_in=[permission])
