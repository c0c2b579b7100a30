"""Every public address of the portal, with the questions a reader can put to it; test_canary_walk.py walks them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from budgets.models import BudgetLine
from cooperations.models import AgreementFile, Cooperation, Topic
from council.models import AgendaItem, Body, File, Meeting, Organization, Paper
from council.oparl.addresses import TYPES, segment
from council.oparl.lists import LISTS_OF_A_BODY, LISTS_OF_AN_ORGANIZATION
from partners.models import Partner
from publication.lists import RecordList
from regionportal.opendata.catalogue import SYNTAXES
from regionportal.opendata.datasets import BY_COLLECTION, BY_NAME
from regionportal.opendata.tables import CONTENT_TYPES
from regionportal.opendata.views import TABLES
from regionportal.sitemaps import RECORDS

# {name of the address: model whose record it shows, or None}
ADDRESSES = {
    "home": None,
    "news": None,
    "news_feed": None,
    "imprint": None,
    "privacy": None,
    "accessibility": None,
    "easy_language": None,
    "contact": None,
    "help": None,
    "help_finding": None,
    "help_papers": None,
    "help_data": None,
    "feedback": None,
    "feedback_thanks": None,
    "robots": None,
    "security": None,
    "sitemap_index": None,
    "all_dates_calendar": None,
    "data:page": None,
    "council:meetings_calendar": None,
    "council:organization_calendar": Organization,
    "council:body_calendar": Body,
    "cooperations:milestones_calendar": None,
    "file": File,
    "cooperations:cooperation_list": None,
    "cooperations:cooperation_detail": Cooperation,
    "cooperations:network": None,
    "cooperations:topic_list": None,
    "cooperations:topic_detail": Topic,
    "partners:partner_list": None,
    "partners:partner_detail": Partner,
    "council:paper_list": None,
    "council:paper_detail": Paper,
    "council:organization_list": None,
    "council:organization_detail": Organization,
    "council:body_list": None,
    "council:body_detail": Body,
    "council:meeting_list": None,
    "council:meeting_calendar": None,
    "council:meeting_detail": Meeting,
    "council:agenda_item_detail": AgendaItem,
    "budgets:budget_line_list": None,
    "budgets:budget_line_detail": BudgetLine,
}

# Addresses for machines, readable from every website. Those of one record end with its permanent id.
OPARL_LISTS = {
    "oparl:bodies": None,
    **{f"oparl:body_{name}": Body for name in LISTS_OF_A_BODY},
    **{f"oparl:organization_{name}": Organization for name in LISTS_OF_AN_ORGANIZATION},
}
FOR_MACHINES = {
    "api:entry": None,
    "api:openapi": None,
    "data:package": None,
    "data:fiscal": None,
    "oparl:system": None,
    **OPARL_LISTS,
    **{f"oparl:{segment(name)}": model for name, model in TYPES.items()},
    "oparl:file_access": File,
    "oparl:file_download": File,
}
ADDRESSES |= FOR_MACHINES

# Addresses that there are several of: {name: the words that stand in each}. Of the API also one record each.
SEVERAL = {
    "data:table": [(name, form) for name in TABLES for form in CONTENT_TYPES],
    "data:schema": [(name,) for name in TABLES],
    "data:csvw": [(name,) for name in TABLES],
    "data:catalogue": [(syntax,) for syntax in SYNTAXES],
    "api:collection": [(name,) for name in BY_COLLECTION],
    "api:record": [],
    "sitemap": [("seiten", 1), *((name, 1) for name in RECORDS)],
}
ADDRESSES |= dict.fromkeys(SEVERAL)

WITH_PAGES = [model for name, model in ADDRESSES.items() if name.endswith("_detail")]

# Of one record, without words after its id.
BY_ID = {*FOR_MACHINES, "council:organization_calendar", "council:body_calendar"}

# Questions of the interfaces. By design the answer to the first tells what was withdrawn.
TELLS_WHAT_IS_GONE = "modified_since=2020-01-01T00:00:00%2B01:00"
LIST_QUESTIONS = [
    TELLS_WHAT_IS_GONE,
    "created_since=2023-01-01T00:00:00Z&created_until=2099-01-01T00:00:00Z&modified_until=2099-01-01T00:00:00%2B01:00"
    "&omit_internal=true&limit=1",
]

# Further questions to an address, beside the plain one: every filter with a value that would meet the canaries.
QUESTIONS = {
    "feedback": ["seite=/vorlagen/&anlass=barrier", "seite=//anderswo.example/"],
    "cooperations:cooperation_list": [
        "suche=geheim7",
        "art=alliance&stufe=&land=DE&thema=&partner=",
        "sortierung=partner",
        "sortierung=neu",
        "page=1",
    ],
    "cooperations:cooperation_detail": ["stand=2024-02-01", "stand=2031-07-17", "stand=2023-01-01", "stand=unsinn"],
    "cooperations:topic_list": ["suche=geheim7"],
    "partners:partner_list": ["suche=geheim7", "art=municipality&land=DE", "rolle=contact", "rolle=signatory"],
    "council:paper_list": [
        "suche=geheim7",
        "koerperschaft=&art=&gremium=&ergebnis=",
        "ergebnis=accepted",
        "ergebnis=offen",
        "von=2031-07-01&bis=2031-07-31",
        "sortierung=nummer",
    ],
    "council:organization_list": ["suche=geheim7", "koerperschaft=&art="],
    "council:body_list": ["suche=geheim7"],
    "council:meeting_list": [
        "koerperschaft=&gremium=",
        "wann=kommend",
        "wann=vergangen",
        "von=2024-01-01&bis=2031-12-31",
    ],
    "council:meeting_calendar": ["monat=2024-03", "monat=2031-07", "monat=unsinn"],
    "budgets:budget_line_list": [
        "suche=geheim7",
        "suche=77717",
        "koerperschaft=&kooperation=",
        "plan=result&richtung=expense",
    ],
    **dict.fromkeys((*OPARL_LISTS, "api:collection"), LIST_QUESTIONS),
    "oparl:bodies": [*LIST_QUESTIONS, "modified_since=gestern"],
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One address to ask for."""

    name: str
    url: str

    @property
    def is_for_machines(self):
        return self.name in FOR_MACHINES or self.name.startswith(("api:", "data:")) and self.name != "data:page"

    @property
    def tells_what_is_gone(self):
        return TELLS_WHAT_IS_GONE in self.url

    @property
    def is_nonsense(self):
        return self.url.endswith(("unsinn", "gestern"))


def stops(world):
    """All addresses of the visible world, with their questions."""
    for name, model in ADDRESSES.items():
        for url in urls_of(name, model, world):
            yield Stop(name, url)
            for question in QUESTIONS.get(name, ()):
                yield Stop(name, f"{url}?{question}")
    for name, dataset in BY_COLLECTION.items():
        yield Stop("api:record", reverse("api:record", args=[name, world[dataset.model].public_id]))
    for name, dataset in BY_NAME.items():
        for question in QUESTIONS.get(dataset.page, ()):
            yield Stop("data:table", f"{reverse('data:table', args=[name, 'csv'])}?{question}")
    yield Stop("file", world[AgreementFile].get_absolute_url())


def urls_of(name, model, world):
    if name in SEVERAL:
        return [reverse(name, args=words) for words in SEVERAL[name]]
    if model is None:
        return [reverse(name)]
    record = world[model]
    return [reverse(name, args=[record.public_id]) if name in BY_ID else record.get_absolute_url()]


def named_addresses(patterns=None, namespace=""):
    """Every named address of urls.py outside the admin, such as "council:paper_detail"."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if str(pattern.pattern) == settings.ADMIN_PATH:
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def list_filters(patterns=None, namespace=""):
    """(name, {filters}) of every list page."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) != settings.ADMIN_PATH:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from list_filters(pattern.url_patterns, inner)
        elif issubclass(getattr(pattern.callback, "view_class", object), RecordList):
            filterset_class = pattern.callback.view_class().filterset_class
            yield f"{namespace}{pattern.name}", set(getattr(filterset_class, "func", filterset_class).base_filters)
