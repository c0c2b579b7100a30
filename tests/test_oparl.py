"""The OParl server: every type by the standard, lists and filters, what changed, what is gone."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from council.models import AgendaItem, Body, Meeting, Paper
from council.oparl.addresses import NAMES, TYPES, object_url, segment
from council.oparl.lists import LISTS_OF_A_BODY, LISTS_OF_AN_ORGANIZATION
from council.oparl.objects import LISTS
from publication.actions import publish, record_edit, withdraw
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    FileFactory,
    LegislativeTermFactory,
    LocationFactory,
    MeetingFactory,
    MembershipFactory,
    OrganizationFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
    PersonFactory,
)
from tests.oparl_schema import faults
from tests.publishing import edit, published
from tests.walk import OPARL_LISTS
from tests.world import public_world

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
PORTAL = "https://portal.example"
ONE_AND_MANY = [1, pytest.param(12, marks=pytest.mark.slow)]


@pytest.fixture
def ask(client):
    """JSON of an address, which may be an id."""
    return lambda url, **query: client.get(path_of(url) + (f"?{urlencode(query)}" if query else "")).json()


def path_of(url):
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def ids(page):
    return [one["id"] for one in page["data"]]


def list_of(body, name):
    return f"{object_url(body)}/{name}"


def all_objects(told):
    """`told` and every object inside it."""
    yield told
    for value in told.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and str(one.get("type", "")).startswith("https://schema.oparl.org"):
                yield from all_objects(one)


class TestObjects:
    @pytest.mark.parametrize("name", TYPES)
    def test_have_the_properties_of_their_type_and_no_unknown_ones(self, ask, name):
        told = ask(object_url(public_world()[TYPES[name]]))

        assert told["type"] == f"https://schema.oparl.org/1.1/{name}"
        assert faults(told) == []

    def test_the_system_names_its_bodies_and_who_to_write_to(self, ask, settings):
        settings.PORTAL = settings.PORTAL | {"operator": "Kreis Muster", "operator_email": "daten@kreis.example"}

        told = ask("/oparl/v1.1/system")

        assert faults(told) == []
        assert told["oparlVersion"] == "https://schema.oparl.org/1.1/"
        assert told["body"] == f"{PORTAL}/oparl/v1.1/body"
        assert (told["contactName"], told["contactEmail"]) == ("Kreis Muster", "daten@kreis.example")

    def test_a_paper_tells_what_our_record_holds(self, ask):
        paper = PaperFactory(name="Beitritt", reference="2024/020", date=date(2024, 2, 1), paper_type="Vorlage")
        PaperSectionFactory(paper=paper, kind="facts", heading="Sachlage", text="Der Kreis berichtet.")
        station = ConsultationFactory(paper=paper, role="Entscheidung", authoritative=True)
        main = FileFactory(paper=paper, role="main", name="Vorlage", file_name="Vorlage 1.pdf", text="Text")
        other = FileFactory(paper=paper, name="Karte")

        told = ask(object_url(paper))

        assert told | {"consultation": None, "mainFile": None, "auxiliaryFile": None} == {
            "id": f"{PORTAL}/oparl/v1.1/paper/{paper.public_id}",
            "type": "https://schema.oparl.org/1.1/Paper",
            "created": "2024-01-01T01:00:00+01:00",
            "modified": "2024-01-01T01:00:00+01:00",
            "body": object_url(paper.body),
            "name": "Beitritt",
            "reference": "2024/020",
            "date": "2024-02-01",
            "paperType": "Vorlage",
            "mainFile": None,
            "auxiliaryFile": None,
            "consultation": None,
            "regionportal:publicity": "public",
            "regionportal:section": [{"kind": "facts", "heading": "Sachlage", "text": "Der Kreis berichtet."}],
            "web": f"{PORTAL}/vorlagen/{paper.public_id}/",
        }
        assert [one["id"] for one in told["consultation"]] == [object_url(station)]
        assert told["mainFile"]["id"] == object_url(main)
        assert told["mainFile"]["fileName"] == "Vorlage 1.pdf"
        assert [one["id"] for one in told["auxiliaryFile"]] == [object_url(other)]

    def test_items_stand_in_the_order_of_the_agenda(self, ask):
        meeting = MeetingFactory()
        for order, number in ((3, "Ö 3"), (1, "Ö 1"), (2, "Ö 2")):
            AgendaItemFactory(meeting=meeting, order=order, number=number)

        assert [item["number"] for item in ask(object_url(meeting))["agendaItem"]] == ["Ö 1", "Ö 2", "Ö 3"]

    def test_an_embedded_object_is_the_same_as_alone_but_for_the_way_to_its_parent(self, ask):
        world = public_world()
        parents = {"meeting", "paper", "person", "body", "agendaItem", "meetings"}

        for model in (Paper, Meeting, Body, AgendaItem):
            for inner in list(all_objects(ask(object_url(world[model]))))[1:]:
                alone = ask(inner["id"])
                assert {key: alone[key] for key in inner} == inner
                assert alone.keys() - inner.keys() <= parents

    def test_papers_that_hang_on_each_other_name_each_other(self, ask):
        relation = PaperRelationFactory(kind="answers")
        question, answer = object_url(relation.to_paper), object_url(relation.from_paper)
        beside = PaperRelationFactory(kind="refers_to")

        assert ask(answer)["superordinatedPaper"] == [question]
        assert ask(question)["subordinatedPaper"] == [answer]
        assert ask(object_url(beside.to_paper))["relatedPaper"] == [object_url(beside.from_paper)]

    def test_its_own_number_and_the_numbers_it_cites_have_different_names(self, ask):
        meeting = MeetingFactory(reference="KT/2024/3")
        relation = PaperRelationFactory(to_paper=None, raw_reference="2019/007")

        assert ask(object_url(meeting))["regionportal:reference"] == "KT/2024/3"
        told = ask(object_url(relation.from_paper))
        assert told["regionportal:citedReference"] == ["2019/007"]
        assert "regionportal:reference" not in told

    def test_two_stations_at_one_item_keep_the_references_paired(self, ask):
        item = AgendaItemFactory()
        first, second = ConsultationFactory.create_batch(2, meeting=item.meeting, agenda_item=item)

        assert ask(object_url(item))["consultation"] == object_url(first)
        assert ask(object_url(first))["agendaItem"] == object_url(item)
        assert "agendaItem" not in ask(object_url(second))
        assert ask(object_url(second))["regionportal:agendaItem"] == object_url(item)

    def test_nothing_hidden_is_named(self, ask):
        station = ConsultationFactory(meeting__draft=True)
        item = AgendaItemFactory(meeting=station.meeting)
        station.agenda_item = item
        station.save()

        told = ask(object_url(station))

        assert "meeting" not in told
        assert "agendaItem" not in told
        assert "regionportal:agendaItem" not in told

    def test_a_file_whose_bytes_only_the_council_system_has_is_left_out(self, ask, client):
        file = FileFactory(content=None, size_bytes=7)

        assert "auxiliaryFile" not in ask(object_url(file.paper))
        assert ids(ask(list_of(file.paper.body, "file"))) == []
        assert client.get(path_of(object_url(file))).status_code == 404

    def test_a_legislative_term_without_beginning_is_left_out(self, ask, client):
        term = LegislativeTermFactory(start_date=None)

        assert ask(object_url(term.body))["legislativeTerm"] == []
        assert ids(ask(list_of(term.body, "legislativeTermList"))) == []
        assert client.get(path_of(object_url(term))).status_code == 404

    def test_a_body_and_a_committee_name_the_lists_that_there_are(self):
        assert {"Body": tuple(LISTS_OF_A_BODY), "Organization": tuple(LISTS_OF_AN_ORGANIZATION)} == LISTS

    def test_a_file_is_looked_at_under_one_address_and_kept_under_the_other(self, client, ask):
        file = FileFactory(file_name="Übersicht.docx")
        told = ask(object_url(file))

        seen, kept = client.get(path_of(told["accessUrl"])), client.get(path_of(told["downloadUrl"]))

        assert seen["Content-Disposition"] == "inline; filename*=utf-8''%C3%9Cbersicht.docx"
        assert kept["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.docx"
        assert seen["Content-Type"] == told["mimeType"]
        assert {"ETag", "Last-Modified", "Content-Length"} <= {*seen.headers}

    def test_a_place_is_a_point_in_the_order_of_geojson(self, ask):
        place = LocationFactory(latitude="50.775346", longitude="6.083887")

        assert ask(object_url(place))["geojson"]["geometry"]["coordinates"] == [6.083887, 50.775346]

    def test_an_address_of_an_object_never_changes(self):
        paper = PaperFactory(public_id="2a3b4c5d6e")

        assert object_url(paper) == f"{PORTAL}/oparl/v1.1/paper/2a3b4c5d6e"


class TestLists:
    def test_a_body_lists_all_that_is_its_own(self, ask):
        world = public_world()
        others = BodyFactory()
        told = ask(object_url(world[Body]))
        names = [name.removeprefix("oparl:body_") for name in OPARL_LISTS if name.startswith("oparl:body_")]

        for name in names:
            model = {"legislativeTermList": "LegislativeTerm", "locationList": "Location"}.get(name)
            model = TYPES[model or name[:1].upper() + name[1:]]
            assert object_url(world[model]) in ids(ask(told[name])), name
            assert ids(ask(list_of(others, name))) == [], name

    def test_a_person_belongs_to_the_bodies_where_it_has_a_seat_and_stays_listed_when_it_lost_it(self, ask):
        seat = MembershipFactory(draft=True, organization=OrganizationFactory())
        body = seat.organization.body
        persons = list_of(body, "person")
        before = ids(ask(persons))

        publish(seat, by=None)
        seated = ask(persons)["data"]
        withdraw(seat, by=None, reason="")
        left = ask(persons)["data"]

        assert before == []
        assert [one["membership"][0]["id"] for one in seated] == [object_url(seat)]
        assert [(one["id"], "membership" in one) for one in left] == [(object_url(seat.person), False)]

    def test_several_bodies_keep_apart(self, ask):
        here, there = PaperFactory(), PaperFactory()

        assert ids(ask(list_of(here.body, "paper"))) == [object_url(here)]
        assert sorted(ids(ask("/oparl/v1.1/body"))) == sorted(map(object_url, [here.body, there.body]))

    def test_a_committee_lists_its_meetings_and_stations(self, ask):
        station = ConsultationFactory()
        MeetingFactory()
        told = ask(object_url(station.organization))

        assert ids(ask(told["meeting"])) == [object_url(station.meeting)]
        assert ids(ask(told["consultation"])) == [object_url(station)]

    def test_following_next_tells_everything_once(self, ask):
        body = BodyFactory()
        papers = PaperFactory.create_batch(5, body=body)

        page, pages = ask(list_of(body, "paper"), limit=2), []
        while True:
            pages.append(page)
            if "next" not in page["links"]:
                break
            page = ask(page["links"]["next"])

        assert [len(page["data"]) for page in pages] == [2, 2, 1]
        assert sorted(one for page in pages for one in ids(page)) == sorted(map(object_url, papers))
        assert [page["pagination"] for page in pages] == [
            {"totalElements": 5, "elementsPerPage": 2, "currentPage": number, "totalPages": 3} for number in (1, 2, 3)
        ]
        assert ids(ask(pages[2]["links"]["prev"])) == ids(pages[1])
        assert ids(ask(pages[0]["links"]["last"])) == ids(pages[2])
        assert "prev" not in pages[0]["links"]

    def test_what_is_withdrawn_meanwhile_makes_nobody_skip_a_paper(self, ask):
        body = BodyFactory()
        papers = sorted(PaperFactory.create_batch(4, body=body), key=lambda paper: paper.public_id)
        first = ask(list_of(body, "paper"), limit=2)

        withdraw(papers[0], by=None, reason="")

        assert ids(ask(first["links"]["next"])) == [object_url(paper) for paper in papers[2:]]

    def test_pages_hold_a_hundred_at_most(self, ask):
        body = BodyFactory()

        assert ask(list_of(body, "paper"), limit=1000)["pagination"]["elementsPerPage"] == 100
        assert ask(list_of(body, "paper"))["pagination"]["elementsPerPage"] == 100

    def test_links_keep_filters_percent_encoded(self, ask):
        body = BodyFactory()
        PaperFactory.create_batch(2, body=body)
        since = "2020-01-01T00:00:00+01:00"

        links = ask(list_of(body, "paper"), modified_since=since, limit=1)["links"]

        assert "2020-01-01T00%3A00%3A00%2B01%3A00" in links["next"]
        assert {parse_qs(urlsplit(link).query)["modified_since"][0] for link in links.values()} == {since}

    @pytest.mark.parametrize(
        ("question", "status"),
        [
            ("modified_since=gestern", 400),
            ("modified_since=2024-01-01", 400),
            ("modified_since=2024-01-01T00:00:00", 400),
            ("modified_since=0001-01-01T00:00:00%2B14:00", 200),
            ("modified_until=9999-12-31T23:59:59Z", 200),
            ("modified_since=2024-02-31T00:00:00Z", 400),
            ("limit=0", 400),
            ("limit=viele", 400),
            ("page=-1", 400),
            ("page=²", 400),
            ("page=999999999", 404),
            ("after=%00", 400),
            ("omit_internal=ja", 400),
            ("modified_since=2024-01-01T00:00:00+01:00", 200),
            ("modified_since=2024-01-01T00:00:00.123456Z", 200),
            ("unbekannt=1", 200),
        ],
    )
    def test_a_wrong_question_gets_an_error_and_never_the_whole_list(self, client, question, status):
        answer = client.get(f"{path_of(list_of(BodyFactory(), 'paper'))}?{question}")

        assert answer.status_code == status
        assert (answer.json().get("type") == "https://schema.oparl.org/1.1/Error") == (status != 200)

    def test_omit_internal_leaves_out_what_is_embedded_in_many(self, ask):
        world = public_world()
        body = world[Body]
        omitted = {
            "paper": "auxiliaryFile", "meeting": "agendaItem", "person": "membership", "agendaItem": "auxiliaryFile",
        }  # fmt: skip
        FileFactory(paper=None, agenda_item=world[AgendaItem])

        for name, key in omitted.items():
            assert any(key in one for one in ask(list_of(body, name))["data"]), name
            assert not any(key in one for one in ask(list_of(body, name), omit_internal="true")["data"]), name
        assert "legislativeTerm" not in ask("/oparl/v1.1/body", omit_internal="true")["data"][0]


class TestPeriods:
    @pytest.fixture
    def papers(self):
        """(body, first, second): made public one day after the other."""
        body = BodyFactory()
        first, second = PaperFactory(body=body, draft=True), PaperFactory(body=body, draft=True)
        for paper, moment in ((first, NOW), (second, NOW + timedelta(days=1))):
            with time_machine.travel(moment, tick=False):
                publish(paper, by=None)
        return body, object_url(first), object_url(second)

    @pytest.mark.parametrize(
        ("name", "moment", "shown"),
        [
            ("created_since", NOW, "first second"),
            ("created_since", NOW + timedelta(seconds=1), "second"),
            ("created_until", NOW, "first"),
            ("created_until", NOW - timedelta(seconds=1), ""),
            ("modified_since", NOW + timedelta(seconds=1), "second"),
            ("modified_since", NOW + timedelta(days=2), ""),
            ("modified_until", NOW, "first"),
            ("modified_until", NOW + timedelta(days=1), "first second"),
        ],
    )
    def test_bounds_belong_to_the_period(self, ask, papers, name, moment, shown):
        body, first, second = papers

        found = ids(ask(list_of(body, "paper"), **{name: moment.isoformat()}))

        assert sorted(found) == sorted({"first": first, "second": second}[one] for one in shown.split())

    def test_what_the_list_says_of_changes_is_what_it_is_filtered_by(self, ask):
        """For every list and every moment that stands in it."""
        world = public_world()
        body = world[Body]
        with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
            change_name(world[Paper])

        for name in ("paper", "meeting", "person", "file", "agendaItem", "organization", "consultation"):
            everything = ask(list_of(body, name))["data"]
            for key in ("created", "modified"):
                for moment in {one[key] for one in everything}:
                    at = datetime.fromisoformat(moment)
                    since = {one["id"] for one in everything if datetime.fromisoformat(one[key]) >= at}
                    until = {one["id"] for one in everything if datetime.fromisoformat(one[key]) <= at}
                    assert {*ids(ask(list_of(body, name), **{f"{key}_since": moment}))} == since, (name, key)
                    assert {*ids(ask(list_of(body, name), **{f"{key}_until": moment}))} == until, (name, key)


def change_name(record, field="name"):
    with record_edit(record, by=None):
        setattr(record, field, "Neuer Name")
        record.save()


class TestModified:
    """Clients live by `modified_since`: what it misses they never learn."""

    CHANGES = {
        "itself": lambda world: (world["paper"], lambda: change_name(world["paper"])),
        "a station of a paper": lambda world: (world["paper"], lambda: change_name(world["station"], "role")),
        "a file of a paper": lambda world: (world["paper"], lambda: change_name(world["file"])),
        "a new file": lambda world: (
            world["paper"],
            lambda: publish(FileFactory(paper=world["paper"], draft=True), by=None),
        ),
        "a withdrawn file": lambda world: (world["paper"], lambda: withdraw(world["file"], by=None, reason="")),
        "a paper that refers to it": lambda world: (
            world["paper"],
            lambda: publish(PaperRelationFactory(to_paper=world["paper"], draft=True), by=None),
        ),
        "an item of a meeting": lambda world: (world["meeting"], lambda: change_name(world["item"])),
        "the place of a meeting": lambda world: (
            world["meeting"],
            lambda: change_name(world["place"], "description"),
        ),
        "a file of an item of a meeting": lambda world: (
            world["meeting"],
            lambda: publish(FileFactory(paper=None, agenda_item=world["item"], draft=True), by=None),
        ),
        "a seat of a person": lambda world: (world["person"], lambda: change_name(world["seat"], "role")),
        "a seat that is no more": lambda world: (
            world["person"],
            lambda: withdraw(world["seat"], by=None, reason=""),
        ),
        "a seat in a committee": lambda world: (
            world["committee"],
            lambda: publish(MembershipFactory(organization=world["committee"], draft=True), by=None),
        ),
        "a legislative term": lambda world: (world["body"], lambda: change_name(world["term"])),
        "a station at an item": lambda world: (
            world["item"],
            lambda: publish(
                ConsultationFactory(meeting=world["meeting"], agenda_item=world["item"], draft=True), by=None
            ),
        ),
    }

    @pytest.fixture
    def world(self):
        with time_machine.travel(NOW, tick=False):
            world = {"body": BodyFactory(draft=True)}
            world["committee"] = OrganizationFactory(body=world["body"], draft=True)
            world["term"] = LegislativeTermFactory(body=world["body"], draft=True)
            world["place"] = LocationFactory(draft=True)
            world["meeting"] = MeetingFactory(organization=world["committee"], location=world["place"], draft=True)
            world["item"] = AgendaItemFactory(meeting=world["meeting"], draft=True)
            world["paper"] = PaperFactory(body=world["body"], draft=True)
            world["station"] = ConsultationFactory(paper=world["paper"], meeting=world["meeting"], draft=True)
            world["file"] = FileFactory(paper=world["paper"], draft=True)
            world["person"] = PersonFactory(draft=True)
            world["seat"] = MembershipFactory(person=world["person"], organization=world["committee"], draft=True)
            for record in world.values():
                publish(record, by=None)
        return world

    @pytest.mark.parametrize("change", CHANGES)
    def test_moves_with_all_that_the_object_shows(self, ask, world, change):
        record, act = self.CHANGES[change](world)
        later = NOW + timedelta(days=3)
        before = ask(object_url(record))

        with time_machine.travel(later, tick=False):
            act()
            told = ask(object_url(record))

        assert before["modified"] == "2025-03-10T09:00:00+01:00"
        assert (told["created"], told["modified"]) == (before["created"], "2025-03-13T09:00:00+01:00")

    @pytest.mark.parametrize("change", CHANGES)
    def test_and_the_list_tells_it_to_those_who_ask_for_changes(self, ask, world, change):
        record, act = self.CHANGES[change](world)
        name = {"paper": "paper", "meeting": "meeting", "agendaItem": "agendaItem", "person": "person"}.get(
            segment(NAMES[type(record)]), "organization"
        )
        url = "/oparl/v1.1/body" if isinstance(record, Body) else list_of(world["body"], name)
        since = (NOW + timedelta(days=1)).isoformat()
        before = ids(ask(url, modified_since=since))

        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            act()
            told = ids(ask(url, modified_since=since))

        assert before == []
        assert object_url(record) in told

    def test_is_the_moment_of_a_planned_publication_also_before_it_is_recorded(self, ask):
        due = NOW + timedelta(days=1)
        with time_machine.travel(NOW, tick=False):
            paper = PaperFactory(draft=True)
            publish(paper, by=None, at=due)

        with time_machine.travel(due + timedelta(minutes=5), tick=False):
            told = ask(object_url(paper))
            changed = ids(ask(list_of(paper.body, "paper"), modified_since=due.isoformat()))

        assert (told["created"], told["modified"]) == ("2025-03-11T09:00:00+01:00", "2025-03-11T09:00:00+01:00")
        assert changed == [object_url(paper)]

    def test_moves_with_a_planned_file_in_its_moment(self, ask):
        due = NOW + timedelta(days=1)
        with time_machine.travel(NOW, tick=False):
            file = FileFactory(draft=True)
            publish(file, by=None, at=due)
        paper = file.paper

        with time_machine.travel(due - timedelta(seconds=1), tick=False):
            early = ask(object_url(paper))
        with time_machine.travel(due, tick=False):
            told = ask(object_url(paper))
            changed = ids(ask(list_of(paper.body, "paper"), modified_since=due.isoformat()))

        assert "auxiliaryFile" not in early
        assert (len(told["auxiliaryFile"]), told["modified"]) == (1, "2025-03-11T09:00:00+01:00")
        assert changed == [object_url(paper)]

    def test_is_not_before_the_body_of_a_paper_became_public(self, ask):
        with time_machine.travel(NOW, tick=False):
            paper = PaperFactory(body__draft=True)
            publish(paper.body, by=None)
            told = ask(object_url(paper))

        assert told["modified"] == "2025-03-10T09:00:00+01:00"

    @pytest.mark.parametrize("act", ["moved", "withdrawn"])
    def test_moves_where_a_station_leaves(self, ask, world, act):
        with time_machine.travel(NOW, tick=False):
            place = {"meeting": world["meeting"], "agenda_item": world["item"], "draft": True}
            station = ConsultationFactory(paper=world["paper"], **place)
            other = published(PaperFactory(body=world["body"]))
            publish(station, by=None)
        left = [world[name] for name in ("paper", "item", "meeting")]
        papers, since = list_of(world["body"], "paper"), (NOW + timedelta(days=1)).isoformat()
        quiet = ids(ask(papers, modified_since=since))

        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            if act == "moved":
                edit(station, paper=other, agenda_item=None)
            else:
                withdraw(station, by=None, reason="")
            changed = ids(ask(papers, modified_since=since))
        with time_machine.travel(NOW + timedelta(days=5), tick=False):
            type(station).objects.filter(pk=station.pk).update(paper=other)
            told = [ask(object_url(record))["modified"] for record in left]
            of_other = ask(object_url(other))["modified"]

        assert quiet == []
        assert told == ["2025-03-13T09:00:00+01:00"] * 3
        assert sorted(changed) == sorted(map(object_url, [world["paper"], *([other] if act == "moved" else [])]))
        assert (of_other == "2025-03-13T09:00:00+01:00") == (act == "moved")

    @pytest.mark.parametrize("act", ["published", "withdrawn"])
    def test_of_a_station_moves_when_another_takes_or_leaves_its_place_at_the_item(self, ask, world, act):
        with time_machine.travel(NOW, tick=False):
            place = {"meeting": world["meeting"], "agenda_item": world["item"], "draft": True}
            first, second = ConsultationFactory.create_batch(2, paper__body=world["body"], **place)
            publish(second, by=None)
            if act == "withdrawn":
                publish(first, by=None)
        stations, since = list_of(world["body"], "consultation"), (NOW + timedelta(days=1)).isoformat()
        before, quiet = ask(object_url(second)), ids(ask(stations, modified_since=since))

        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            publish(first, by=None) if act == "published" else withdraw(first, by=None, reason="")
            told, changed = ask(object_url(second)), ids(ask(stations, modified_since=since))

        assert ("agendaItem" in before, "agendaItem" in told) == (act == "published", act == "withdrawn")
        assert (before["modified"], told["modified"]) == ("2025-03-10T09:00:00+01:00", "2025-03-13T09:00:00+01:00")
        assert (quiet, object_url(second) in changed) == ([], True)

    def test_of_a_station_does_not_tell_who_shares_its_hidden_item(self, ask, world):
        with time_machine.travel(NOW, tick=False):
            hidden = AgendaItemFactory(meeting=world["meeting"], draft=True)
            first, second = ConsultationFactory.create_batch(
                2, paper__body=world["body"], meeting=world["meeting"], agenda_item=hidden, draft=True
            )
            publish(first, by=None)
            publish(second, by=None)
        before = ask(object_url(second))

        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            change_name(first, "role")
            told = ask(object_url(second))

        assert told == before

    def test_does_not_move_with_what_stays_hidden(self, ask, world):
        before = ask(object_url(world["paper"]))

        with time_machine.travel(NOW + timedelta(days=3), tick=False):
            draft = FileFactory(paper=world["paper"], draft=True)
            change_name(draft)
            told = ask(object_url(world["paper"]))

        assert told == before


class TestCreated:
    """Tells since when the public knows it, and nothing of the time before."""

    @pytest.fixture
    def told_of(self, ask):
        """What the list says of a record, and whether it is among what was created since yesterday."""

        def told(record, name):
            everything = ask(list_of(record_body(record), name))["data"]
            since = ids(ask(list_of(record_body(record), name), created_since=(NOW - timedelta(days=1)).isoformat()))
            (one,) = [one for one in everything if one["id"] == object_url(record)]
            return one["created"], object_url(record) in since

        def record_body(record):
            return record.body if isinstance(record, Paper) else record.meeting.organization.body

        return told

    @time_machine.travel(NOW, tick=False)
    def test_is_not_when_the_council_got_it(self, told_of):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, audience="council", at=NOW - timedelta(days=200))
        publish(paper, by=None, audience="public")

        assert told_of(paper, "paper") == ("2025-03-10T09:00:00+01:00", True)

    @time_machine.travel(NOW, tick=False)
    def test_is_not_before_what_it_belongs_to_was_public(self, told_of):
        item = AgendaItemFactory(draft=True, meeting__draft=True)
        publish(item, by=None, at=NOW - timedelta(days=90))
        publish(item.meeting, by=None)

        assert told_of(item, "agendaItem") == ("2025-03-10T09:00:00+01:00", True)

    @time_machine.travel(NOW, tick=False)
    def test_is_not_before_it_could_be_seen_while_no_version_is_recorded(self, told_of):
        item = AgendaItemFactory(published_at=NOW - timedelta(days=90), meeting__published_at=NOW)

        assert told_of(item, "agendaItem") == ("2025-03-10T09:00:00+01:00", True)

    @time_machine.travel(NOW, tick=False)
    def test_is_not_when_an_item_was_announced_as_not_public(self, told_of):
        item = AgendaItemFactory(public=False, published_at=NOW - timedelta(days=90))
        with record_edit(item, by=None):
            item.public = True
            item.save()

        assert told_of(item, "agendaItem") == ("2025-03-10T09:00:00+01:00", True)

    @time_machine.travel(NOW, tick=False)
    def test_of_what_is_gone_is_when_the_public_first_saw_it(self, ask):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, audience="council", at=NOW - timedelta(days=200))
        publish(paper, by=None, audience="public")
        Paper.objects.filter(pk=paper.pk).update(published_at=NOW - timedelta(days=200))
        withdraw(paper, by=None, reason="")
        papers, since = list_of(paper.body, "paper"), (NOW - timedelta(days=1)).isoformat()

        assert ask(object_url(paper))["created"] == "2025-03-10T09:00:00+01:00"
        assert ids(ask(papers, modified_since=since, created_since=since)) == [object_url(paper)]


class TestWhatIsGone:
    def test_is_a_tombstone_with_the_moment_it_vanished(self, ask):
        with time_machine.travel(NOW, tick=False):
            paper = PaperFactory(draft=True)
            publish(paper, by=None)
        with time_machine.travel(NOW + timedelta(days=1), tick=False):
            withdraw(paper, by=None, reason="Namen")

        assert ask(object_url(paper)) == {
            "id": object_url(paper),
            "type": "https://schema.oparl.org/1.1/Paper",
            "created": "2025-03-10T09:00:00+01:00",
            "modified": "2025-03-11T09:00:00+01:00",
            "deleted": True,
        }

    def test_is_told_to_those_who_ask_for_changes_and_nobody_else(self, ask):
        paper = PaperFactory(draft=True)
        papers = list_of(paper.body, "paper")
        publish(paper, by=None)
        withdraw(paper, by=None, reason="")
        moment = ask(object_url(paper))["modified"]
        later = (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat()

        assert ids(ask(papers)) == ids(ask(papers, created_since="2020-01-01T00:00:00Z")) == []
        assert ask(papers, modified_since=moment)["data"] == [ask(object_url(paper))]
        assert ask(papers, modified_since=moment)["pagination"]["totalElements"] == 1
        assert ids(ask(papers, modified_since=later)) == []
        assert ids(ask(papers, modified_since=moment, modified_until=later)) == [object_url(paper)]
        assert ids(ask(papers, modified_since=moment, created_since=later)) == []

    def test_takes_along_what_was_embedded_and_every_list_says_so(self, ask):
        paper = PaperFactory(draft=True)
        station, file = ConsultationFactory(paper=paper, draft=True), FileFactory(paper=paper, draft=True)
        publish(paper, by=None, with_parts=True)
        withdraw(paper, by=None, reason="")

        for name, record in (("paper", paper), ("consultation", station), ("file", file)):
            found = ask(list_of(paper.body, name), modified_since="2020-01-01T00:00:00Z")["data"]
            assert [(one["id"], one["deleted"]) for one in found] == [(object_url(record), True)], name

    @pytest.mark.parametrize(
        "name", ["AgendaItem", "Consultation", "File", "Membership", "Location", "LegislativeTerm"]
    )
    def test_has_its_own_address_also_where_it_was_embedded(self, ask, name):
        record = public_world()[TYPES[name]]
        withdraw(TYPES[name].objects.get(pk=record.pk), by=None, reason="")

        assert ask(object_url(record))["deleted"] is True

    def test_is_no_tombstone_where_the_public_never_saw_it(self, ask, client):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, audience="council")
        withdraw(paper, by=None, reason="")

        assert client.get(path_of(object_url(paper))).status_code == 404
        assert ids(ask(list_of(paper.body, "paper"), modified_since="2020-01-01T00:00:00Z")) == []

    @pytest.mark.parametrize(
        ("name", "list_name", "lost"),
        [
            ("LegislativeTerm", "legislativeTermList", {"start_date": None}),
            ("File", "file", {"content": None, "sha512": ""}),
        ],
    )
    def test_is_also_what_is_public_and_lacks_now_what_oparl_demands(self, ask, name, list_name, lost):
        made = {"LegislativeTerm": LegislativeTermFactory, "File": FileFactory}[name](draft=True)
        body = made.body if name == "LegislativeTerm" else made.paper.body
        with time_machine.travel(NOW, tick=False):
            publish(made, by=None)
        with time_machine.travel(NOW + timedelta(days=1), tick=False):
            edit(made, **lost)

        told = ask(object_url(made))

        assert told == {
            "id": object_url(made),
            "type": f"https://schema.oparl.org/1.1/{name}",
            "created": "2025-03-10T09:00:00+01:00",
            "modified": "2025-03-11T09:00:00+01:00",
            "deleted": True,
        }
        assert ids(ask(list_of(body, list_name))) == []
        assert ask(list_of(body, list_name), modified_since=NOW.isoformat())["data"] == [told]

    def test_its_bytes_answer_410(self, client):
        file = FileFactory(draft=True, paper=PaperFactory())
        publish(file, by=None)
        withdraw(file, by=None, reason="")

        assert client.get(path_of(object_url(file)) + "/download").status_code == 410

    def test_comes_back_as_it_was(self, ask):
        paper = PaperFactory(draft=True)
        publish(paper, by=None)
        before = ask(object_url(paper))
        withdraw(paper, by=None, reason="")
        publish(paper, by=None)

        told = ask(object_url(paper))

        assert (told["name"], told["created"]) == (before["name"], before["created"])


class TestProtocol:
    def test_an_unchanged_answer_is_not_sent_twice(self, client):
        paper = PaperFactory()
        for url in ("/oparl/v1.1/system", path_of(object_url(paper)), path_of(list_of(paper.body, "paper"))):
            tag = client.get(url)["ETag"]

            assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
            assert client.get(url, headers={"If-None-Match": '"fremd"'}).status_code == 200

    def test_head_has_the_headers_and_no_body(self, client):
        whole, head = client.get("/oparl/v1.1/system"), client.head("/oparl/v1.1/system")

        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Length"] == str(len(whole.content))
        assert head["Content-Type"] == "application/json"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_nothing_is_written(self, client, method):
        answer = getattr(client, method)("/oparl/v1.1/system")

        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["type"] == "https://schema.oparl.org/1.1/Error"

    def test_a_browser_may_ask_first(self, client):
        answer = client.options("/oparl/v1.1/system")

        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"

    @pytest.mark.parametrize(
        "path", ["", "paper", "paper/zzzzzzzzzz", "paper/%00", "system/", "body/zzzzzzzzzz/paper", "gibt/es/nicht"]
    )
    def test_what_is_not_there_is_an_error_object_readable_from_everywhere(self, client, path):
        answer = client.get(f"/oparl/v1.1/{path}")

        assert answer.status_code == 404
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer.json().keys() == {"type", "message"}

    def test_every_type_has_its_address(self):
        assert reverse("oparl:agendaItem", args=["x"]) == "/oparl/v1.1/agendaItem/x"


def fill(body, count):
    """`count` of everything in `body`, each with several parts."""
    for committee in OrganizationFactory.create_batch(count, body=body):
        meeting = MeetingFactory(organization=committee, location=LocationFactory())
        paper = PaperFactory(body=body)
        PaperSectionFactory(paper=paper)
        PaperRelationFactory(from_paper=paper, to_paper=PaperFactory(body=body))
        for item in AgendaItemFactory.create_batch(2, meeting=meeting):
            FileFactory(paper=None, agenda_item=item)
            ConsultationFactory(paper=paper, meeting=meeting, agenda_item=item)
        FileFactory.create_batch(2, paper=paper)
        FileFactory(paper=None, meeting=meeting)
        MembershipFactory.create_batch(2, person=PersonFactory(), organization=committee)
        LegislativeTermFactory(body=body)


# Queries of a list: the body, how many, which, the objects with what they show, stamps.
QUERIES = {
    "organization": 9, "person": 10, "meeting": 29, "paper": 26, "agendaItem": 16, "consultation": 11,
    "file": 7, "locationList": 9, "legislativeTermList": 7, "membership": 7,
}  # fmt: skip


@pytest.mark.parametrize("count", ONE_AND_MANY)
@pytest.mark.parametrize("name", QUERIES)
def test_a_list_needs_the_same_queries_whatever_its_length(client, django_assert_num_queries, name, count):
    body = BodyFactory()
    fill(body, count)
    url = path_of(list_of(body, name))

    with django_assert_num_queries(QUERIES[name]):
        told = client.get(url).json()

    assert told["pagination"]["totalElements"] >= count
    assert [fault for one in told["data"] for fault in faults(one)] == []
