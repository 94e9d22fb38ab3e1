import sys

from django.core.management.base import BaseCommand

from core.serving import supervisor


class Command(BaseCommand):
    help = "Run the web server and the background workers together until Ctrl-C."
    requires_system_checks = ()

    def run_from_argv(self, argv):
        sys.exit(supervisor.serve(argv[2:]))

    def handle(self, *args, **options):
        supervisor.serve([])
