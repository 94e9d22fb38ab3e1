"""What the keeper's first page says of routes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import health
from workflows.models import RouteStep


@health.part(gettext_lazy("Việc không còn ai xử lý"))
def orphaned(now):
    """Steps whose people are all gone and whose office has no head above: the keeper names somebody."""
    count = RouteStep.objects.orphaned().count()
    if not count:
        return _("Mọi việc đang chờ đều có người xử lý"), health.FINE
    said = ngettext("%(count)d việc chờ chỉ định người", "%(count)d việc chờ chỉ định người", count)
    return said % {"count": count}, health.LOOK, reverse("orphaned_steps")
