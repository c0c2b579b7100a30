"""No public address tells anything of what is hidden: not its text, not its number, not that it is there."""

import io
import json
import re
import zipfile
from contextlib import contextmanager
from functools import partial
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from council.models import Consultation
from council.oparl.addresses import TYPES, object_url, segment
from publication.actions import publish, withdraw
from publication.files import Attachment
from publication.models import SearchEntry, Version
from publication.versions import publishable_models
from tests.factories import FileFactory, PaperFactory
from tests.test_visibility_rule import FACTORIES
from tests.walk import ADDRESSES, QUESTIONS, list_filters, named_addresses, stops
from tests.world import (
    CANARY,
    CANARY_NUMBER,
    canary_values,
    hidden_states,
    hide_beside,
    hide_the_target,
    internal_canaries,
    links_that_do_not_hide,
    public_world,
    withdraw_beside,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # each test walks the whole portal

CANARIES = re.compile(f"{CANARY}|{CANARY_NUMBER}|77\\.?717", re.IGNORECASE)


@pytest.fixture(autouse=True)
def one_moment(time_machine):
    """The clock stands still, so that two walks differ only by what is in the database."""
    time_machine.move_to(timezone.now(), tick=False)


VISITOR = Client()  # one for all, since each new one builds the whole chain of middleware again


def answer(url):
    """Everything a visitor gets: status, headers, body."""
    response = VISITOR.get(url)
    body = body_of(response)
    if body.startswith(b"PK"):
        body = unpacked(body)
    return response.status_code, dict(response.headers), body.decode()


def unpacked(package):
    """All that stands in a packed file such as XLSX."""
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        return b"\n".join(name.encode() + b"\n" + members.read(name) for name in members.namelist())


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def walk(world):
    return {stop: answer(stop.url) for stop in stops(world)}


def test_the_walk_knows_every_address():
    assert set(ADDRESSES) == set(named_addresses())


def test_the_walk_puts_every_filter_to_every_list():
    for name, filters in list_filters():
        asked = {part.split("=")[0] for question in QUESTIONS[name] for part in question.split("&")}

        assert filters <= asked, name


def test_every_stop_answers_with_what_is_visible():
    world = public_world()

    statuses = {stop: status for stop, (status, _, _) in walk(world).items() if not stop.is_nonsense}

    assert {stop.url: status for stop, status in statuses.items() if status != 200} == {}


def test_nothing_hidden_is_told_anywhere():
    world = public_world()
    internal_canaries(world, User.objects.create_user(CANARY, first_name=CANARY))
    for model in publishable_models():
        hide_beside(world, model)
        withdraw_beside(world, model)
    for model, link in links_that_do_not_hide():
        hide_the_target(world, model, link)

    told = {
        stop.url: CANARIES.search(f"{headers} {body}").group()
        for stop, (_, headers, body) in walk(world).items()
        if CANARIES.search(f"{headers} {body}") and not CANARIES.search(stop.url)  # a question is repeated in its field
    }

    assert told == {}


def test_hidden_records_change_no_byte():
    world = public_world()

    told = changes(
        world,
        {f"hidden {model.__name__}": partial(hide_beside, world, model) for model in publishable_models()},
    )

    assert told == {}


def test_withdrawn_records_change_no_byte_but_where_a_client_asks_what_is_gone():
    world = public_world()

    told = changes(
        world,
        {f"withdrawn {model.__name__}": partial(withdraw_beside, world, model) for model in publishable_models()},
        but=lambda stop: stop.tells_what_is_gone,
    )

    assert told == {}


# An agenda item needs its meeting, so the two links of a station are looked at one after the other.
LINKS = links_that_do_not_hide()
MEETING_OF_A_STATION = [(Consultation, "meeting")]


@pytest.mark.parametrize(
    "links", [[one for one in LINKS if one not in MEETING_OF_A_STATION], MEETING_OF_A_STATION], ids=["most", "meeting"]
)
def test_links_to_hidden_records_look_like_no_links(links):
    world = public_world()
    let_go(world[Consultation], "agenda_item")
    for model, link in links:
        let_go(world[model], link)

    told = changes(
        world,
        {f"{model.__name__}.{link}": partial(hide_the_target, world, model, link) for model, link in links},
    )

    assert told == {}


def changes(world, acts, but=lambda stop: False):
    """{name of an act: addresses that answer otherwise after it}; empty where no byte changes. `but`: stops left out.

    All acts at once first: that costs one walk. Only if it shows a change, each act is walked alone to name it.
    """
    before = walk(world)
    with undone():
        for act in acts.values():
            act()
        if not changed(before, walk(world), but):
            return {}
    told = {}
    for name, act in acts.items():
        with undone():
            act()
            told[name] = changed(before, walk(world), but)
    return {name: urls for name, urls in told.items() if urls} or {"only together": [stop.url for stop in before]}


def let_go(record, link):
    if record._meta.get_field(link).many_to_many:
        getattr(record, link).clear()
    else:
        setattr(record, link, None)
        record.save()


@contextmanager
def undone():
    """Whatever happens in the database inside is taken back; records in memory keep what they were given."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def changed(before, after, but=lambda stop: False):
    return [stop.url for stop in before if before[stop] != after[stop] and not but(stop)]


class TestASearchForAHiddenRecord:
    """The words of hidden records find as little as words that stand nowhere."""

    def test_finds_nothing_and_looks_like_any_other(self):
        world = public_world()
        internal_canaries(world, User.objects.create_user(CANARY))
        for model in publishable_models():
            hide_beside(world, model)
        paths = {stop.url.split("?")[0] for stop in stops(world) if "suche=" in stop.url}

        for path in paths:
            for word, nonsense in ((CANARY, "x" * len(CANARY)), (str(CANARY_NUMBER), "88888")):
                found, nothing = answer(f"{path}?suche={word}")[2], answer(f"{path}?suche={nonsense}")[2]
                assert found.replace(word, nonsense) == nothing

    def test_tells_nothing_when_the_index_is_stale(self):
        """Entries of rows that were hidden past every verb: counts, facets, corrections and snippets leave them out."""
        world = public_world()
        nothing = {stop: answer(stop.url) for stop in self.searches(world)}
        for model in publishable_models():
            withdraw_beside(world, model)
        assert any(CANARY[:6] in tokens for tokens in SearchEntry.objects.values_list("tokens", flat=True))

        told = {stop: answer(stop.url) for stop in self.searches(world)}

        assert changed(nothing, told) == []

    def searches(self, world):
        return [stop for stop in stops(world) if stop.name.startswith("search")]


WITH_ADDRESS = [model for model in publishable_models() if hasattr(model, "url_name")]


class TestTheAddressOfAHiddenRecord:
    def test_answers_as_if_it_had_never_been(self):
        world = public_world()
        free_id = "z" * 10

        for model in WITH_ADDRESS:
            for hidden in hide_beside(world, model):
                there = answer(hidden.get_absolute_url())
                nowhere = answer(hidden.get_absolute_url().replace(hidden.public_id, free_id))

                assert there[0] == 404, model
                assert there == nowhere, model

    @pytest.mark.parametrize("odd", ["a%00b", "%00", "%F0%9F%8C%B1", "a" * 3000])
    def test_odd_addresses_are_not_found(self, odd):
        for path in (f"/vorlagen/{odd}/x/", f"/partner/{odd}/", f"/kooperationen/{odd}/", f"/dateien/{odd}/x"):
            assert answer(path)[0] == 404, path

    def test_does_not_redirect_to_the_right_slug(self):
        paper = PaperFactory(draft=True)

        response = VISITOR.get(reverse("council:paper_detail", args=[paper.public_id, "falsch"]))

        assert response.status_code == 404


class TestTheAddressOfAWithdrawnRecord:
    def test_says_that_something_was_here_and_nothing_else(self):
        world = public_world()

        for model in WITH_ADDRESS:
            record = world[model]
            with undone():
                withdraw(model.objects.get(pk=record.pk), by=None, reason=CANARY)
                status, headers, body = answer(record.get_absolute_url())

            assert status == 410, model
            assert str(record) not in f"{headers} {body}"
            assert "no-cache" in headers["Cache-Control"]

    def test_never_seen_by_the_public_it_was_never_here(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, audience="council")
        withdraw(paper, by=None, reason="")

        assert answer(paper.get_absolute_url())[0] == 404


OF_OPARL = [model for name, model in ADDRESSES.items() if name in {f"oparl:{segment(one)}" for one in TYPES}]


@pytest.mark.parametrize("model", OF_OPARL)
class TestTheObjectOfAHiddenRecord:
    def test_answers_as_if_it_had_never_been(self, model):
        world = public_world()
        nowhere = answer(object_path(world[model]).replace(world[model].public_id, "z" * 10))

        there = [answer(object_path(hidden)) for hidden in hide_beside(world, model)]

        assert nowhere[0] == 404
        assert [one for one in there if one != nowhere] == []

    def test_is_a_tombstone_once_it_was_public(self, model):
        world = public_world()
        withdraw(model.objects.get(pk=world[model].pk), by=None, reason=CANARY)

        status, _, body = answer(object_path(world[model]))

        assert status == 200
        assert json.loads(body).keys() == {"id", "type", "created", "modified", "deleted"}


def object_path(record):
    return urlsplit(object_url(record)).path


class TestFiles:
    ATTACHMENTS = [model for model in publishable_models() if issubclass(model, Attachment)]

    @pytest.mark.parametrize("model", ATTACHMENTS)
    def test_a_hidden_file_is_reached_by_no_form_of_its_address(self, model):
        shown = FACTORIES[model]()
        hidden_files = [FACTORIES[model](**state, **canary_values(model)) for state in hidden_states(model).values()]

        for hidden in hidden_files:
            url, name = hidden.get_absolute_url(), hidden.content.name
            for form in (
                url,
                url + "/",
                url + "?download=1",
                url.rsplit("/", 1)[0],
                url.rsplit("/", 1)[0] + "/",
                url.rsplit("/", 1)[0] + "/" + shown.file_name,
                shown.get_absolute_url() + "/..%2f" + hidden.public_id,
                f"/media/{name}",
                f"/static/{name}",
                f"/dateien/{name}",
                f"/dateien/{quote(name, safe='')}",
            ):
                for method, headers in (
                    ("get", {}),
                    ("head", {}),
                    ("get", {"Range": "bytes=0-99"}),
                    ("get", {"If-None-Match": f'"{hidden.sha512[:40]}"'}),
                    ("post", {}),
                ):
                    response = getattr(VISITOR, method)(form, headers=headers)
                    assert response.status_code in (404, 405, 301), (form, method, headers)
                    assert CANARY.encode() not in body_of(response)

    def test_a_visible_file_comes_with_its_name_and_nothing_that_runs(self):
        attachment = FileFactory(text="%PDF-1.7 Inhalt", file_name="Übersicht 2024.pdf")

        response = VISITOR.get(attachment.get_absolute_url())

        assert body_of(response) == b"%PDF-1.7 Inhalt"
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"] == "inline; filename*=utf-8''%C3%9Cbersicht%202024.pdf"
        assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("file_name", ["seite.html", "bild.svg", "skript.js", "ohne-endung"])
    def test_a_type_that_is_not_in_the_table_is_an_unnamed_download(self, file_name):
        attachment = FileFactory(file_name=file_name)

        response = VISITOR.get(attachment.get_absolute_url())

        assert body_of(response) == b"Inhalt"
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")

    def test_a_file_whose_bytes_are_lost_is_not_found(self):
        attachment = FileFactory()
        attachment.content.storage.delete(attachment.content.name)

        assert answer(attachment.get_absolute_url())[0] == 404

    def test_a_withdrawn_paper_takes_its_files_along(self):
        attachment = FileFactory(paper__draft=True)
        publish(attachment.paper, by=None)
        withdraw(attachment.paper, by=None, reason="")

        assert answer(attachment.get_absolute_url())[0] == 410


def test_the_admin_tells_a_visitor_nothing():
    paper = PaperFactory(draft=True)

    there = VISITOR.get(reverse("admin:council_paper_change", args=[paper.pk]))
    nowhere = VISITOR.get(reverse("admin:council_paper_change", args=[987654321]))

    assert (there.status_code, nowhere.status_code) == (302, 302)
    assert there.url.replace(str(paper.pk), "987654321") == nowhere.url


def test_every_model_with_an_address_has_a_page():
    for model in WITH_ADDRESS:
        try:
            url = FACTORIES[model]().get_absolute_url()
        except NoReverseMatch as error:
            pytest.fail(f"{model.__name__}: {error}")
        assert answer(url)[0] == 200, model


def test_the_walk_leaves_the_public_history_alone():
    world = public_world()
    versions = Version.objects.count()

    walk(world)

    assert Version.objects.count() == versions
