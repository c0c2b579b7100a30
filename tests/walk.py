"""Every public address of the portal, with the questions a reader can put to it; test_canary_walk.py walks them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse

from budgets.models import BudgetLine, Contribution
from cooperations.models import AgreementFile, Cooperation, Topic
from council.models import AgendaItem, Body, File, Meeting, Organization, Paper
from council.oparl.addresses import TYPES, segment
from council.oparl.lists import LISTS_OF_A_BODY, LISTS_OF_AN_ORGANIZATION
from partners.models import Partner
from publication.lists import RecordList
from publication.models import Publishable
from publication.versions import publishable_models
from regionportal.opendata.catalogue import SYNTAXES
from regionportal.opendata.datasets import BY_COLLECTION, BY_NAME
from regionportal.opendata.tables import CONTENT_TYPES
from regionportal.opendata.views import TABLES
from regionportal.sitemaps import RECORDS

# {name of the address: model whose record it shows, Publishable for each of them, or None}
ADDRESSES = {
    "home": None,
    "news": None,
    "news_feed": None,
    "cooperation_feed": None,
    "topic_feed": None,
    "partner_feed": None,
    "paper_feed": None,
    "organization_feed": None,
    "body_feed": None,
    "meeting_feed": None,
    "budget_line_feed": None,
    "history_feed": Publishable,
    "story": Cooperation,
    "story_feed": Cooperation,
    "story_json": Cooperation,
    "publication:history": Publishable,
    "publication:version": Publishable,
    "publication:comparison": Publishable,
    "search": None,
    "search_feed": None,
    "search_csv": None,
    "search_json": None,
    "search_description": None,
    "search_suggestions": None,
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
    "council:paper_resolution": Paper,
    "council:paper_matter": Paper,
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
    "budgets:line_export": BudgetLine,
    "budgets:cooperation_budget": Cooperation,
    "budgets:cooperation_export": Cooperation,
    "budgets:body_budget": Body,
    "budgets:body_export": Body,
    "budgets:partner_budget": Partner,
    "budgets:partner_export": Partner,
    "budgets:contribution_detail": Contribution,
    "budgets:contribution_export": Contribution,
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

OPEN_TO_ALL = {*FOR_MACHINES, "search_json", "story_json"}

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
# To the search: the canaries, words that all visible records have in common, words next to the canaries, numbers, every
# facet with the order by each date.
SEARCHES = [
    "suche=geheim7",
    "suche=geheim8",
    "suche=geheimx+Kooperation",
    "suche=77717",
    "suche=Kreis",
    "suche=Kreis&sortierung=neueste",
    "suche=Kreis&sortierung=aelteste",
    "suche=Kreis&sortierung=veroeffentlicht",
    "suche=Kooperation&art=kooperation",
    "suche=Beitritt&jahr=2031",
    "suche=Kreisausschuss&stand=beschlossen",
    "suche=%22geheim7+1%22",
    "suche=geheim*",
    "suche=Kreis+-geheim7",
    "suche=17.07.2031",
    "suche=Kreis+17.+Juli+2031",
]
QUESTIONS = {
    "search": SEARCHES,
    "search_feed": SEARCHES[:6],
    "search_csv": SEARCHES[:6],
    "search_json": SEARCHES,
    "search_suggestions": ["suche=geheim", "suche=Kre", "suche=777", "suche=2024/"],
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


# What is new in a list takes the questions of the list.
LISTS_OF_FEEDS = {
    "cooperation_feed": "cooperations:cooperation_list",
    "topic_feed": "cooperations:topic_list",
    "partner_feed": "partners:partner_list",
    "paper_feed": "council:paper_list",
    "organization_feed": "council:organization_list",
    "body_feed": "council:body_list",
    "meeting_feed": "council:meeting_list",
    "budget_line_feed": "budgets:budget_line_list",
}
NEWS = [
    "art=vorlage",
    "koerperschaft=kreis-0&gremium=&kooperation=&partner=&thema=",
    "koerperschaft=geheim7",
    "art=unsinn",
    "page=2",
]
QUESTIONS |= {feed: QUESTIONS[name] for feed, name in LISTS_OF_FEEDS.items()} | {"news": NEWS, "news_feed": NEWS}
QUESTIONS |= {"council:paper_resolution": ["ansicht=spalten"], "council:paper_matter": ["ansicht=spalten&von=geheim7"]}
# Pages about a record beside its own, at an address of their own.
FURTHER_PAGES = ("story", "story_feed", "story_json", "council:paper_resolution", "council:paper_matter")
STORY = ["art=signing", "von=2024-01-01&bis=2031-12-31", "von=unsinn&art=geheim7", "stand=2031-07-17", "page=2"]
QUESTIONS |= dict.fromkeys(("story", "story_feed", "story_json"), STORY)
QUESTIONS["publication:comparison"] = ["von=1&bis=1&ansicht=spalten"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One address to ask for."""

    name: str
    url: str

    @property
    def is_for_machines(self):
        return self.name in OPEN_TO_ALL or self.name.startswith(("api:", "data:")) and self.name != "data:page"

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
    if model is Publishable:
        return [address_of(name, world[one]) for one in publishable_models()]
    record = world[model]
    if name in FURTHER_PAGES:
        return [reverse(name, args=[record.public_id, record.slug])]
    return [reverse(name, args=[record.public_id]) if name in BY_ID else page_about(name, record)]


def address_of(name, record):
    """The address `name` of the public history of `record`; that of a version leads to the first."""
    arguments = [record.kind_word(), record.public_id]
    return reverse(name, args=[*arguments, 1] if name == "publication:version" else arguments)


def page_about(name, record):
    """A record's own page has its slug; other pages about it go by its id alone."""
    if name == getattr(record, "url_name", name):
        return record.get_absolute_url()
    return reverse(name, args=[record.public_id])


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
