from django.apps import AppConfig


class CooperationsConfig(AppConfig):
    name = "cooperations"
    verbose_name = "Kooperationen"

    def ready(self):
        """The list of partners, in the app below, gets a filter by role, which only this app knows."""
        from partners.filters import PartnerFilter

        from .filters import RoleFilter

        PartnerFilter.base_filters["rolle"] = RoleFilter()
