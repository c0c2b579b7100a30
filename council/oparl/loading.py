"""How the records of each type are loaded, with all that their JSON shows: a fixed number of queries for any number.

`SOURCES` says of which other records a type shows something, so that `modified` moves with them.
"""

from django.db.models import Prefetch

from publication.stamps import Source, stamps

from ..models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    PaperRelation,
    PaperSection,
    Person,
)
from . import extensions
from .addresses import object_url
from .objects import Telling

SOURCES = {
    Body: (Source(LegislativeTerm, "body"),),
    Organization: (Source(Membership, "organization"),),
    Person: (Source(Membership, "person"),),
    Meeting: (
        Source(AgendaItem, "meeting"),
        Source(File, "meeting"),
        Source(File, "agenda_item__meeting"),
        Source(Consultation, "agenda_item__meeting"),
        Source(Location, "meetings"),
    ),
    AgendaItem: (Source(File, "agenda_item"), Source(Consultation, "agenda_item")),
    Paper: (
        Source(Consultation, "paper"),
        Source(File, "paper"),
        Source(PaperRelation, "from_paper"),
        Source(PaperRelation, "to_paper"),
    ),
    # Of several stations at one item the first alone names it in `agendaItem`.
    Consultation: (Source(Consultation, "agenda_item__consultations", over="agenda_item"),),
    Location: (Source(Meeting, "location"),),
}


def sources():
    """SOURCES, and those of the properties that apps above add."""
    found = {
        model: [*SOURCES.get(model, ()), *extensions.sources_of(model)]
        for model in {*SOURCES, *extensions.extended_models()}
    }
    found[Meeting] += [Source(one.model, f"{one.link}__meeting") for one in extensions.sources_of(AgendaItem)]
    return found


def shown_files():
    """Visible files whose bytes we have; the others have no address, and OParl demands one."""
    return File.visible.exclude(content=None).exclude(content="").order_by("position", "pk")


def shown_terms():
    """Visible terms whose beginning is known: clients of OParl cannot store one without, and give up altogether."""
    return LegislativeTerm.visible.exclude(start_date=None).order_by("-start_date", "pk")


def bodies(rows):
    terms = shown_terms()
    return rows.prefetch_related(Prefetch("legislative_terms", terms, to_attr="visible_terms"))


def legislative_terms(rows):
    return rows.select_related("body")


def organizations(rows):
    memberships = Membership.visible.order_by("person__sort_key", "pk")
    return rows.select_related("body").prefetch_related(
        Prefetch("memberships", memberships, to_attr="visible_memberships")
    )


def persons(rows):
    memberships = Membership.visible.select_related("organization__body", "on_behalf_of").order_by("pk")
    return rows.prefetch_related(Prefetch("memberships", memberships, to_attr="visible_memberships"))


def memberships(rows):
    return rows.select_related("person", "organization", "on_behalf_of")


def meetings(rows):
    items = agenda_items(AgendaItem.visible.order_by("order", "pk"))
    return (
        rows.select_related("organization")
        .with_visible("location")
        .prefetch_related(
            Prefetch("agenda_items", items, to_attr="visible_items"),
            Prefetch("files", shown_files(), to_attr="visible_files"),
        )
    )


def agenda_items(rows):
    return rows.select_related("meeting").prefetch_related(
        Prefetch("files", shown_files(), to_attr="visible_files"),
    )


def papers(rows):
    relations = PaperRelation.visible.select_related("to_paper").order_by("pk")
    citations = PaperRelation.visible.select_related("from_paper").order_by("pk")
    steps = Consultation.visible.in_order().select_related("organization")
    return (
        rows.select_related("body")
        .with_visible("lead_organization")
        .prefetch_related(
            Prefetch("consultations", steps, to_attr="visible_consultations"),
            # Flat and not inside `steps`: Django would follow a nested link with a name of its own row by row.
            Prefetch("visible_consultations__meeting", Meeting.visible.all(), to_attr="visible_meeting"),
            Prefetch("visible_consultations__agenda_item", AgendaItem.visible.all(), to_attr="visible_agenda_item"),
            Prefetch("files", shown_files(), to_attr="visible_files"),
            Prefetch("sections", PaperSection.visible.order_by("position"), to_attr="visible_sections"),
            Prefetch("relations", relations, to_attr="visible_relations"),
            Prefetch("cited_by", citations, to_attr="visible_citations"),
        )
    )


def consultations(rows):
    return rows.select_related("paper", "organization").with_visible("meeting", "agenda_item")


def files(rows):
    return rows.select_related("paper", "agenda_item", "meeting")


def locations(rows):
    meetings = Meeting.visible.order_by("start", "pk")
    return rows.prefetch_related(Prefetch("meetings", meetings, to_attr="visible_meetings"))


def embedded_in(record):
    """The objects that stand inside `record`, and those inside them."""
    if isinstance(record, Body):
        return record.visible_terms
    if isinstance(record, Person):
        return record.visible_memberships
    if isinstance(record, Paper):
        return [*record.visible_consultations, *record.visible_files]
    if isinstance(record, AgendaItem):
        return record.visible_files
    if isinstance(record, Meeting):
        inside = [one for item in record.visible_items for one in (item, *item.visible_files)]
        place = [record.visible_location] if record.visible_location else []
        return [*inside, *record.visible_files, *place]
    return []


def telling_of(records, *, omit_internal=False):
    """All that the functions in `objects` need for `records`; the number of queries depends on their type only."""
    everything = [one for record in records for one in (record, *embedded_in(record))]
    return Telling(
        stamps=stamps(everything, sources()),
        leading=_leading(everything),
        more=extensions.properties_of(everything),
        omit_internal=omit_internal,
    )


def _leading(records):
    """{key of an agenda item: (key, address) of the first visible station there}; one query, or none."""
    items = {record.pk for record in records if isinstance(record, AgendaItem)}
    items |= {record.agenda_item_id for record in records if isinstance(record, Consultation)} - {None}
    found = {}
    if items:
        stations = Consultation.visible.filter(agenda_item__in=items).order_by("pk")
        for station in stations.only("pk", "public_id", "agenda_item_id"):
            found.setdefault(station.agenda_item_id, (station.pk, object_url(station)))
    return found
