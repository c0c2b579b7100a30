"""Django's admin, with the pages that join all records."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publication.notices import dismiss
from regionportal import handbook


class Desk(AdminSite):
    site_header = f"{settings.PORTAL['name']} – Verwaltung"
    site_title = f"Verwaltung {settings.PORTAL['name']}"
    index_title = "Übersicht"

    def get_urls(self):
        search = path("suche/", self.admin_view(require_safe(self.search_view)), name="search")
        notices = path("pruefhinweise/", self.admin_view(self.notices_view), name="notices")
        return [search, notices, *self._takeover_urls(), *handbook.urls, *super().get_urls()]

    def _takeover_urls(self):
        from .takeover import views

        pages = [
            ("uebernehmen/", views.start, "takeover"),
            ("uebernehmen/<int:pk>/", views.check, "takeover_check"),
            ("uebernehmen/<int:pk>/verwerfen/", views.discard, "takeover_discard"),
        ]
        return [path(word, self.admin_view(view), {"site": self}, name=name) for word, view, name in pages]

    def each_context(self, request):
        from .takeover.views import may_take_over

        return super().each_context(request) | {"may_take_over": may_take_over(request.user)}

    def index(self, request, extra_context=None):
        """What waits for the person, above the list of all kinds of records."""
        from . import start  # reads registered classes, and these register at this site

        now = timezone.now()
        waits = {"panels": start.panels(self, request, now), "notices": start.notices(self, request, now)}
        return super().index(request, waits | (extra_context or {}))

    def search_view(self, request):
        from . import search

        term = request.GET.get("suche", "").replace("\x00", "").strip()
        problem = search.problem_of(term) if "suche" in request.GET else ""
        context = {
            **self.each_context(request),
            "title": "Suche",
            "term": term,
            "problem": problem,
            "hits": search.hits(self, request, term) if term and not problem else [],
        }
        return TemplateResponse(request, "admin/search.html", context)

    def notices_view(self, request):
        """Notices by rule; one is dismissed by POST, with a reason."""
        from . import notices

        today = timezone.localdate()
        if request.method == "POST":
            self._dismiss(request, notices.find(self, request, today, request.POST.get("notice", "")))
            return HttpResponseRedirect(request.get_full_path())
        groups = notices.groups(self, request, today)
        context = {**self.each_context(request), "title": "Prüfhinweise", "groups": groups}
        return TemplateResponse(request, "admin/notices.html", context)

    def _dismiss(self, request, notice):
        reason = request.POST.get("reason", "").strip()
        if notice is None:
            messages.info(request, "Dieser Hinweis besteht nicht mehr.")
        elif not request.user.has_perm("publication.add_dismissal"):
            raise PermissionDenied
        elif not reason:
            messages.error(request, "Bitte schreiben Sie einen Grund dazu, damit andere ihn später verstehen.")
        else:
            dismiss(notice, by=request.user, reason=reason[:500])
            messages.success(request, "Der Hinweis ist abgehakt. Er kommt wieder, wenn sich die Angaben ändern.")

    def login(self, request, extra_context=None):
        """Where a second factor or a directory elsewhere is in use, nobody signs in past them."""
        if settings.LOGIN_URL == "admin:login":
            return super().login(request, extra_context)
        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request, extra_context=None):
        from regionportal.accounts.views import ChangePasswordForm

        request.current_app = self.name
        return PasswordChangeView.as_view(
            form_class=ChangePasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)


class Choices(AutocompleteJsonView):
    """What is offered while a link is typed, named so that it can be told from others of the same name."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", str)
        return result | {"text": label(obj)}
