"""The JSON interface: against its own description, and the rules that it shares with OParl."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import hypothesis
import pytest
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from council.oparl.addresses import object_url
from publication.actions import publish, record_edit, withdraw
from regionportal.opendata.datasets import BY_COLLECTION
from regionportal.opendata.openapi import description
from tests.factories import (
    AppropriationFactory,
    CooperationFactory,
    CouncilReferenceFactory,
    MilestoneFactory,
    ParticipationFactory,
    PartnerFactory,
    TopicFactory,
)
from tests.test_visibility_rule import FACTORIES
from tests.world import public_world

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
API = "https://portal.example/api/v1"


@pytest.fixture
def ask(client):
    return lambda path: client.get(path.removeprefix("https://portal.example")).json()


def test_the_entry_leads_to_every_collection(ask):
    told = ask("/api/v1/")

    assert [one["url"] for one in told["collections"]] == [f"{API}/{name}" for name in BY_COLLECTION]
    assert all("data" in ask(one["url"]) for one in told["collections"])


def test_a_record_tells_its_public_fields_and_names_others_by_their_address(ask):
    topic = TopicFactory()
    cooperation = CooperationFactory(title="Bündnis", umbrella=CooperationFactory(draft=True))
    cooperation.topics.set([topic])

    assert ask(f"/api/v1/cooperations/{cooperation.public_id}") == {
        "id": f"{API}/cooperations/{cooperation.public_id}",
        "type": "Cooperation",
        "created": "2024-01-01T01:00:00+01:00",
        "modified": "2024-01-01T01:00:00+01:00",
        "web": f"https://portal.example/kooperationen/{cooperation.public_id}/",
        "title": "Bündnis",
        "kind": "alliance",
        "country": "DE",
        "topics": [f"{API}/topics/{topic.public_id}"],
    }


def test_council_matters_are_named_by_their_address_in_oparl(ask):
    reference = CouncilReferenceFactory()

    told = ask(f"/api/v1/council-references/{reference.public_id}")

    assert told["paper"] == object_url(reference.paper)


def test_every_address_that_is_named_answers(client, ask):
    public_world()
    named = set()
    for name in BY_COLLECTION:
        for record in ask(f"/api/v1/{name}")["data"]:
            for value in record.values():
                named |= {one for one in (value if isinstance(value, list) else [value]) if str(one).startswith(API)}

    assert named
    assert [one for one in named if client.get(urlsplit(one).path).status_code != 200] == []


def test_a_collection_is_narrowed_by_what_a_record_belongs_to(ask):
    here, _ = ParticipationFactory.create_batch(2)

    told = ask(f"/api/v1/participations?cooperation={here.cooperation.public_id}")

    assert [one["id"] for one in told["data"]] == [f"{API}/participations/{here.public_id}"]
    assert "cooperation=" in told["links"]["self"]


def test_a_hidden_record_narrows_to_as_little_as_none(ask):
    part = ParticipationFactory(cooperation__draft=True)

    hidden = ask(f"/api/v1/participations?cooperation={part.cooperation.public_id}")
    nowhere = ask("/api/v1/participations?cooperation=zzzzzzzzzz")

    assert hidden["data"] == nowhere["data"] == []
    assert hidden["pagination"] == nowhere["pagination"]


def test_changes_and_withdrawals_are_told_to_those_who_ask(client, ask):
    with time_machine.travel(NOW, tick=False):
        changed, gone = PartnerFactory(draft=True), PartnerFactory(draft=True)
        publish(changed, by=None)
        publish(gone, by=None)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        with record_edit(changed, by=None):
            changed.name = "Neu"
            changed.save()
        withdraw(gone, by=None, reason="")
        told = ask("/api/v1/partners?modified_since=2025-03-11T00:00:00Z")

    by_id = {one["id"]: one for one in told["data"]}
    assert by_id[f"{API}/partners/{changed.public_id}"]["modified"] == "2025-03-11T09:00:00+01:00"
    assert by_id[f"{API}/partners/{gone.public_id}"] == {
        "id": f"{API}/partners/{gone.public_id}",
        "type": "Partner",
        "created": "2025-03-10T09:00:00+01:00",
        "modified": "2025-03-11T09:00:00+01:00",
        "deleted": True,
    }
    assert client.get(f"/api/v1/partners/{gone.public_id}").status_code == 410


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("gibt-es-nicht", 404),
        ("partners/zzzzzzzzzz", 404),
        ("partners/%00", 404),
        ("gibt/es/nicht", 404),
        ("partners?limit=0", 400),
        ("partners?modified_since=gestern", 400),
        ("participations?cooperation=%00", 400),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(client, path, status):
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", BY_COLLECTION)
@pytest.mark.parametrize("count", [1, pytest.param(6, marks=pytest.mark.slow)])
def test_a_collection_needs_no_more_queries_for_many(client, django_assert_max_num_queries, name, count):
    dataset = BY_COLLECTION[name]
    FACTORIES[dataset.model].create_batch(count)
    links = [one for one in dataset.fields if one.is_relation and one.name not in dataset.model.visible_only_with]

    with django_assert_max_num_queries(5 + len(links)):  # a link that no record has asks for nothing
        told = client.get(f"/api/v1/{name}").json()

    assert len(told["data"]) >= count


def test_version_one_keeps_what_it_has():
    """Properties may be added. Taking one away breaks programs out there: that would be version 2."""
    promised = {
        "Cooperation": {"title", "summary", "kind", "region", "country", "aims", "umbrella", "topics"},
        "Participation": {"cooperation", "partner", "role", "start", "start_precision", "end", "agreement", "remark"},
        "Agreement": {"cooperation", "kind", "title", "signed_on", "valid_from", "valid_until", "review_date"},
        "BudgetLine": {"body", "product_number", "account_number", "account_name", "plan", "direction", "office"},
        "Appropriation": {
            "budget_line",
            "share",
            "fiscal_year",
            "phase",
            "amount_eur",
            "as_of",
            "paper",
            "agenda_item",
        },
    }
    schemas = description()["components"]["schemas"]

    assert {name: keys - schemas[name]["properties"].keys() for name, keys in promised.items()} == {
        name: set() for name in promised
    }


@pytest.fixture
def one_connection():
    """Requests leave the connection of the test open, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow  # a few hundred requests
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_schemathesis_finds_no_answer_beside_the_description(settings, mode):
    """No 5xx, and status, type and body of every answer as described: for good questions and for bad ones."""
    settings.ALLOWED_HOSTS = ["*"]
    public_world()
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in described.get_all_operations()]

    for operation in operations:
        if mode == GenerationMode.POSITIVE or operation.query:
            ask_boundedly(operation.as_strategy(generation_mode=mode))

    assert len(operations) > 2 * len(BY_COLLECTION)


def ask_boundedly(cases):
    @hypothesis.settings(
        max_examples=10,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(cases)
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    ask()


def test_oparl_names_cooperations_and_money_beside_the_standard(ask):
    reference = CouncilReferenceFactory(role="founding")
    amount = AppropriationFactory(paper=reference.paper)
    MilestoneFactory()
    cooperation = reference.cooperation.public_id

    paper, system = ask(object_url(reference.paper)), ask("/oparl/v1.1/system")

    assert paper["regionportal:cooperation"] == [
        {
            "cooperation": f"{API}/cooperations/{cooperation}",
            "role": "founding",
            "participation": f"{API}/participations?cooperation={cooperation}",
            "agreement": f"{API}/agreements?cooperation={cooperation}",
        }
    ]
    assert paper["regionportal:budgetLine"] == [f"{API}/budget-lines/{amount.line.public_id}"]
    assert system["regionportal:participation"] == f"{API}/participations"


def test_a_paper_in_oparl_moves_when_a_cooperation_refers_to_it(ask):
    with time_machine.travel(NOW, tick=False):
        reference = CouncilReferenceFactory(draft=True, paper__draft=True)
        publish(reference.paper, by=None)
        before = ask(object_url(reference.paper))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        publish(reference, by=None)
        told = ask(object_url(reference.paper))

    assert (before["modified"], told["modified"]) == ("2025-03-10T09:00:00+01:00", "2025-03-11T09:00:00+01:00")
    assert "regionportal:cooperation" not in before
