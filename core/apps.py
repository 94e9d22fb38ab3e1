from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Án Thư"

    def ready(self):
        """Let every app name its desk cards, search sources, realtime topics and receivers."""
        import_module("core.live.receivers")
        autodiscover_modules("desk", "search", "topics", "receivers", "checks")
