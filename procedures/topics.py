"""Who may listen to what happens to a case: whoever may see it."""

from core import topics
from procedures.models import Case


@topics.of("procedures.case")
def may_hear(user, pk):
    return Case.objects.visible_to(user).filter(pk=pk).exists()
