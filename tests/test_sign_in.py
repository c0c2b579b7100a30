"""Guessing passwords is slowed down, without locking out those who know theirs."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from regionportal.accounts.throttle import place
from regionportal.middleware import client_address

pytestmark = pytest.mark.django_db

PASSWORD = "ein langes Kennwort"


@pytest.fixture
def editor():
    return User.objects.create_user("redaktion", password=PASSWORD, is_staff=True)


def sign_in(client, password, address="203.0.113.7", username="redaktion", **headers):
    credentials = {"username": username, "password": password}
    return client.post(reverse("admin:login"), credentials, REMOTE_ADDR=address, headers=headers)


def test_after_ten_wrong_guesses_even_the_right_one_is_refused(client, editor, settings):
    guesses = [sign_in(client, "falsch").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert guesses == [200] * 9 + [429]
    assert sign_in(client, PASSWORD).status_code == 429


def test_from_elsewhere_the_owner_still_gets_in(client, editor, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "falsch")

    assert sign_in(client, PASSWORD, address="198.51.100.9").status_code == 302


def test_all_addresses_of_one_household_count_as_one(client, editor):
    guesses = [sign_in(client, "falsch", address=f"2001:db8:1:2::{number:x}").status_code for number in range(10)]

    assert guesses == [200] * 9 + [429]
    assert sign_in(client, PASSWORD, address="2001:db8:1:2:ffff::1").status_code == 429
    assert sign_in(client, PASSWORD, address="2001:db8:1:3::1").status_code == 302


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("unbekannt", None),
        ("", None),
    ],
)
def test_what_counts_as_one_address(address, counted):
    assert place(RequestFactory().post("/", REMOTE_ADDR=address)) == counted


@pytest.mark.slow
def test_guessing_from_many_addresses_ends_too_and_only_for_this_account(client, editor):
    other = User.objects.create_user("verwaltung", password=PASSWORD, is_staff=True)
    guesses = [sign_in(client, "falsch", address=f"203.0.113.{number}").status_code for number in range(26)]

    assert guesses == [200] * 25 + [429]
    assert sign_in(client, PASSWORD, address="198.51.100.9").status_code == 429
    assert sign_in(client, PASSWORD, address="203.0.113.1", username=other.username).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, PASSWORD, address="198.51.100.9").status_code == 302


@pytest.mark.slow
def test_who_goes_on_guessing_from_one_address_locks_out_nobody_elsewhere(client, editor):
    guesses = [sign_in(client, "falsch").status_code for _ in range(40)]

    assert guesses == [200] * 9 + [429] * 31
    assert sign_in(client, PASSWORD, address="198.51.100.9").status_code == 302


def test_who_finds_a_desk_open_cannot_find_out_the_password(client, editor):
    client.force_login(editor)
    new = {"new_password1": "ein neues langes Kennwort", "new_password2": "ein neues langes Kennwort"}
    change = reverse("admin:password_change")
    guesses = [client.post(change, {"old_password": "falsch", **new}).status_code for _ in range(10)]

    refused = client.post(change, {"old_password": PASSWORD, **new}, REMOTE_ADDR="198.51.100.9")

    assert guesses == [200] * 9 + [429]
    assert "Zu viele falsche Passwörter" in refused.context["form"].errors["old_password"][0]
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.post(change, {"old_password": PASSWORD, **new}).status_code == 302


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


def test_the_count_of_wrong_guesses_survives_a_restart(client, editor, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "falsch")
    cache.clear()

    assert sign_in(Client(), PASSWORD).status_code == 429


def test_a_quarter_of_an_hour_later_the_owner_gets_in_again(client, editor, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "falsch")

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, PASSWORD).status_code == 302


def test_who_is_locked_out_reads_in_german_what_to_do(client, editor, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = sign_in(client, "falsch")

    assert "Bitte warten Sie 15 Minuten" in response.text
    assert "css/admin.css" in response.text


def test_nobody_who_is_no_staff_reaches_the_desk(client):
    User.objects.create_user("redaktion", password=PASSWORD)

    response = sign_in(client, PASSWORD)

    assert response.status_code == 200
    assert client.get(reverse("admin:index")).status_code == 302


def test_every_answer_of_the_desk_is_stored_nowhere(client, editor, settings):
    """Redirects and errors too: they may tell of addresses and names."""
    desk = f"/{settings.ADMIN_PATH}"
    signed_in = Client()
    signed_in.force_login(editor)
    answers = {
        "to the sign-in": client.get(desk),
        "sign-in": client.get(reverse("admin:login")),
        "signed in": sign_in(client, PASSWORD),
        "forbidden": signed_in.get(reverse("admin:auth_user_changelist")),
        "not found": signed_in.get(f"{desk}gibt-es-nicht/"),
        "forgotten": client.get(reverse("admin_password_reset")),
        "wrong link": client.get(reverse("invitation", args=["MQ", "abc-123"])),
    }
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answers["locked out"] = sign_in(client, "falsch", address="198.51.100.9")

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "to the sign-in": 302, "sign-in": 200, "signed in": 302, "forbidden": 403, "not found": 404, "forgotten": 200,
        "wrong link": 404, "locked out": 429,
    }  # fmt: skip
    for answer in answers.values():
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
        assert answer.headers["X-Robots-Tag"] == "noindex"
