"""Write everything that can be found anew: after a change of the fold, or after data came in past the acts."""

from django.core.management.base import BaseCommand
from django.db import transaction

from core import search
from core.models import SearchEntry

STEP = 500


class Command(BaseCommand):
    help = "Dựng lại chỉ mục tra cứu từ dữ liệu gốc; hệ thống vẫn làm việc trong khi chạy."

    def add_arguments(self, parser):
        parser.add_argument("kinds", nargs="*", help="chỉ dựng lại các loại này")

    def handle(self, *args, **options):
        for source in search.sources():
            if not options["kinds"] or source.kind in options["kinds"]:
                written = self.rebuild(source)
                self.stdout.write(f"{source.kind}: {written}")

    def rebuild(self, source):
        """Write the entries of one source step by step, take out those without a thing; return how many there are."""
        last = 0
        while ids := list(_after(source, last)):
            with transaction.atomic():
                for thing in source.things().filter(pk__in=ids):
                    search.forget(source.kind, thing.pk)
                    search.index_thing(source.kind, thing)
            last = ids[-1]
            self.stdout.write(f"{source.kind}: … {last}", self.style.NOTICE)
        orphans = SearchEntry.objects.filter(kind=source.kind)
        orphans.exclude(object_id__in=source.model._base_manager.values("pk")).delete()
        return SearchEntry.objects.filter(kind=source.kind).count()


def _after(source, last):
    return source.model._base_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]
