from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "budgets"
    verbose_name = "Haushalt"

    def ready(self):
        from .oparl import extend_oparl

        extend_oparl()
