"""What must be filled in before the public may come (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connection
from django.utils import timezone

from . import texts

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
def messages_reach_somebody(app_configs, **kwargs):
    if settings.EMAIL_HOST:
        return []
    return [
        Warning(
            "EMAIL_HOST is empty, so nobody is told when a reader reports a barrier; the message waits at the desk.",
            hint="Set EMAIL_HOST and what goes with it; .env.sample explains it.",
            id="regionportal.W002",
        )
    ]


@register(Tags.security, deploy=True)
def texts_are_finished(app_configs, **kwargs):
    """Looks at what the public reads: published pages, and the portal's own texts where none is published."""
    try:
        pages = texts.published() if texts.TextPage._meta.db_table in connection.introspection.table_names() else {}
    except DatabaseError:
        return [
            Warning(
                "The database does not answer, so the texts in it were not looked at.",
                hint="Check DATABASE_URL, then run this again.",
                id="regionportal.W003",
            )
        ]
    return [*_open_spots(pages), *_review(pages)]


def _open_spots(pages):
    return [
        Error(
            f"The page „{texts.TextPage.Key(key).label}“ still has „[…]“ in it.",
            hint="Fill it in at the desk, under „Seiten des Betreibers“.",
            id="regionportal.E002",
        )
        for key in texts.open_spots(pages)
    ]


def _review(pages):
    """The statement must be reviewed every year (§ 4 BITVNRW), and say when it was."""
    reviewed_on = texts.accessibility_reviewed_on(pages)
    if not texts.review_is_due(reviewed_on, timezone.localdate()):
        return []
    since = f"was last reviewed on {reviewed_on:%Y-%m-%d}" if reviewed_on else "does not say when it was reviewed"
    return [
        Warning(
            f"The accessibility statement {since}; it must be reviewed every year.",
            hint="Review it. Then enter the day at the desk or, for the text that comes with the portal, "
            "in ACCESSIBILITY_REVIEWED.",
            id="regionportal.W001",
        )
    ]
