from django.core.management.base import BaseCommand

from core.serving import tie, web


class Command(BaseCommand):
    help = "Run one web server process (daphne); `serve` starts and watches it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--tied", action="store_true", help="stop when standard input ends")

    def handle(self, *, host, port, tied, **options):
        if tied:
            tie.tie_to_parent()
        web.serve(host, port)
