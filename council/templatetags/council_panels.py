"""Council matters on pages of partners. A tag draws a whole section, or nothing where it is empty."""

from django import template

from council.models import Body

register = template.Library()


@register.inclusion_tag("council/panels/partner_body.html")
def partner_body(partner):
    """The visible body that is kept as this partner; one query."""
    return {"body": Body.visible.filter(partner=partner).first()}
