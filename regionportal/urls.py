from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from budgets.views import BudgetLineList
from cooperations.views import CooperationList, TopicList
from council.views import BodyList, MeetingList, OrganizationList, PaperList
from partners.views import PartnerList
from publication.views import serve_file

from . import feeds, for_machines, views
from .search import views as search_views

handler500 = "regionportal.views.server_error"

HELP = [("Hilfe", "help")]
LISTS = {
    "kooperationen": CooperationList,
    "themen": TopicList,
    "partner": PartnerList,
    "vorlagen": PaperList,
    "gremien": OrganizationList,
    "koerperschaften": BodyList,
    "sitzungen": MeetingList,
    "haushalt": BudgetLineList,
}

urlpatterns = [
    path("", views.home, name="home"),
    path("neues/", views.news_page, name="news"),
    path("neues.atom", feeds.news_feed, name="news_feed"),
    *(path(f"{word}.atom", feeds.list_feed(view), name=view.feed_name) for word, view in LISTS.items()),
    path("kooperationen/<str:public_id>/<str:slug>/verlauf/", views.story, name="story"),
    path("kooperationen/<str:public_id>/<str:slug>/verlauf.atom", feeds.story_feed, name="story_feed"),
    path("kooperationen/<str:public_id>/<str:slug>/verlauf.json", views.story_json, name="story_json"),
    path("fassungen/<str:kind>/<str:public_id>.atom", feeds.history_feed, name="history_feed"),
    path("", include("publication.urls")),
    path("suche/", search_views.search, name="search"),
    path("suche.atom", search_views.search_feed, name="search_feed"),
    path("suche.csv", search_views.search_csv, name="search_csv"),
    path("suche.json", search_views.search_json, name="search_json"),
    path("suche.xml", search_views.search_description, name="search_description"),
    path("suche/vorschlaege/", search_views.search_suggestions, name="search_suggestions"),
    path("", include("cooperations.urls")),
    path("", include("partners.urls")),
    path("", include("council.urls")),
    path("", include("budgets.urls")),
    path("daten/", include("regionportal.opendata.urls")),
    path("api/v1/", include("regionportal.opendata.api_urls")),
    path("oparl/v1.1/", include("council.oparl.urls")),
    path("dateien/<str:public_id>/<str:slug>", serve_file, name="file"),
    path("impressum/", views.text_page("imprint"), name="imprint"),
    path("datenschutz/", views.text_page("privacy"), name="privacy"),
    path("barrierefreiheit/", views.text_page("accessibility"), name="accessibility"),
    path("leichte-sprache/", views.text_page("easy_language"), name="easy_language"),
    path("kontakt/", views.text_page("contact"), name="contact"),
    path("hilfe/", views.text_page("help"), name="help"),
    path("hilfe/suchen/", views.text_page("help_finding", within=HELP), name="help_finding"),
    path("hilfe/vorlage-lesen/", views.text_page("help_papers", within=HELP), name="help_papers"),
    path("hilfe/daten/", views.text_page("help_data", within=HELP), name="help_data"),
    path("rueckmeldung/", views.feedback, name="feedback"),
    path("rueckmeldung/danke/", views.feedback_thanks, name="feedback_thanks"),
    path("robots.txt", for_machines.robots, name="robots"),
    path(".well-known/security.txt", for_machines.security, name="security"),
    path("sitemap.xml", for_machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:name>-<int:number>.xml", for_machines.sitemap, name="sitemap"),
    path("termine.ics", for_machines.all_dates, name="all_dates_calendar"),
    path(
        settings.ADMIN_PATH,
        include([path("konto/", include("regionportal.accounts.urls")), path("", admin.site.urls)]),
    ),
]
