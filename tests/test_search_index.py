"""The index follows what is visible, in the transaction of each change, and can be built anew while the portal runs."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from council.models import File, Paper
from publication.actions import publish, record_edit, withdraw
from publication.files import attachment_models
from publication.inspection import read_text
from publication.models import FileText, SearchDue, SearchEntry, SearchWord
from publication.search import index
from publication.search.answering import answer
from publication.search.documents import sources
from publication.search.engine import SearchIndexAnew
from publication.search.file_texts import NOT_SEARCHABLE, read_new_texts
from publication.search.finding import Narrowed
from publication.versions import publishable_models
from tests import factories as f
from tests.specimens import BLACK_BOX, SECRET, pdf, pdf_with_picture
from tests.test_visibility_rule import FACTORIES
from tests.world import CANARY, hide_beside, public_world

pytestmark = pytest.mark.django_db


class Interrupted(Exception):
    """Something went wrong after the act."""


def titles(text, **narrowed):
    return [hit.document.title for hit in answer(text, Narrowed(**narrowed)).hits]


def indexed(*records):
    for record in records:
        index.update(type(record), {record.pk})
    return records


class TestVerbs:
    def test_what_is_published_is_found_at_once_and_what_is_withdrawn_no_more(self):
        paper = f.PaperFactory(draft=True, name="Renaturierung des Mühlenbachs")
        before = titles("Mühlenbach")

        publish(paper, by=None)
        found = titles("Mühlenbach")
        withdraw(paper, by=None, reason="")

        assert (before, found, titles("Mühlenbach")) == ([], ["Renaturierung des Mühlenbachs"], [])
        assert SearchEntry.objects.count() == SearchWord.objects.count() == 0

    def test_an_edit_is_found_at_once(self):
        paper = f.PaperFactory(draft=True)
        section = f.PaperSectionFactory(paper=paper, text="Ein Steg wird gebaut.")
        publish(paper, by=None)

        with record_edit(paper, by=None):
            section.text = "Eine Fähre wird gekauft."
            section.save()

        assert (titles("Steg"), titles("Fähre")) == ([], [paper.name])
        assert not SearchWord.objects.filter(form="steg").exists()

    def test_an_error_leaves_the_index_as_it_was(self):
        paper = f.PaperFactory(draft=True, name="Steg")

        with suppress(Interrupted), transaction.atomic():
            publish(paper, by=None)
            raise Interrupted

        assert SearchEntry.objects.count() == 0

    def test_what_is_hidden_with_its_whole_goes_with_it(self):
        file = f.FileFactory(paper__draft=True, name="Lageplan", draft=True)
        publish(file.paper, by=None, with_parts=True)
        found = titles("Lageplan")

        withdraw(file.paper, by=None, reason="")

        assert (found, titles("Lageplan"), SearchEntry.objects.count()) == (["Lageplan"], [], 0)


class TestNewNames:
    """An entry holds names of what its record belongs to."""

    @pytest.fixture
    def committee(self):
        return f.OrganizationFactory(draft=True, name="Ausschuss für Brücken")

    def rename(self, record, name):
        with record_edit(record, by=None):
            record.name = name
            record.save()

    def meet(self, committee, times):
        publish(committee, by=None)
        for _ in range(times):
            publish(f.MeetingFactory(organization=committee, draft=True, name="Sitzung"), by=None)

    def test_are_found_at_once_where_few_records_tell_them(self, committee):
        self.meet(committee, 3)

        self.rename(committee, "Ausschuss für Fähren")

        assert (len(titles("Brücken")), len(titles("Fähren"))) == (0, 4)

    def test_take_as_many_queries_for_one_record_that_tells_them_as_for_many(self, committee):
        counts = []
        for times in (1, 19):
            self.meet(committee, times)
            with CaptureQueriesContext(connection) as queries:
                self.rename(committee, f"Ausschuss für {'Fähren' if times == 1 else 'Stege'}")
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_reach_a_whole_council_with_the_next_run(self, committee, monkeypatch):
        monkeypatch.setattr(index, "ROWS_AT_ONCE", 2)
        self.meet(committee, 5)

        self.rename(committee, "Ausschuss für Fähren")
        at_once = titles("Fähren")
        call_command("record_due_versions", stdout=StringIO())

        assert at_once == ["Ausschuss für Fähren"]
        assert (len(titles("Brücken")), len(titles("Fähren"))) == (0, 6)
        assert SearchDue.objects.count() == 0


class TestSchedule:
    def test_what_becomes_public_by_schedule_is_found_from_that_second_on(self, time_machine):
        moment = timezone.now() + timedelta(hours=1)
        paper = f.PaperFactory(draft=True, name="Hafenkonzept")
        file = f.FileFactory(paper=paper, name="Hafenplan", draft=True)
        publish(paper, by=None, at=moment, with_parts=[file])
        time_machine.move_to(moment - timedelta(seconds=1), tick=False)
        before = titles("Hafen")

        time_machine.move_to(moment, tick=False)

        assert before == []
        assert sorted(titles("Hafen")) == ["Hafenkonzept", "Hafenplan"]
        assert SearchDue.objects.count() == 0

    def test_what_a_record_tells_of_another_goes_when_that_vanishes_by_schedule(self, time_machine):
        moment = timezone.now() + timedelta(hours=1)
        meeting = f.MeetingFactory(start=datetime(2024, 10, 28, 17, tzinfo=UTC))
        step = f.ConsultationFactory(
            paper__date=None, paper__name="Furt", meeting=meeting, organization=meeting.organization,
            withdrawn_at=moment,
        )  # fmt: skip
        call_command("rebuild_search", stdout=StringIO())
        before = titles("28.10.2024", model="council.paper")

        time_machine.move_to(moment, tick=False)

        assert (before, titles("28.10.2024", model="council.paper"), titles("Furt")) == (["Furt"], [], ["Furt"])
        assert not SearchDue.objects.filter(record_id=step.pk).exists()

    def test_the_index_knows_no_word_of_it_before(self):
        paper = f.PaperFactory(draft=True, name="Hafenkonzept")

        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))

        assert (SearchEntry.objects.count(), SearchWord.objects.count(), SearchDue.objects.count()) == (0, 0, 1)

    def test_taken_back_it_is_due_no_more(self):
        paper = f.PaperFactory(draft=True)
        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))

        withdraw(paper, by=None, reason="")

        assert SearchDue.objects.count() == 0

    def test_a_rebuild_knows_what_is_due(self, time_machine):
        f.PaperFactory(scheduled=True, name="Hafenkonzept")
        call_command("rebuild_search", stdout=StringIO())

        time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)

        assert titles("Hafenkonzept") == ["Hafenkonzept"]


class TestRebuild:
    def test_brings_in_what_is_missing_and_takes_out_what_is_hidden(self):
        shown, [stale] = f.PaperFactory(name="Deich"), indexed(f.PaperFactory(name="Damm"))
        stale.withdrawn_at = timezone.now()
        stale.save()

        call_command("rebuild_search", stdout=StringIO())

        assert [entry.record_id for entry in SearchEntry.objects.filter(model="council.paper")] == [shown.pk]
        assert set(SearchWord.objects.values_list("word", flat=True)) & {"deich", "damm"} == {"deich"}

    def test_a_second_run_changes_nothing(self):
        public_world()
        call_command("rebuild_search", stdout=StringIO())
        before = list(SearchEntry.objects.order_by("pk").values())

        told = StringIO()
        call_command("rebuild_search", stdout=told)

        assert "0 Einträge der Suche geändert" in told.getvalue()
        assert list(SearchEntry.objects.order_by("pk").values()) == before

    def test_everything_anew_gives_the_same(self):
        public_world()
        call_command("rebuild_search", stdout=StringIO())
        before = list(SearchEntry.objects.order_by("pk").values())

        call_command("rebuild_search", "--all", stdout=StringIO())

        assert list(SearchEntry.objects.order_by("pk").values()) == before

    @pytest.mark.slow  # hidden rows of every kind in every state
    def test_no_hidden_word_gets_into_the_index(self):
        world = public_world()
        for model in publishable_models():
            hide_beside(world, model)

        call_command("rebuild_search", "--all", stdout=StringIO())

        assert SearchEntry.objects.exists()
        assert not any(CANARY[:6] in tokens for tokens in SearchEntry.objects.values_list("tokens", flat=True))
        assert not SearchWord.objects.filter(word__contains=CANARY[:6]).exists()


def test_every_kind_with_a_page_is_searched():
    """Or is told with another: a station with its paper, an amount with its line."""
    with_page = {model._meta.label_lower for model in publishable_models() if hasattr(model, "url_name")}

    assert with_page - set(sources()) == set()
    assert {model._meta.label_lower for model in attachment_models()} <= set(sources())


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.kind)
def test_documents_of_many_rows_take_as_many_queries_as_those_of_one(source, django_assert_num_queries):
    one = FACTORIES[source.model]()
    with CaptureQueriesContext(connection) as first:
        source.documents(source.model.visible.filter(pk=one.pk))
    FACTORIES[source.model].create_batch(2)

    with django_assert_num_queries(len(first)):
        documents = source.documents(source.model.visible.all())

    assert len(documents) == 3


class TestEngine:
    def test_rows_stay_short_on_sqlite_and_tokens_are_read_all_the_same(self):
        f.PaperFactory(name="Steg")
        index.rebuild()

        with connection.cursor() as cursor:
            cursor.execute("SELECT max(length(tokens)) FROM publication_searchentry")
            longest = cursor.fetchone()[0]

        tokens = SearchEntry.objects.filter(model="council.paper").values_list("tokens", flat=True)[0]
        assert " steg " in tokens
        assert connection.vendor != "sqlite" or longest == 1

    def test_made_anew_after_the_table_was_copied_it_knows_the_same_and_follows_changes(self):
        paper = f.PaperFactory(name="Steg")
        index.rebuild()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for act in ("insert", "update", "delete"):
                    cursor.execute(f"DROP TRIGGER publication_searchentry_fts_{act}")

        with connection.cursor() as cursor:
            executor = SimpleNamespace(connection=connection, execute=cursor.execute)
            SearchIndexAnew("searchentry").database_forwards("publication", executor, None, SimpleNamespace(apps=apps))
        before = titles("Steg")
        with record_edit(paper, by=None):
            paper.name = "Furt"
            paper.save()

        assert (before, titles("Steg"), titles("Furt")) == (["Steg"], [], ["Furt"])


@pytest.mark.slow  # starts a process for each file
class TestTextsOfFiles:
    def attach(self, content, **options):
        return f.FileFactory(
            content=ContentFile(content, name="plan.pdf"),
            file_name="plan.pdf",
            sha512=f"{len(content):0128}",
            **options,
        )

    def test_the_text_of_a_pdf_is_found_and_tells_where_it_stood(self):
        file = self.attach(pdf(b"BT /F1 12 Tf 50 100 Td (Uferbefestigung) Tj ET"))

        count = read_new_texts()

        [hit] = answer("Uferbefestigung").hits
        assert (count, hit.record, hit.snippet.label) == (1, file, "Inhalt der Datei")
        assert read_new_texts() == 0

    def test_a_scan_is_marked_as_not_searchable(self):
        self.attach(pdf_with_picture(), name="Lageplan")

        read_new_texts()

        [hit] = answer("Lageplan").hits
        assert hit.document.note == NOT_SEARCHABLE

    def test_what_lies_under_a_black_box_is_not_searched(self):
        assert read_text(pdf(SECRET + BLACK_BOX), 30) == ""
        assert "Kim Muster" in read_text(pdf(SECRET), 30)

    def test_a_broken_file_is_read_once_and_stops_nothing(self):
        self.attach(b"%PDF-1.7 kaputt")

        read_new_texts()

        assert FileText.objects.get().state == FileText.State.UNREADABLE
        assert read_new_texts() == 0

    def test_hidden_files_are_not_read_and_texts_of_hidden_ones_not_kept(self):
        self.attach(pdf(b"BT /F1 12 Tf 50 100 Td (Geheim) Tj ET"), draft=True)
        shown = self.attach(pdf())
        assert read_new_texts() == 1

        withdraw(shown, by=None, reason="")

        assert FileText.objects.count() == 0

    def test_the_command_tells_what_could_not_be_read(self):
        self.attach(pdf_with_picture())
        told, problems = StringIO(), StringIO()

        call_command("read_file_texts", stdout=told, stderr=problems)

        assert told.getvalue() == "1 Datei gelesen.\n"
        assert "nicht durchsuchbar" in problems.getvalue()


def test_the_search_tells_models_from_one_another():
    indexed(f.PaperFactory(name="Steg"), f.PartnerFactory(name="Steg"))

    assert len(titles("Steg")) == 2
    assert len(titles("Steg", model=Paper._meta.label_lower)) == 1
    assert titles("Steg", model=File._meta.label_lower) == []
