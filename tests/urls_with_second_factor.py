"""The portal's addresses as they are with a second factor and a directory elsewhere switched on."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from regionportal import urls
from regionportal.accounts.urls import patterns

handler500 = urls.handler500

urlpatterns = [
    *(address for address in urls.urlpatterns if str(address.pattern) != settings.ADMIN_PATH),
    path(
        settings.ADMIN_PATH, include([path("konto/", include(patterns("required", True))), path("", admin.site.urls)])
    ),
]
