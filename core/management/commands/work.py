from django.core.management.base import BaseCommand

from core.serving import tie


class Command(BaseCommand):
    help = "Run one background worker: jobs, clocks and the audit sequencer; `serve` starts and watches it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--tied", action="store_true", help="stop when standard input ends")

    def handle(self, *, tied, **options):
        from core.serving import worker

        if tied:
            tie.tie_to_parent()
        worker.work()
