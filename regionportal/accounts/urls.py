"""Pages of one's own account, below the desk. Of django-allauth only those that a setting asks for."""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path

from . import second_factor as factor
from . import views


def patterns(second_factor, oidc):
    """`second_factor`: off, optional or required; `oidc`: whether people may sign in elsewhere."""
    addresses = [
        path("einladung/<uidb64>/<token>/", views.SetPassword.as_view(), name="invitation"),
        # Django's page for signing in shows a link to the address of this name.
        path("passwort-vergessen/", views.Forgotten.as_view(), name="admin_password_reset"),
        path("passwort-vergessen/gesendet/", views.ForgottenSent.as_view(), name="forgotten_sent"),
    ]
    if second_factor != "off" or oidc:
        addresses += [
            path("anmelden/", account.login, name="account_login"),
            path("abmelden/", account.logout, name="account_logout"),
            path("gesperrt/", account.account_inactive, name="account_inactive"),
            path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
        ]
    if second_factor != "off":
        addresses += [
            path("zweiter-faktor/totp/activate/", factor.SetUpApp.as_view(), name="mfa_activate_totp"),
            path("zweiter-faktor/webauthn/add/", factor.SetUpKey.as_view(), name="mfa_add_webauthn"),
            path("zweiter-faktor/", include("allauth.mfa.urls")),
        ]
    if oidc:
        addresses.append(path("extern/", include("allauth.socialaccount.urls")))
        addresses.append(path("extern/", include("allauth.socialaccount.providers.openid_connect.urls")))
    return addresses


urlpatterns = patterns(settings.SECOND_FACTOR, settings.OIDC_ISSUER)
