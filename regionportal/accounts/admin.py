"""Accounts at the desk: administrators invite, give roles and bodies, and end access. They know no passwords.

Whoever is no superuser changes no superuser, no account with rights beyond the roles, and not the own rights.
"""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join

from council.models import Responsibility

from .invitations import invite, tell_old_address, unlink_directory
from .roles import ROLE_NAMES, ROLES
from .sessions import end_sessions


class AccountForm(forms.ModelForm):
    email = forms.EmailField(label="E-Mail-Adresse", max_length=150, help_text="Damit meldet sich die Person an.")

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists():
            raise ValidationError("Mit dieser Adresse gibt es schon ein Konto.")
        return email


class ResponsibilityInline(admin.TabularInline):
    model = Responsibility
    extra = 0
    verbose_name_plural = "Zuständig nur für diese Körperschaften (ohne Eintrag: für alle)"

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and not _is_own(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not _is_own(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not _is_own(request, obj)


ACTS = {
    "invitation": "Neue Einladung",
    "sessions": "Sitzungen beenden",
    "second_factor": "Zweiten Faktor zurücksetzen",
}


class AccountAdmin(admin.ModelAdmin):
    form = AccountForm
    list_display = ("username", "person", "roles", "bodies", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    readonly_fields = ("username", "last_login", "date_joined", "devices")
    inlines = (ResponsibilityInline,)
    change_form_template = "admin/account_change_form.html"
    show_full_result_count = False

    @admin.display(description="Name", ordering="last_name")
    def person(self, user):
        return user.get_full_name()

    @admin.display(description="Rollen")
    def roles(self, user):
        names = [group.name for group in user.groups.all()]
        return ", ".join(["Superuser", *names] if user.is_superuser else names) or "–"

    @admin.display(description="nur für")
    def bodies(self, user):
        return ", ".join(one.body.called for one in user.responsibilities.all()) or "alle Körperschaften"

    @admin.display(description="zweiter Faktor")
    def devices(self, user):
        devices = Authenticator.objects.filter(user=user).order_by("created_at")
        return ", ".join(device.get_type_display() for device in devices) or "keiner"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "responsibilities__body")

    # Who may do what

    def lookup_allowed(self, lookup, value, request):
        """No list may be narrowed by passwords: it would give away their hashes letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or _within_reach(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        rights = ["groups", "is_superuser"] if request.user.is_superuser else ["groups"]
        person = [("first_name", "last_name"), "email"]
        if obj is None:
            return [(None, {"fields": person}), ("Rollen", {"fields": ["groups"]})]
        return [
            (None, {"fields": ["username", *person, "is_active"]}),
            ("Rollen", {"fields": rights}),
            ("Zugang", {"fields": [("last_login", "date_joined"), "devices"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = ("is_active", "groups", "is_superuser") if _is_own(request, obj) else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            groups = Group.objects.order_by("name")
            field.queryset = groups if request.user.is_superuser else groups.filter(name__in=ROLE_NAMES)
            field.label = "Rollen"
            field.help_text = format_html_join(
                " ", "<strong>{}</strong> {}.", ((role.name, role.task) for role in ROLES)
            )
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
        return field

    # Saving

    def save_model(self, request, obj, form, change):
        before = form.initial.get("email") or ""
        if not change:
            obj.username, obj.is_staff = obj.email, True
            obj.set_unusable_password()
        elif "email" in form.changed_data:
            obj.username = obj.email if obj.username == before else obj.username
            unlink_directory(obj)
            if before:
                tell_old_address(obj, before)
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            end_sessions(obj)

    def add_view(self, request, form_url="", extra_context=None):
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {"title": "Jemanden einladen", **buttons, **(extra_context or {})})

    def response_add(self, request, obj, post_url_continue=None):
        return self._invited(request, obj)

    # Acts

    def get_urls(self):
        views = [
            path(
                f"<path:object_id>/{act.replace('_', '-')}/",
                self.admin_site.admin_view(self.act_view),
                {"act": act},
                name=f"auth_user_{act}",
            )
            for act in ACTS
        ]
        return [*views, *super().get_urls()]

    def act_view(self, request, object_id, act):
        """Ask first, then do it."""
        user = self.get_object(request, unquote(object_id))
        if user is None or not self.has_change_permission(request, user):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, user, "admin/account_act.html", act=act, title=ACTS[act])
        self.log_change(request, user, ACTS[act])
        if act == "invitation":
            return self._invited(request, user)
        if act == "sessions":
            told = f"{end_sessions(user)} Sitzungen beendet."
        else:
            Authenticator.objects.filter(user=user).delete()
            end_sessions(user)
            told = "Der zweite Faktor ist zurückgesetzt; die Person richtet bei der nächsten Anmeldung einen neuen ein."
        self.message_user(request, told, level=messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))

    def _invited(self, request, user):
        if not user.is_active:
            self.message_user(request, "Das Konto ist gesperrt. Bitte erst wieder freigeben.", level=messages.ERROR)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
        facts = {"link": invite(user), "days": settings.INVITATION_DAYS, "mailed": bool(settings.EMAIL_HOST)}
        return self._page(request, user, "admin/account_invited.html", title="Einladung", **facts)

    def _page(self, request, user, template, **facts):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "original": user, **facts}
        return TemplateResponse(request, template, context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            context["acts"] = [
                (reverse(f"admin:auth_user_{act}", args=[obj.pk]), label)
                for act, label in ACTS.items()
                if act != "second_factor" or settings.SECOND_FACTOR != "off"
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)


def _is_own(request, user):
    return user is not None and user.pk == request.user.pk


def _within_reach(administrator, user):
    """Whoever can change an account can take it over, so it must hold nothing beyond the roles."""
    if administrator.is_superuser:
        return True
    return not (
        user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=ROLE_NAMES).exists()
    )


def _unregister_what_others_brought():
    """Django's page for accounts sets passwords; those of django-allauth show secrets and open doors."""
    import_module("django.contrib.auth.admin")
    for name in ("account", "mfa", "socialaccount"):
        import_module(f"allauth.{name}.admin")
    for model in (User, Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken):
        admin.site.unregister(model)


_unregister_what_others_brought()
admin.site.register(User, AccountAdmin)
