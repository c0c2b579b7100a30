from django.apps import AppConfig


class RegionportalConfig(AppConfig):
    name = "regionportal"
    verbose_name = "Portal"

    def ready(self):
        from . import checks  # noqa: F401 — registers them
        from .opendata.api import extend_oparl

        extend_oparl()
