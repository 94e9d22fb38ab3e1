from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProceduresConfig(AppConfig):
    name = "procedures"

    def ready(self):
        from procedures.guard import keep_guard

        import_module("procedures.automatic")
        import_module("procedures.papers.hearing")
        post_migrate.connect(keep_guard, sender=self)
