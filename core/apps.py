from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Án Thư"

    def ready(self):
        """Let every app name its desk cards, search sources, realtime topics and receivers."""
        import_module("core.live.receivers")
        from core.audit.guard import keep_guard
        from core.overlaps import keep_bar

        post_migrate.connect(keep_guard, sender=self)
        post_migrate.connect(keep_bar, sender=self)
        autodiscover_modules("desk", "search", "topics", "receivers", "verbs", "checks")
