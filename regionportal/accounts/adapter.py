"""What the portal wants otherwise than django-allauth: no sign-up, and only accounts that administrators invited."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.utils.safestring import mark_safe

from regionportal.middleware import client_address


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_address(request)


class SecondFactors(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return settings.PORTAL["name"]

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.PORTAL["name"]}

    def build_totp_svg(self, url):
        """A picture inside the page: the policy allows no data URI. Drawn here, of nothing a visitor wrote."""
        drawn = super().build_totp_svg(url)
        return mark_safe(drawn[drawn.index("<svg") :])  # noqa: S308 — see above


class SignInElsewhere(DefaultSocialAccountAdapter):
    """Signing in at the operator's own directory, by OpenID Connect."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Never a superuser's account, not even one linked before it became that.

        Whoever may write addresses in the directory could otherwise take over the whole portal.
        """
        if sociallogin.is_existing and sociallogin.user.is_superuser:
            raise SignupClosedException

    def authenticate_by_email(self, login):
        """The account with the address that the directory has verified; a superuser's is not even linked."""
        found = super().authenticate_by_email(login)
        return None if found and found[0].is_superuser else found
