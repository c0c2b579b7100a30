"""What of council matters can be searched."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import capfirst

from publication.dates import VagueDate
from publication.search.documents import Facets, Passage, SearchDocument, Source
from publication.search.file_texts import content_of, note_of, with_texts

from .models import AgendaItem, Body, File, Meeting, Organization, Paper, PaperRelation, PaperSection
from .stations import NO_RESULT, outcome, stations, with_stations
from .vocabulary import ResultKind

PARENTS_OF_A_FILE = (
    "paper__body", "agenda_item__meeting__organization__body", "meeting__organization__body",
)  # fmt: skip


def _load_papers(papers):
    sections = Prefetch("sections", PaperSection.visible.all(), to_attr="visible_sections")
    return with_stations(papers.select_related("body").prefetch_related(sections))


def paper_document(paper):
    """Sections belong to the paper; stations and files are searched or filtered by themselves."""
    way = stations(paper, timezone.localdate())
    result = outcome(way)
    told = [station.day for station in way if station.day]
    when, label = (paper.date, "Datum der Vorlage") if paper.date else (min(told, default=None), "zuerst beraten am")
    return SearchDocument(
        title=paper.name,
        url=paper.get_absolute_url(),
        number=paper.reference,
        passages=(
            *(Passage(str(section), section.text) for section in paper.visible_sections),
            Passage("Art der Vorlage", paper.paper_type or paper.get_paper_kind_display()),
            Passage("Urheber", paper.originator),
            Passage("Federführend", paper.under_direction_of),
        ),
        context=f"{paper.body.name} {paper.body.short_name}",
        place=paper.body.called,
        when=when and VagueDate(when),
        when_label=label,
        facets=Facets(
            body=paper.body_id,
            state=ResultKind(result.result_kind).label if result else NO_RESULT,
            organizations=[one.organization_id for one in paper.visible_consultations if one.organization_id],
        ),
    )


def agenda_item_document(item):
    meeting = item.meeting
    return SearchDocument(
        title=str(item),
        url=item.get_absolute_url(),
        passages=(
            Passage("Beschlusstext", item.resolution_text),
            Passage("Niederschrift", item.minutes_text),
            Passage("Ergebnis", item.result),
        ),
        context=f"{meeting.organization.name} {meeting.name} {meeting.organization.body.called}",
        place=meeting.organization.called,
        when=VagueDate(meeting.day),
        when_label="Sitzung am",
        facets=Facets(
            body=meeting.organization.body_id,
            state=item.get_result_kind_display() or NO_RESULT,
            organizations=[meeting.organization_id],
        ),
    )


def meeting_document(meeting):
    state = "abgesagt" if meeting.cancelled else meeting.get_meeting_state_display()
    return SearchDocument(
        title=f"{meeting.organization.name}: {meeting.name}" if meeting.name else str(meeting),
        url=meeting.get_absolute_url(),
        number=meeting.reference,
        passages=(Passage("Raum", meeting.room),),
        context=meeting.organization.body.called,
        place=meeting.organization.body.called,
        when=VagueDate(meeting.day),
        when_label="Sitzung am",
        facets=Facets(body=meeting.organization.body_id, state=state, organizations=[meeting.organization_id]),
    )


def organization_document(organization):
    return SearchDocument(
        title=organization.name,
        url=organization.get_absolute_url(),
        passages=(
            Passage("Kurzname", organization.short_name),
            Passage("Art", organization.classification or organization.get_organization_type_display()),
        ),
        context=f"{organization.body.name} {organization.body.short_name}",
        place=organization.body.called,
        when=organization.start_date and VagueDate(organization.start_date),
        when_label="besteht seit",
        facets=Facets(body=organization.body_id, organizations=[organization.pk]),
    )


def body_document(body):
    return SearchDocument(
        title=body.name,
        url=body.get_absolute_url(),
        passages=(Passage("Kurzname", body.short_name), Passage("Art", body.classification)),
        facets=Facets(body=body.pk),
    )


def _load_files(files):
    return with_texts(files.select_related(*PARENTS_OF_A_FILE))


def file_document(file):
    parent = file.paper or file.agenda_item or file.meeting
    meeting = file.meeting or (file.agenda_item and file.agenda_item.meeting)
    body = file.paper.body if file.paper else meeting.organization.body
    day, label = _day_of_file(file, meeting)
    number = file.paper.reference if file.paper else ""
    return SearchDocument(
        title=file.name,
        url=file.get_absolute_url() if file.content else parent.get_absolute_url(),
        passages=(Passage("Inhalt der Datei", content_of(file)),),
        context=f"{capfirst(parent._meta.verbose_name)} {number} {parent} {body.called}",
        place=f"{capfirst(parent._meta.verbose_name)} {number or parent}",
        when=day and VagueDate(day),
        when_label=label,
        note=note_of(file),
        facets=Facets(body=body.pk, organizations=[meeting.organization_id] if meeting else []),
    )


def _day_of_file(file, meeting):
    if file.date:
        return file.date, "Datum der Anlage"
    return (meeting.day, "Sitzung am") if meeting else (file.paper.date, "Datum der Vorlage")


def relation_document(relation):
    """Papers are cited by numbers that are often nowhere else in the portal."""
    paper = relation.from_paper
    other = relation.to_paper.reference if relation.to_paper else ""
    return SearchDocument(
        title=f"{relation.get_kind_display()}: {relation.raw_reference or other}",
        url=paper.get_absolute_url(),
        passages=(Passage("Verweis auf", other),) if other and relation.raw_reference else (),
        context=f"Vorlage {paper.reference} {paper.name}",
        place=f"Vorlage {paper.reference or paper.name}",
        when=paper.date and VagueDate(paper.date),
        when_label="Datum der Vorlage",
        facets=Facets(body=paper.body_id),
    )


def _load_with_body(rows):
    return rows.select_related("body")


SOURCES = (
    Source(Paper, "Vorlage", "Vorlagen", paper_document, _load_papers),
    Source(
        AgendaItem,
        "Tagesordnungspunkt",
        "Tagesordnungspunkte",
        agenda_item_document,
        lambda items: items.select_related("meeting__organization__body"),
    ),
    Source(File, "Anlage", "Anlagen", file_document, _load_files),
    Source(
        Meeting,
        "Sitzung",
        "Sitzungen",
        meeting_document,
        lambda meetings: meetings.select_related("organization__body"),
    ),
    Source(
        PaperRelation,
        "Verweis in einer Vorlage",
        "Verweise in Vorlagen",
        relation_document,
        lambda relations: relations.select_related("from_paper", "to_paper"),
    ),
    Source(Organization, "Gremium", "Gremien", organization_document, _load_with_body),
    Source(Body, "Körperschaft", "Körperschaften", body_document),
)
