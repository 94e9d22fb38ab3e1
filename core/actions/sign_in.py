"""What the audit keeps of signing in: who, whence, by what; never what was typed for an unknown account."""

from allauth.account.adapter import get_adapter
from django.db import transaction

from core import audit
from core.actions.sessions import end_sessions
from core.models import User


def facts_of(request):
    """The address and the browser of a request, as allauth and Daphne report them."""
    if request is None or not request.META.get("REMOTE_ADDR"):
        return {}
    address = get_adapter(request).get_client_ip(request)
    return {"address": address, "browser": request.headers.get("user-agent", "")[:200]}


@transaction.atomic
def record_sign_in(*, person, request_facts, by):
    """A session began."""
    audit.record("signed_in", person, by=by, **request_facts)


@transaction.atomic
def record_refusal(*, username, request_facts, by, factor="password"):
    """A wrong password or code. A name that no account has is not kept: it may be a mistyped password."""
    person = User.objects.filter(username__iexact=username).first() if username else None
    audit.record("sign_in_refused", person, by=by, factor=factor, **request_facts)


@transaction.atomic
def record_sign_out(*, person, request_facts, by):
    """A session was ended by the person."""
    if person is not None:
        audit.record("signed_out", person, by=by, **request_facts)


@transaction.atomic
def record_password_change(*, person, keep, by):
    """The person changed the password; every other session ends."""
    audit.record("password_changed", person, by=by)
    end_sessions(person, by=by, keep=keep)


@transaction.atomic
def record_factor(verb, *, person, factor, by):
    """A passkey, one-time code or set of recovery codes came or went."""
    audit.record(verb, person, by=by, factor=str(factor))
