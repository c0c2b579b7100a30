from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from publication.views import serve_file

from . import feeds, views

handler500 = "regionportal.views.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("neues/", views.news_page, name="news"),
    path("neues.atom", feeds.news_feed, name="news_feed"),
    path("", include("cooperations.urls")),
    path("", include("partners.urls")),
    path("", include("council.urls")),
    path("", include("budgets.urls")),
    path("dateien/<str:public_id>/<str:slug>", serve_file, name="file"),
    path("impressum/", views.text_page("texts/imprint.html"), name="imprint"),
    path("datenschutz/", views.text_page("texts/privacy.html"), name="privacy"),
    path("barrierefreiheit/", views.text_page("texts/accessibility.html"), name="accessibility"),
    path("leichte-sprache/", views.text_page("texts/easy_language.html"), name="easy_language"),
    path("kontakt/", views.text_page("texts/contact.html"), name="contact"),
    path("robots.txt", views.robots, name="robots"),
    path(settings.ADMIN_PATH, admin.site.urls),
]
