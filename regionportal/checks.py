"""What must be filled in before the public may come (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

NEEDED = {
    "operator": "OPERATOR_NAME",
    "operator_street": "OPERATOR_STREET",
    "operator_city": "OPERATOR_CITY",
    "operator_email": "OPERATOR_EMAIL",
    "operator_represented_by": "OPERATOR_REPRESENTED_BY",
    "data_protection_email": "DATA_PROTECTION_EMAIL",
}


@register(Tags.security, deploy=True)
def operator_is_named(app_configs, **kwargs):
    """Impressum (§ 5 DDG) and Datenschutz (Art. 13 DSGVO) must name who is responsible."""
    return [
        Error(
            f"{variable} is empty, so Impressum and Datenschutz do not name who is responsible.",
            hint=f"Set {variable}; .env.sample explains it.",
            id="regionportal.E001",
        )
        for key, variable in NEEDED.items()
        if not settings.PORTAL[key]
    ]


@register(Tags.security, deploy=True)
def accessibility_statement_is_dated(app_configs, **kwargs):
    """The statement must be reviewed every year (§ 4 BITVNRW), so it must say when it was."""
    if settings.PORTAL["accessibility_reviewed"]:
        return []
    return [
        Warning(
            "ACCESSIBILITY_REVIEWED is empty, so the accessibility statement does not say when it was reviewed.",
            hint="Set it to the day of the last review, for example 2026-11-01.",
            id="regionportal.W001",
        )
    ]
