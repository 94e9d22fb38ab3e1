from django.db.models import QuerySet


class TimerQuerySet(QuerySet):
    def living(self):
        """Clocks that run or stand still; not those stopped for good."""
        return self.filter(phase__in=["running", "paused"])

    def ringing(self, now):
        """Running clocks that have something to say, the longest waiting first."""
        return self.filter(phase="running", next_at__lte=now).order_by("next_at", "pk")
