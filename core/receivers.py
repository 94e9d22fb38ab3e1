"""Signing in and out, heard from Django and allauth and written to the audit."""

from allauth.account.signals import password_changed
from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from core.actions import importing, sign_in
from core.models import ImportBatch
from core.signals import job_failed


@receiver(signed_in)
def record_sign_in(sender, request, user, **facts):
    sign_in.record_sign_in(person=user, request_facts=sign_in.facts_of(request), by=user)


@receiver(user_login_failed)
def record_refused_password(sender, credentials, request=None, **facts):
    sign_in.record_refusal(username=credentials.get("username", ""), request_facts=sign_in.facts_of(request), by=None)


@receiver(authentication_failed)
def record_refused_factor(sender, request, user, authenticator, **facts):
    sign_in.record_refusal(
        username=user.username, request_facts=sign_in.facts_of(request), by=None, factor=authenticator.type
    )


@receiver(user_logged_out)
def record_sign_out(sender, request, user, **facts):
    sign_in.record_sign_out(person=user, request_facts=sign_in.facts_of(request), by=user)


@receiver(password_changed)
def record_password_change(sender, request, user, **facts):
    sign_in.record_password_change(person=user, keep=request.session.session_key, by=user)


@receiver(authenticator_added)
def record_added_factor(sender, user, authenticator, **facts):
    sign_in.record_factor("second_factor_added", person=user, factor=authenticator.type, by=user)


@receiver(authenticator_removed)
def record_removed_factor(sender, user, authenticator, **facts):
    sign_in.record_factor("second_factor_removed", person=user, factor=authenticator.type, by=user)


@receiver(authenticator_reset)
def record_reset_factor(sender, user, authenticator, **facts):
    sign_in.record_factor("recovery_codes_renewed", person=user, factor=authenticator.type, by=user)


@receiver(job_failed, sender="core.tasks.check_import")
@receiver(job_failed, sender="core.tasks.apply_import")
def import_given_up(sender, args, **facts):
    """The worker could not finish an import: the page that waits for it says so."""
    importing.fail_import(ImportBatch.objects.get(pk=args[0]), by=None)
