"""Sitemaps (https://www.sitemaps.org): every public page with the moment of its last change, for search engines."""

from django.conf import settings
from django.urls import reverse
from lxml import etree

from budgets.models import BudgetLine, Contribution
from cooperations.models import Cooperation, Topic
from council.models import AgendaItem, Body, Meeting, Organization, Paper
from partners.models import Partner
from publication.interfaces import moment
from publication.stamps import stamps

ON_A_PAGE = 5000
"""Fewer than the 50,000 that are allowed, so that one page is made in a second."""

PAGES = (
    "home", "news", "cooperations:cooperation_list", "cooperations:network", "cooperations:topic_list",
    "partners:partner_list", "council:paper_list", "council:meeting_list", "council:meeting_calendar",
    "council:organization_list", "council:body_list", "budgets:budget_line_list", "data:page", "help", "help_finding",
    "help_papers", "help_data", "contact", "feedback", "easy_language", "accessibility", "privacy", "imprint",
)  # fmt: skip
RECORDS = {
    "kooperationen": Cooperation,
    "themen": Topic,
    "partner": Partner,
    "vorlagen": Paper,
    "gremien": Organization,
    "koerperschaften": Body,
    "sitzungen": Meeting,
    "tagesordnungspunkte": AgendaItem,
    "haushalt": BudgetLine,
    "beitraege": Contribution,
}
NAMES_NEED = {Meeting: ("organization",)}
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index_xml():
    """One count for each kind of record."""
    names = [("seiten", 1)]
    for name, model in RECORDS.items():
        pages = -(-model.visible.count() // ON_A_PAGE)
        names += [(name, number) for number in range(1, pages + 1)]
    addresses = [settings.SITE_URL + reverse("sitemap", args=[name, number]) for name, number in names]
    return _xml("sitemapindex", "sitemap", [(address, None) for address in addresses])


def page_of(name, number):
    """Pairs of an address and its last change, None where it is not known; None where there is no such page."""
    if (name, number) == ("seiten", 1):
        return [(settings.SITE_URL + reverse(page), None) for page in PAGES]
    if name not in RECORDS or not 1 <= number <= 10_000:
        return None
    model = RECORDS[name]
    rows = model.visible.select_related(*NAMES_NEED.get(model, ())).order_by("public_id")
    records = list(rows[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    if not records:
        return None
    found = stamps(records, {})
    return [
        (settings.SITE_URL + record.get_absolute_url(), moment(found[model, record.pk].modified)) for record in records
    ]


def urlset_xml(entries):
    return _xml("urlset", "url", entries)


def _xml(root_name, item_name, entries):
    root = etree.Element(f"{{{_NAMESPACE}}}{root_name}", nsmap={None: _NAMESPACE})
    for address, changed in entries:
        item = etree.SubElement(root, f"{{{_NAMESPACE}}}{item_name}")
        etree.SubElement(item, f"{{{_NAMESPACE}}}loc").text = address
        if changed:
            etree.SubElement(item, f"{{{_NAMESPACE}}}lastmod").text = changed
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
