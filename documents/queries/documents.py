from django.apps import apps
from django.db.models import QuerySet

from core import visibility


class DocumentQuerySet(QuerySet):
    def visible_to(self, user):
        """Documents this person may see, by the visibility rows."""
        return visibility.visible(self, apps.get_model("documents", "DocumentVisibility"), user)

    def waiting_for(self, user):
        """Documents with an open step of their route on this person's desk."""
        return self.filter(route__steps__phase="open", route__steps__assignments__person=user).distinct()

    def for_reading(self):
        """Everything the reading screen and the lists show, in a constant number of queries."""
        return self.select_related("agency", "unit", "drafter", "signer", "route", "file", "word_file")
