"""Guessing passwords is slowed down, without locking out those who know theirs."""

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse

from regionportal.middleware import client_address

pytestmark = pytest.mark.django_db

PASSWORD = "ein langes Kennwort"


@pytest.fixture
def editor():
    return User.objects.create_user("redaktion", password=PASSWORD, is_staff=True)


def sign_in(client, password, address="203.0.113.7", **headers):
    credentials = {"username": "redaktion", "password": password}
    return client.post(reverse("admin:login"), credentials, REMOTE_ADDR=address, headers=headers)


def test_after_ten_wrong_guesses_even_the_right_one_is_refused(client, editor, settings):
    guesses = [sign_in(client, "falsch").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert guesses == [200] * 9 + [429]
    assert sign_in(client, PASSWORD).status_code == 429


def test_from_elsewhere_the_owner_still_gets_in(client, editor, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "falsch")

    assert sign_in(client, PASSWORD, address="198.51.100.9").status_code == 302


def test_a_wrong_name_and_a_wrong_password_sound_the_same(client, editor):
    wrong_password = sign_in(client, "falsch").context["form"].non_field_errors()
    editor.delete()
    wrong_name = sign_in(client, "falsch").context["form"].non_field_errors()

    assert wrong_password == wrong_name


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (False, "203.0.113.9", "192.0.2.1"),
        (True, None, "192.0.2.1"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(settings, trusted, forwarded, address):
    settings.BEHIND_TRUSTED_PROXY = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1", headers=headers)

    assert client_address(request) == address


def test_signing_in_goes_nowhere_else(client, editor):
    url = reverse("admin:login") + "?next=https://evil.example/"

    response = client.post(url, {"username": "redaktion", "password": PASSWORD, "next": "https://evil.example/"})

    assert response.status_code == 302
    assert "evil" not in response.url
