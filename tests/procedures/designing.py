"""What the tests of the designer share: its addresses, and what the draft holds now."""

from django.urls import reverse

from procedures.models import ProcedureDraft


def address(name, draft, *more):
    return reverse(name, args=[draft.pk, *more])


def fresh(draft):
    return ProcedureDraft.objects.get(pk=draft.pk).definition


def field(definition, key):
    return next(each for section in definition["form"] for each in section["fields"] if each["key"] == key)


def post(client, url, **typed):
    return client.post(url, {"seen": "0", **typed})
