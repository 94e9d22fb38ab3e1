from django.apps import apps
from django.db.models import QuerySet

from core import visibility


class CaseQuerySet(QuerySet):
    def visible_to(self, user):
        """Cases this person may see, by the visibility rows."""
        return visibility.visible(self, apps.get_model("procedures", "CaseVisibility"), user)

    def waiting_for(self, user):
        """Cases with an open step on this person's desk."""
        return self.filter(route__steps__phase="open", route__steps__assignments__person=user).distinct()

    def for_reading(self):
        """Everything the case page and the lists show of a case itself, in one query."""
        return self.select_related(
            "edition__procedure", "agency", "unit", "requester", "on_behalf_of", "route", "parent"
        )

    def for_listing(self):
        """What lists and desks show of a case, without what was filled in and without the procedure itself."""
        return self.select_related("requester", "unit").defer("data", "provenance", "mending", "asked")
