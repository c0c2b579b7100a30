"""Money on pages of cooperations, partners and papers. Each tag draws a section, or nothing where it is empty."""

from django import template
from django.urls import reverse

from budgets.changes import GRANT_COLUMNS, grants_from, shown_changes
from budgets.panels import PARTNER_GRANT_COLUMNS, SHARE_COLUMNS, account_panels, grant_rows_from, grants_of

register = template.Library()


@register.inclusion_tag("budgets/panels/paper_money.html")
def paper_money(paper):
    """What a paper changes in budgets, beside what was there before, and the grants it tells of; up to five queries."""
    return {
        "changes": shown_changes(paper),
        "grant_columns": GRANT_COLUMNS,
        "grants": grants_from(paper),
    }


@register.inclusion_tag("budgets/panels/cooperation_money.html")
def cooperation_money(cooperation):
    """A cooperation's money by year and its grants; six queries."""
    return {
        "accounts": account_panels(cooperation),
        "share_columns": SHARE_COLUMNS,
        "grants": grants_of(cooperation),
        "url": reverse("budgets:cooperation_budget", args=[cooperation.public_id]),
    }


@register.inclusion_tag("budgets/panels/partner_grants.html")
def partner_grants(partner):
    """What a partner gives to cooperations through its programmes; one query."""
    return {
        "columns": PARTNER_GRANT_COLUMNS,
        "rows": grant_rows_from(partner),
        "url": reverse("budgets:partner_budget", args=[partner.public_id]),
    }


@register.inclusion_tag("budgets/panels/body_money.html")
def body_money(body):
    """The way to the budget of a body; no query."""
    return {"url": reverse("budgets:body_budget", args=[body.public_id])}
