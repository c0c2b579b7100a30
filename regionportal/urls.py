from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from publication.views import serve_file

from . import feeds, for_machines, views

handler500 = "regionportal.views.server_error"

HELP = [("Hilfe", "help")]

urlpatterns = [
    path("", views.home, name="home"),
    path("neues/", views.news_page, name="news"),
    path("neues.atom", feeds.news_feed, name="news_feed"),
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
