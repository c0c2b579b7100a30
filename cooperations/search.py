"""What of cooperations can be searched. Agreements, milestones and measures are hits of their own: each may be hidden
by itself, and each leads to the page of its cooperation."""

from django.db.models import Prefetch
from django.utils import timezone

from partners.countries import country_name
from partners.models import Partner
from publication.dates import VagueDate
from publication.search.documents import Facets, Passage, SearchDocument, Source
from publication.search.file_texts import content_of, note_of, with_texts

from .models import Agreement, AgreementFile, Cooperation, Measure, Milestone, Participation, Topic
from .stages import LEADS_TO, stage


def _with_neighbours(rows, path=""):
    """Prefetch the visible topics and participations of the cooperation behind `path`: two more queries."""
    return rows.prefetch_related(
        Prefetch(f"{path}topics", Topic.visible.all(), to_attr="visible_topics"),
        Prefetch(f"{path}participations", Participation.visible.all(), to_attr="visible_participations"),
    )


def _facets(cooperation, *, state="", topics=(), partners=()):
    return Facets(
        state=state,
        topics=[*(topic.pk for topic in cooperation.visible_topics), *topics],
        partners=[*(one.partner_id for one in cooperation.visible_participations), *partners],
    )


def _load_cooperations(cooperations):
    milestones = Prefetch("milestones", Milestone.visible.all(), to_attr="visible_milestones")
    return _with_neighbours(cooperations).prefetch_related(milestones)


def cooperation_document(cooperation):
    today = timezone.localdate()
    reached = stage(cooperation.visible_milestones, today)
    begun = [one.date for one in cooperation.visible_milestones if one.kind in LEADS_TO and one.day <= today]
    return SearchDocument(
        title=cooperation.title,
        url=cooperation.get_absolute_url(),
        passages=(
            Passage("Kurz gesagt", cooperation.summary),
            Passage("Ziele", cooperation.aims),
            Passage("Region", f"{cooperation.region} {country_name(cooperation.country)}".strip()),
            Passage("Art", cooperation.get_kind_display()),
        ),
        when=min(begun, default=None),
        when_label="begonnen",
        facets=_facets(cooperation, state=reached.label if reached else ""),
    )


def _of_cooperation(rows):
    return _with_neighbours(rows.select_related("cooperation"), "cooperation__")


def agreement_document(agreement):
    return SearchDocument(
        title=agreement.title,
        url=agreement.cooperation.get_absolute_url(),
        passages=(Passage("Inhalt in Kürze", agreement.summary), Passage("Art", agreement.get_kind_display())),
        context=agreement.cooperation.title,
        place=agreement.cooperation.title,
        when=agreement.signed,
        when_label="unterzeichnet",
        facets=_facets(agreement.cooperation),
    )


def milestone_document(milestone):
    return SearchDocument(
        title=milestone.title,
        url=milestone.cooperation.get_absolute_url(),
        passages=(Passage("Beschreibung", milestone.description), Passage("Art", milestone.get_kind_display())),
        context=milestone.cooperation.title,
        place=milestone.cooperation.title,
        when=milestone.date,
        when_label="Datum des Meilensteins",
        facets=_facets(milestone.cooperation),
    )


def _load_measures(measures):
    responsible = Prefetch("responsible", Partner.visible.all(), to_attr="visible_responsible")
    return _of_cooperation(measures).with_visible("topic").prefetch_related(responsible)


def measure_document(measure):
    return SearchDocument(
        title=measure.title,
        url=measure.cooperation.get_absolute_url(),
        passages=(Passage("Beschreibung", measure.description),),
        context=measure.cooperation.title,
        place=measure.cooperation.title,
        when=measure.due_date,
        when_label="fällig",
        facets=_facets(
            measure.cooperation,
            state=measure.get_measure_state_display(),
            topics=[measure.visible_topic.pk] if measure.visible_topic else [],
            partners=[partner.pk for partner in measure.visible_responsible],
        ),
    )


def topic_document(topic):
    return SearchDocument(
        title=topic.name,
        url=topic.get_absolute_url(),
        passages=(Passage("Beschreibung", topic.description),),
        facets=Facets(topics=[topic.pk]),
    )


def _load_files(files):
    return with_texts(_with_neighbours(files.select_related("agreement__cooperation"), "agreement__cooperation__"))


def agreement_file_document(file):
    signed = file.agreement.signed
    return SearchDocument(
        title=file.name,
        url=file.get_absolute_url() if file.content else file.agreement.cooperation.get_absolute_url(),
        passages=(Passage("Inhalt der Datei", content_of(file)),),
        context=f"Vereinbarung {file.agreement.title} {file.agreement.cooperation.title}",
        place=file.agreement.title,
        when=VagueDate(file.date) if file.date else signed,
        when_label="Datum der Datei" if file.date else "unterzeichnet",
        note=note_of(file),
        facets=_facets(file.agreement.cooperation),
    )


SOURCES = (
    Source(Cooperation, "Kooperation", "Kooperationen", cooperation_document, _load_cooperations),
    Source(Topic, "Thema", "Themen", topic_document),
    Source(Agreement, "Vereinbarung", "Vereinbarungen", agreement_document, _of_cooperation),
    Source(Measure, "Maßnahme", "Maßnahmen", measure_document, _load_measures),
    Source(Milestone, "Meilenstein", "Meilensteine", milestone_document, _of_cooperation),
    Source(
        AgreementFile,
        "Datei zur Vereinbarung",
        "Dateien zu Vereinbarungen",
        agreement_file_document,
        _load_files,
    ),
)
