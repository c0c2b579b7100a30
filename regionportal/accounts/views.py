"""Setting a password by a link, and asking for such a link. Both work for people who are not signed in."""

from allauth.core import context
from django.contrib import messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from . import throttle
from .invitations import send_reset


class SetPassword(views.PasswordResetConfirmView):
    """The link leads on to an address without the token, so that no page and no log behind it learns the token."""

    form_class = SetPasswordForm
    template_name = "accounts/set_password.html"
    title = "Passwort festlegen"
    success_url = reverse_lazy("admin:index")

    def dispatch(self, *args, **kwargs):
        if not throttle.may_try(self.request, "einladung"):
            return HttpResponseRedirect(reverse("admin:index"))
        response = super().dispatch(*args, **kwargs)
        if response.status_code == 200 and not self.validlink:
            throttle.count(self.request, "einladung")
            response.status_code = 404
        return response

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form):
        messages.success(self.request, "Ihr Passwort ist gespeichert. Bitte melden Sie sich damit an.")
        return super().form_valid(form)


class ChangePasswordForm(AdminPasswordChangeForm):
    """Whoever finds a desk open must not find out the password there."""

    def clean_old_password(self):
        refusal = "Zu viele falsche Passwörter. Bitte versuchen Sie es in 15 Minuten noch einmal."
        return throttle.checked(context.request, f"altes-passwort:{self.user.pk}", super().clean_old_password, refusal)


class Forgotten(views.PasswordResetView):
    """Answers alike whether there is such an account or not."""

    form_class = PasswordResetForm
    template_name = "accounts/forgotten.html"
    title = "Passwort vergessen"
    success_url = reverse_lazy("forgotten_sent")

    def post(self, request, *args, **kwargs):
        if not throttle.may_try(request, "passwort-vergessen"):
            return HttpResponseRedirect(self.success_url)
        throttle.count(request, "passwort-vergessen")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        for user in form.get_users(form.cleaned_data["email"]):
            send_reset(user)
        return HttpResponseRedirect(self.success_url)


class ForgottenSent(views.PasswordResetDoneView):
    template_name = "accounts/forgotten_sent.html"
    title = "Bitte sehen Sie in Ihr Postfach"
