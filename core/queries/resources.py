from datetime import timedelta

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone


class ResourceQuerySet(QuerySet):
    def in_use(self, on=None):
        """Resources that may be booked on the day (today when none is given)."""
        on = on or timezone.localdate()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def visible_to(self, user):
        """What belongs to an agency where the person holds a post."""
        held = apps.get_model("core", "Appointment").objects.current().filter(person_id=user.pk)
        home = held.annotate(home=Coalesce("post__office__agency", "post__office")).values("home")
        return self.filter(office__in=home)

    def free(self, starts, ends):
        """Resources in use on all days of the time and booked by nobody in it."""
        last = timezone.localdate(ends - timedelta(microseconds=1))
        taken = apps.get_model("core", "Booking").objects.standing().meeting(starts, ends).values("resource")
        return self.in_use(timezone.localdate(starts)).in_use(last).exclude(pk__in=taken)


class BookingQuerySet(QuerySet):
    def standing(self):
        """Bookings that keep their time: held or confirmed."""
        return self.exclude(state="released")

    def meeting(self, starts, ends):
        """Bookings that share a moment with the half-open time."""
        return self.filter(starts__lt=ends, ends__gt=starts)

    def about(self, subject):
        """What was booked for one thing, named like "procedures.case:12"."""
        return self.filter(subject=subject)

    def told_to(self, user):
        """Annotate is_told: whether the person may read what it was booked for."""
        people = self.model.people.through.objects.filter(booking=OuterRef("pk"), user=user)
        return self.annotate(is_told=Exists(people))
