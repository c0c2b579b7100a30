"""Cooperations on pages of partners and council matters. Each tag draws whole sections, none where there is nothing."""

from django import template

from cooperations.panels import (
    MEASURE_COLUMNS,
    ROLE_COLUMNS,
    cooperations_at,
    measure_rows,
    references_of,
    role_rows,
)

register = template.Library()


@register.inclusion_tag("cooperations/panels/paper_cooperations.html")
def paper_cooperations(paper):
    """The cooperations a paper concerns, with its role in each; one query."""
    return {"references": references_of(paper)}


@register.inclusion_tag("cooperations/panels/agenda_item_cooperations.html")
def agenda_item_cooperations(item):
    """The cooperations with a milestone at an agenda item or concerned by its paper; one query."""
    return {"cooperations": cooperations_at(item)}


@register.inclusion_tag("cooperations/panels/partner_roles.html")
def partner_roles(partner):
    """All parts a partner has or had in cooperations, and its measures; two queries."""
    return {
        "partner": partner,
        "role_columns": ROLE_COLUMNS,
        "roles": role_rows(partner),
        "measure_columns": MEASURE_COLUMNS,
        "measures": measure_rows(partner),
    }
