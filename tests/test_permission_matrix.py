"""Role × address × method × state at the desk: one table of what each kind of page asks for, and who gets in.

Every address of the desk is called by everybody, with GET and with an empty POST. An address whose kind is not in the
table fails. Empty POSTs change nothing of records, so that what is told here is only who is let through.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLResolver, reverse
from django.utils import timezone

from council.models import Paper
from publication.models import Dismissal, Readable, Reading, Synonym
from publication.versions import readable_models
from regionportal.accounts.roles import ROLES, SUPERUSERS_ONLY
from regionportal.models import FeedbackMessage
from tests.test_admin import FACTORIES, record_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # calls each of some 450 addresses a dozen times

# Kind of page: right and answer for GET, right and answer for POST. "–" for a right: nobody has it.
OF_ALL = {
    "changelist": ("view 200", "view 200"),
    "add": ("add 200", "add 200"),
    "import": ("add 200", "add 200"),
    "export-csv": ("view 200", "view 200"),
    "export-xlsx": ("view 200", "view 200"),
    "duplicates": ("change 200", "change 404"),
}
OF_ONE = {
    "change": ("view 200", "change 409"),  # 409: the form does not say which state of the record it shows
    "delete": ("delete 200", "delete 200"),
    "history": ("view 200", "view 200"),
    "simple_history": ("view 200", "–"),
    "preview": ("change 200", "change 200"),
    "publish": ("publish 200", "publish 200"),
    "withdraw": ("withdraw 200", "withdraw 200"),
    "recall": ("view 200", "view 200"),
    "download": ("view 200", "view 200"),
    "merge": ("change 200", "change 200"),
    "series": ("add 200", "add 200"),
    "stations": ("change 200", "change 200"),
    "participants": ("change 200", "change 200"),
    "invitation": ("change 200", "change 200"),
    "sessions": ("change 200", "change 302"),
    "second_factor": ("change 200", "change 302"),
}
# What pages offer of these at all, whatever the rights say.
OFFERED = {
    "publication.version": {"view"},
    "publication.reading": {"view"},
    "publication.dismissal": {"view", "delete"},
    "council.sourcedocument": {"view"},
}
# Pages without a record: open to all of the staff.
OF_THE_DESK = {
    "index": (200, 200),
    "search": (200, 405),
    "notices": (200, 302),
    "password_change": (200, 200),
    "password_change_done": (200, 405),
    "jsi18n": (200, 405),
    "handbook": (200, 405),
    "handbook_page": (200, 405),
    "handbook_picture": (404, 405),
    "view_on_site": (404, 404),
    "autocomplete": (403, 405),
}
# Pages of the desk that write records of many kinds: for those who may edit these.
FOR_EDITORS = {
    "takeover": (200, 200),
    "takeover_check": (302, 302),  # somebody else's page, or none: back to one's own
    "takeover_discard": (405, 404),
}
# Open to everybody, or with rules that other tests hold.
ASKED_ELSEWHERE = {
    "login": "tests/test_sign_in.py",
    "logout": "ends the session, nothing else",
    "app_list": "shows what the index shows",
    None: "Django's catch-all: leads to the form of the record, or nowhere",
}
PERSONS = ["nobody", "no staff", *(role.name for role in ROLES)]
STATES = ["draft", "scheduled", "public", "withdrawn"]


@pytest.fixture
def persons():
    """Signed-in clients: a visitor, somebody with an account who is no staff, and each role."""
    clients = {name: Client() for name in PERSONS}
    clients["no staff"].force_login(User.objects.create_user("rat"))
    for role in ROLES:
        user = User.objects.create_user(role.name, is_staff=True)
        user.groups.set([Group.objects.get(name=role.name)])
        clients[role.name].force_login(user)
    return clients


def names(patterns=None):
    for pattern in admin.site.urls[0] if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name


def pages_of(model):
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    return [name.removeprefix(prefix) for name in names() if name and name.startswith(prefix)]


def test_every_address_of_the_desk_is_in_the_table():
    told = OF_THE_DESK.keys() | FOR_EDITORS.keys() | ASKED_ELSEWHERE.keys()
    told |= {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in (*OF_ALL, *OF_ONE)
    }

    assert set(names()) - told == set()


@pytest.mark.parametrize("name", OF_THE_DESK)
def test_pages_of_the_desk_are_for_all_of_the_staff(persons, name):
    arguments = {"handbook_page": ["texte"], "handbook_picture": ["nichts.webp"], "view_on_site": [0, 0]}
    address = reverse(f"admin:{name}", args=arguments.get(name))

    got = {who: (client.get(address).status_code, client.post(address).status_code) for who, client in persons.items()}

    assert got == {who: (302, 302) if who in PERSONS[:2] else OF_THE_DESK[name] for who in PERSONS}


@pytest.mark.parametrize("name", FOR_EDITORS)
def test_pages_that_write_records_of_many_kinds_are_for_editors(persons, name):
    address = reverse(f"admin:{name}", args=[] if name == "takeover" else [0])

    got = {who: ask(client, address) for who, client in persons.items()}

    editors, others = dict.fromkeys(("Redaktion", "Veröffentlichung"), FOR_EDITORS[name]), ("Lesen", "Verwaltung")
    refused = (405, 403) if name == "takeover_discard" else (403, 403)
    assert got == dict.fromkeys(PERSONS[:2], (302, 302)) | editors | dict.fromkeys(others, refused)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_page_lets_in_whom_the_table_names_and_nobody_else(persons, model):
    """Of those who are let in alike, one is asked: forms take their time."""
    record = make(model, "draft")
    wanted = {(page, who): status for (page, who), status in expected(record).items() if worth_asking(who, status)}

    assert answers(persons, record, wanted) == wanted


@pytest.mark.parametrize("state", STATES[1:])
@pytest.mark.parametrize("model", [Paper])
def test_no_state_of_a_record_lets_in_anybody_else(persons, model, state):
    record = make(model, state)
    wanted = expected(record)

    assert answers(persons, record, wanted) == wanted


def worth_asking(who, statuses):
    return who not in ("Lesen", "Redaktion") or 403 in statuses


def answers(persons, record, wanted):
    return {(page, who): ask(persons[who], address_of(record, page)) for page, who in wanted}


def ask(client, address):
    return client.get(address).status_code, client.post(address).status_code


def expected(record):
    table = OF_ALL | OF_ONE
    return {
        (page, who): tuple(answer(record, who, needed) for needed in table[page])
        for page in pages_of(type(record))
        for who in PERSONS
    }


def answer(record, who, needed):
    """`needed`: the right and the status of who has it."""
    if who in ("nobody", "no staff"):
        return 302
    right, _, status = needed.partition(" ")
    meta = record._meta
    role = next(role for role in ROLES if role.name == who)
    offered = right != "–" and right in OFFERED.get(meta.label_lower, {right})
    if not offered or (meta.app_label, f"{right}_{meta.model_name}") not in role.permissions():
        return 403
    return 200 if status == "409" and not isinstance(record, Readable) else int(status)


def address_of(record, page):
    meta = record._meta
    more = [record.history.first().history_id] if page == "simple_history" else []
    arguments = [] if page in OF_ALL else [record.pk, *more]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def make(model, state):
    label = model._meta.label_lower
    if label in SUPERUSERS_ONLY:
        return {
            "auth.group": lambda: Group.objects.create(name="Alles"),
            "axes.accessattempt": lambda: model.objects.create(attempt_time=timezone.now(), failures_since_start=1),
        }.get(label, lambda: model.objects.create(attempt_time=timezone.now()))()
    if model is User:
        return User.objects.create_user("kim@kreis.example", is_staff=True)
    if model is Reading:
        return Reading.objects.create(reader="kim", model="x.y", record_id=1, page="form", read_at=timezone.now())
    if model is Dismissal:
        return Dismissal.objects.create(fingerprint="f", model="x.y", record_id=1, dismissed_at=timezone.now())
    if model is Synonym:
        return Synonym.objects.create(expressions="Kreis\nLandkreis")
    if model is FeedbackMessage:
        return FeedbackMessage.objects.create(kind="question", text="Warum?", received_at=timezone.now())
    if model in readable_models() and hasattr(FACTORIES[model]._meta.model, "published_at"):
        return FACTORIES[model](**({} if state == "public" else {state: True}))
    return record_of(model)
