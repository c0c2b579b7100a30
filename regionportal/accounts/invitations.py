"""Links by which people set their own password: nobody hands out passwords."""

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from .sessions import end_sessions


@transaction.atomic
def invite(user):
    """Take the password of `user` away, sign the person out, and mail a link to set a new one; returns that link.

    Links sent before are void, and so is the link to the directory. The mail goes out after the transaction.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    unlink_directory(user)
    end_sessions(user)
    link = link_for(user)
    _mail(user, "Ihr Zugang zur Verwaltung", "accounts/invitation_mail.txt", link)
    return link


def unlink_directory(user):
    """Whom the directory signs in as `user` is asked of the address again: the person behind it may be another."""
    SocialAccount.objects.filter(user=user).delete()


def send_reset(user):
    """Mail a link to set a new password; the old one holds until then."""
    _mail(user, "Neues Passwort für die Verwaltung", "accounts/reset_mail.txt", link_for(user))


def link_for(user):
    """Valid once and for INVITATION_DAYS: the token knows the present password, the last sign-in and the hour."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse("invitation", args=[key, default_token_generator.make_token(user)])


def tell_old_address(user, address):
    """Whoever takes over an account begins with its address, so the old one hears of it."""
    _mail(user, "Ihre Adresse in der Verwaltung wurde geändert", "accounts/address_mail.txt", "", to=address)


def _mail(user, subject, template, link, to=None):
    facts = {"user": user, "link": link, "portal": settings.PORTAL, "days": settings.INVITATION_DAYS}
    text = render_to_string(template, facts)
    subject = f"{settings.PORTAL['name']}: {subject}"
    transaction.on_commit(lambda: send_mail(subject, text, None, [to or user.email], fail_silently=True))
