from django.apps import AppConfig


class RegionportalConfig(AppConfig):
    name = "regionportal"
    verbose_name = "Portal"
