from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "regionportal.desk.site.Desk"
