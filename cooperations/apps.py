from django.apps import AppConfig


class CooperationsConfig(AppConfig):
    name = "cooperations"
    verbose_name = "Kooperationen"

    def ready(self):
        """What only this app knows: the list of partners gets a filter by role, OParl properties on cooperations."""
        from partners.filters import PartnerFilter

        from .filters import RoleFilter
        from .oparl import extend_oparl

        PartnerFilter.base_filters["rolle"] = RoleFilter()
        extend_oparl()
