from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from publication.views import serve_file

from . import feeds, views

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
    path("robots.txt", views.robots, name="robots"),
    path(
        settings.ADMIN_PATH,
        include([path("konto/", include("regionportal.accounts.urls")), path("", admin.site.urls)]),
    ),
]
