"""Signing in and out, heard from Django and allauth and written to the audit."""

from allauth.account.signals import password_changed
from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
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


@receiver(post_save, sender=Authenticator)
def record_added_factor(sender, instance, created, **facts):
    """allauth's own signals come after the commit; the row itself is heard within the transaction."""
    if created:
        sign_in.record_factor("second_factor_added", person=instance.user, factor=instance.type, by=instance.user)


@receiver(post_delete, sender=Authenticator)
def record_removed_factor(sender, instance, **facts):
    sign_in.record_factor("second_factor_removed", person=instance.user, factor=instance.type, by=instance.user)


@receiver(job_failed, sender="core.tasks.check_import")
@receiver(job_failed, sender="core.tasks.apply_import")
def import_given_up(sender, args, **facts):
    """The worker could not finish an import: the page that waits for it says so."""
    importing.fail_import(ImportBatch.objects.get(pk=args[0]), by=None)
