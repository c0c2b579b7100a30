"""What a council page says → the records of the portal.

A page names its record by body and number, so reading a changed page updates the record and reading the same page
again changes nothing. New records are drafts. What the page does not say stays as it is. A page that cannot become a
record is kept aside as a SourceDocument, with a reason that tells what to do.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower, Replace
from django.utils import timezone

from council.imports.records import ImportedDocument, Kind, PaperRecord
from council.imports.rows import ORIGIN, Edit, fit, pair, told, with_kind
from council.imports.sources.decoding import decode
from council.models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    Location,
    Meeting,
    Organization,
    Paper,
    PaperRelation,
    PaperSection,
    SourceDocument,
)
from council.vocabulary import Publicity
from publication.actions import record_edit
from publication.folding import fold

NOT_PUBLIC_NAME = "(nichtöffentlich)"
NO_NUMBER = (
    "Auf der Seite steht keine Vorlagennummer, daher ist sie keiner Vorlage zuzuordnen: bitte die Nummer und den "
    "Betreff im Entwurf ergänzen oder die Seite mit ihrem Kopf neu speichern."
)


class Status(StrEnum):
    CREATED = "neu"
    CHANGED = "geändert"
    UNCHANGED = "unverändert"
    KEPT_ASIDE = "beiseitegelegt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page. `changes`: German phrases such as "5 Abschnitte neu"; `kept_aside`: why, or empty.

    `record`: what the page is about; None where it became no record.
    """

    status: Status
    subject: str = ""
    changes: tuple[str, ...] = ()
    kept_aside: str = ""
    record: Paper | AgendaItem | Meeting | None = None


class KeptAside(Exception):
    """The page cannot become a record; the message tells a person what to do."""


@dataclass(frozen=True, slots=True)
class _Written:
    """The record that a page is about, and what remains for a person to do about it."""

    record: Paper | AgendaItem | Meeting
    is_new: bool
    kept_aside: str = ""

    @property
    def link(self):
        return {self.record._meta.model_name.replace("agendaitem", "agenda_item"): self.record}


@transaction.atomic
def sync(
    document: ImportedDocument, data: bytes, *, body: Body | None = None, address: str = "", now: datetime, by=None
) -> Outcome:
    """Put `document`, read from `data`, into the database. One transaction.

    `body`: whose page it is; None: recognise it. `address`: where the page is found.
    `by`: who has checked the values at the desk. Then none of them is in doubt, each write needs her permission (else
    MayNot is raised), and bytes that have become a record before are looked at again. None: a command, which leaves
    those alone.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    source = SourceDocument.objects.filter(sha256=sha256).first()
    edit = Edit(reason=f"Import: {document.file}"[:200], by=by)
    known = source and (source.paper or source.agenda_item or source.meeting)
    if known and by is None:
        if isinstance(known, Paper) and known.body is None and body is not None:
            return _given_body(edit, source, known, body)
        return Outcome(Status.UNCHANGED, _subject(known), kept_aside=source.kept_aside, record=known)
    written, kept_aside = None, ""
    checked = document if by is None else replace(document, problems=())
    try:
        with transaction.atomic():
            written = _sync_page(edit, checked, body, known)
    except KeptAside as reason:
        edit.done.clear()
        kept_aside = str(reason)
    else:
        kept_aside = _in_sentences(written.kept_aside, _open_values(edit))
    source_changed = _save_source(source, sha256, document, data, address, written, kept_aside, now)
    return Outcome(
        _status(written, edit, source_changed),
        _subject(written.record) if written else "",
        tuple(_phrase(model, word, count) for (model, word), count in edit.done.items()),
        kept_aside,
        written.record if written else None,
    )


@transaction.atomic
def _given_body(edit, source, paper, body):
    """The operator now says whose the draft is that was made without knowing."""
    edit.write(paper, {"body": body})
    source.kept_aside = NO_NUMBER
    source.save()
    return Outcome(Status.CHANGED, _subject(paper), ("Körperschaft eingetragen",), NO_NUMBER, paper)


def _status(written, edit, source_changed):
    if written is None or written.kept_aside:
        return Status.KEPT_ASIDE if source_changed else Status.UNCHANGED
    if written.is_new:
        return Status.CREATED
    return Status.CHANGED if edit.done else Status.UNCHANGED


def _subject(record):
    if isinstance(record, Paper):
        body = record.body.called if record.body else "Körperschaft nicht bekannt"
        return f"Vorlage {record.reference or 'ohne Nummer'} ({body})"
    if isinstance(record, AgendaItem):
        return f"TOP {record.number or record.order}, {_subject(record.meeting)}"
    reference = record.reference or f"vom {record.day:%d.%m.%Y}"
    return f"Sitzung {reference} ({record.organization.body.called})"


def _phrase(model, word, count):
    names = {
        Consultation: ("Station", "Stationen"),
        Location: ("Ort", "Orte"),
        PaperRelation: ("Verweis", "Verweise"),
    }
    singular, plural = names.get(model, (model._meta.verbose_name, model._meta.verbose_name_plural))
    return f"{count} {singular if count == 1 else plural} {word}"


def _open_values(edit):
    names = ", ".join(dict.fromkeys(edit.open_values))
    return names and f"Nicht übernommen, weil auf der Seite zweifelhaft: {names}. Bitte prüfen und von Hand eintragen."


def _in_sentences(*sentences):
    return " ".join(sentence for sentence in sentences if sentence)


def _save_source(source, sha256, document, data, address, written, kept_aside, now):
    """Keep the provenance; True when something about it is new. Text and doubts of non-public matters are left out."""
    source = source or SourceDocument(sha256=sha256, read_at=now)
    secret = is_not_public(document)
    problems = [asdict(problem) for problem in document.problems if not (secret and "„" in problem.message)]
    values = {
        "name": fit(SourceDocument, "name", document.file),
        "system": str(document.system),
        "kind": str(document.kind),
        "raw_text": "" if secret else _public_part(document, document.text or decode(data)),
        "problems": problems,
        "kept_aside": kept_aside,
        **told(address=address),
        **(written.link if written else {}),
    }
    changed = [name for name, value in values.items() if getattr(source, name) != value]
    if source.pk and not changed:
        return False
    for name in changed:
        setattr(source, name, values[name])
    source.save()
    return True


def is_not_public(document: ImportedDocument) -> bool:
    """Whether only the announcement of what the page is about may be kept."""
    item, paper = document.agenda_item, document.paper
    return bool(item and item.public is False or paper and paper.publicity == Publicity.NON_PUBLIC)


def _public_part(document, text):
    """The page without the rows of its agenda that are not public, should it tell anything of them."""
    if not document.meeting or all(row.public is not False for row in document.meeting.agenda):
        return text
    begins = re.search(r"^\s*N\s?\d", text, re.MULTILINE)
    return text[: begins.start()] if begins else ""


def _sync_page(edit, document, body, known):
    """`known`: the record that the same bytes have become before."""
    for problem in document.problems:
        if problem.code == "damaged_letters":
            raise KeptAside(problem.message)
    try:
        body = Body.objects.select_for_update().get(pk=(body or recognise_body(document)).pk)  # imports take turns
    except KeptAside as unknown_body:
        if document.kind != Kind.PAPER or document.paper.reference is not None:
            raise
        return _headless_paper(edit, None, document, document.paper, str(unknown_body))
    if document.kind == Kind.PAPER:
        return _sync_paper_page(edit, body, document, known if isinstance(known, Paper) else None)
    write = {Kind.AGENDA_ITEM: _sync_agenda_item_page, Kind.MEETING: _sync_meeting_page}
    return write[document.kind](edit, body, document)


# -- body -------------------------------------------------------------------------------------------------------------


def recognise_body(document: ImportedDocument) -> Body:
    """The only body that has one of the committees on the page, or else the only one whose numbers look like this.

    Raises KeptAside.
    """
    names = {fold(_one_line(name)) for name in _organization_names(document)}
    candidates = list(Body.objects.filter(organizations__sort_key__in=names).distinct().order_by("slug_name"))
    if len(candidates) != 1:
        reference = _paper_reference(document)
        bodies = candidates or Body.objects.order_by("slug_name")
        by_number = [body for body in bodies if reference and _fits(body.reference_pattern, reference)]
        candidates = by_number or candidates
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise KeptAside(
            f"Die Seite passt zu mehreren Körperschaften ({_slugs(candidates)}): "
            "bitte den Import mit --body und dem richtigen Kürzel wiederholen."
        )
    known = _slugs(Body.objects.order_by("slug_name"))
    raise KeptAside(
        f"Die Körperschaft ist nicht zu erkennen: bitte den Import mit --body wiederholen (bekannt sind: {known})."
        if known
        else "Es gibt noch keine Körperschaft: bitte eine in der Verwaltung anlegen, dann den Import wiederholen."
    )


def _slugs(bodies):
    return ", ".join(body.slug_name for body in bodies)


def _organization_names(document):
    stations = document.paper.consultations if document.paper else ()
    names = [station.organization for station in stations]
    if document.meeting:
        names.append(document.meeting.organization)
    return [name for name in names if name]


def _paper_reference(document):
    if document.paper:
        return document.paper.reference
    return document.agenda_item and document.agenda_item.paper_reference


def _fits(pattern, reference):
    try:
        return bool(pattern and re.fullmatch(pattern, reference))
    except re.error:
        return False


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _sync_paper_page(edit, body, document, known):
    page = document.paper
    if page.publicity == Publicity.NON_PUBLIC:
        page = _announcement(page)
    headless = known if known and not known.reference else None
    if page.reference is None and headless is None:
        return _headless_paper(edit, body, document, page)
    paper = _find_paper(body, page.reference) or headless
    is_new = paper is None
    paper = paper or Paper(body=body)
    doubts = _doubts(document, "paper")
    if is_new:
        _write_paper(edit, paper, page, doubts)
    else:
        with record_edit(paper, by=edit.by, reason=edit.reason):
            edit.write(paper, {} if paper.body else {"body": body})
            _write_paper(edit, paper, page, doubts)
    return _Written(paper, is_new, kept_aside="" if paper.reference else NO_NUMBER)


def _headless_paper(edit, body, document, page, body_missing=""):
    """A draft without number; without body too, where neither the page nor the operator tells whose it is."""
    paper = Paper(body=body)
    _write_paper(edit, paper, page, _doubts(document, "paper"))
    return _Written(paper, is_new=True, kept_aside=f"{NO_NUMBER} {body_missing}".strip())


def _announcement(page: PaperRecord) -> PaperRecord:
    """What may be kept of a paper that is not public: its number, its kind, and where it is dealt with."""
    stations = tuple(replace(station, result=None, result_kind=None) for station in page.consultations)
    return PaperRecord(
        reference=page.reference,
        paper_type=page.paper_type,
        paper_kind=page.paper_kind,
        publicity=page.publicity,
        workflow=page.workflow,
        consultations=stations,
    )


def _find_paper(body, reference):
    if not reference:
        return None
    return papers_numbered(body, reference).first()


def papers_numbered(body, reference):
    """By the index of unique numbers, which has no place for papers without one: so the query leaves them out, too."""
    key = Lower(Replace(Value(reference), Value(" "), Value("")))  # as the database computes `reference_key`
    return Paper.objects.filter(body=body, reference_key=key).exclude(reference="")


def _write_paper(edit, paper, page, doubts=frozenset()):
    if page.reference and len(page.reference) > Paper._meta.get_field("reference").max_length:
        raise KeptAside("Die Vorlagennummer ist zu lang, um eine zu sein: bitte die Seite prüfen.")
    is_numbered_now = not paper.reference
    values = told(
        name=page.name,
        under_direction_of=page.under_direction_of,
        originator=page.originator,
        publicity=page.publicity,
        workflow=page.workflow,
        signed_by=page.signed_by,
        editor_name=page.editor_name,
    )
    if is_numbered_now:
        values |= told(reference=page.reference)
    if "originator" in doubts and paper.published_at:
        edit.leave_open(paper, "originator", values.pop("originator", None))  # perhaps a person's name
    edit.write(paper, values | with_kind(paper_type=page.paper_type, paper_kind=page.paper_kind), doubts)
    if page.publicity == Publicity.NON_PUBLIC:
        _erase_text(edit, paper)
    _sync_sections(edit, paper, page.sections)
    _sync_consultations(edit, paper, page.consultations, doubts)
    _sync_files(edit, page.files, paper=paper)
    _sync_references(edit, paper, page.references)
    if is_numbered_now and paper.reference:
        _link_citations(edit, paper)


def _erase_text(edit, paper):
    """A paper that has become non-public keeps its announcement. A public name stays: it hides with the paper."""
    if paper.published_at is None:
        edit.write(paper, {"name": "", "originator": "", "signed_by": "", "editor_name": ""})
    for row in [*paper.sections.all(), *paper.files.all(), *paper.relations.all()]:
        edit.remove(row)


def _sync_sections(edit, paper, sections):
    if not sections:
        return
    rows = list(paper.sections.order_by("position"))
    last = rows[-1].position if rows else 0
    for at, section in enumerate(sections):
        row = rows[at] if at < len(rows) else PaperSection(paper=paper, position=last + 1 + at - len(rows))
        edit.write(row, {"kind": section.kind, "heading": section.heading, "text": section.text})
    for row in rows[len(sections) :]:
        edit.remove(row)


def _sync_references(edit, paper, references):
    if not references:
        return
    rows = list(paper.relations.order_by("pk"))
    found, left = pair(rows, references, lambda row, record: row.raw_reference == _raw_reference(record))
    for row, record in zip(found, references, strict=True):
        row = row or edit.new_part(PaperRelation, from_paper=paper)
        values = told(raw_reference=_raw_reference(record), date=record.date)
        target = _find_paper(paper.body, record.reference)
        # A public mention must not vanish because the paper it names is still a draft.
        if target and target != paper and (row.published_at is None or target.is_visible()):
            values["to_paper"] = target
        edit.write(row, values)
    for row in left:
        edit.remove(row)


def _raw_reference(record):
    return fit(PaperRelation, "raw_reference", record.raw)


def _link_citations(edit, paper):
    """Link drafts of mentions that were read before the paper they name."""
    mentions = PaperRelation.objects.filter(from_paper__body=paper.body, to_paper=None, origin__startswith=ORIGIN)
    number_at_end = re.compile(rf"(?:^|[ .]){re.escape(paper.reference)}$")
    for row in mentions.drafts().exclude(from_paper=paper).filter(raw_reference__endswith=paper.reference):
        if number_at_end.search(row.raw_reference):
            edit.write(row, {"to_paper": paper})


def _sync_files(edit, files, **owner):
    if not files:
        return
    rows = list(File.objects.filter(**owner).order_by("position", "pk"))
    wanted = [
        {
            "position": file.number or at,
            "name": file.name or f"Anlage {file.number or at}",
            "size_bytes": file.size_bytes,
        }
        for at, file in enumerate(files, start=1)
    ]
    found, left = pair(
        rows,
        wanted,
        lambda row, file: (row.name, row.position) == (file["name"], file["position"]),
        lambda row, file: row.name == file["name"],
        lambda row, file: row.position == file["position"],
    )
    for row, values in zip(found, wanted, strict=True):
        row = row or edit.new_part(File, **owner)
        if row.content:
            del values["size_bytes"]  # the page rounds it
        edit.write(row, told(**values))
    for row in left:
        if not row.content:
            edit.remove(row)


# -- Beratungsfolge ---------------------------------------------------------------------------------------------------


def _sync_consultations(edit, paper, stations, doubts):
    if not stations:
        return
    siblings = list(paper.consultations.select_related("meeting").order_by("order"))
    if paper.body is None:  # no committee can be looked up; the page is kept as read
        return
    organizations = [_organization(edit, paper.body, station.organization) for station in stations]
    records = list(zip(organizations, stations, strict=True))
    found, left = pair(
        siblings,
        records,
        lambda row, record: row.organization == record[0] and row.date and row.date == record[1].date,
        lambda row, record: row.organization == record[0] and (row.date is None or record[1].date is None),
        lambda row, record: row.organization == record[0],
    )
    for row in left:
        if row.agenda_item_id is None:  # else another page proves it
            edit.remove(row)
    siblings = [row for row in siblings if row.pk]
    rows = [row or edit.new_part(Consultation, paper=paper) for row in found]
    places = edit.places(rows, "order", siblings)
    for at, (row, place, (organization, station)) in enumerate(zip(rows, places, records, strict=True)):
        doubtful = {"result", "result_kind"} if f"consultations.{at}.result" in doubts else frozenset()
        edit.write(row, {"order": place} | _station_values(edit, row, organization, station), doubtful)


def _station_values(edit, row, organization, station):
    values = told(organization=organization, date=station.date, state=station.state)
    values |= with_kind(role=station.role, role_kind=station.role_kind)
    values |= with_kind(result=station.result, result_kind=station.result_kind)
    meeting = _meeting_of(edit, organization, station)
    if meeting is not None and meeting != row.meeting:
        values |= {"meeting": meeting, "agenda_item": None}
    elif row.meeting and station.date and row.meeting.day != station.date:
        values |= {"meeting": None, "agenda_item": None}
    meeting = values.get("meeting", row.meeting)
    if meeting and station.agenda_item_number:
        item = meeting.agenda_items.filter(number=station.agenda_item_number).order_by("order").first()
        values |= told(agenda_item=item)
    return values


def _meeting_of(edit, organization, station):
    """The meeting of a station: found, or new where the page names its number and day. The time is not told there."""
    if organization is None:
        return None
    meeting = _find_meeting(organization, station.meeting_reference, station.date)
    if meeting is None and station.meeting_reference and station.date:
        meeting = Meeting(organization=organization)
        values = told(reference=station.meeting_reference, name=station.meeting_name)
        edit.write(meeting, values | _day_only(station.date))
    return meeting


def _day_only(day):
    return {"start": timezone.make_aware(datetime.combine(day, time.min)), "time_known": False}


def _link_station(edit, paper, item):
    """Tie the station of `paper` that took place as `item`; a paper that names no such station gets one."""
    meeting = item.meeting
    rows = list(paper.consultations.order_by("order"))
    tests = (
        lambda row: row.agenda_item == item,
        lambda row: row.meeting == meeting,
        lambda row: row.meeting is None and row.organization == meeting.organization and row.date == meeting.day,
        lambda row: row.meeting is None and row.organization == meeting.organization and row.date is None,
    )
    row = next((row for test in tests for row in rows if test(row)), None)
    values = {"meeting": meeting, "agenda_item": item}
    if row is None:
        row = edit.new_part(Consultation, paper=paper, organization=meeting.organization)
        values["order"] = max((row.order for row in rows), default=0) + 1
    if row.date is None:
        values["date"] = meeting.day
    edit.write(row, values)


def _organization(edit, body, name):
    if not name:
        return None
    name = fit(Organization, "name", _one_line(name))
    organization = Organization.objects.filter(body=body, sort_key=fold(name)).first()
    if organization is None:
        organization = Organization(body=body)
        edit.write(organization, {"name": name})
    return organization


def _one_line(text):
    return " ".join(text.split())


# -- Sitzung, Tagesordnung, Auszug ------------------------------------------------------------------------------------


def _find_meeting(organization, reference, day: date | None):
    """By number; a meeting without one by its local day, if that is the only one of the day."""
    meetings = Meeting.objects.filter(organization=organization)
    if reference and (meeting := meetings.filter(reference=reference).first()):
        return meeting
    if day is None:
        return None
    if reference:
        meetings = meetings.filter(reference="")
    of_the_day = list(meetings.filter(start__date=day).order_by("start", "pk")[:2])
    return of_the_day[0] if len(of_the_day) == 1 else None


def _meeting(edit, body, document):
    """The meeting of the page, found or new and not yet written, and its values."""
    page = document.meeting
    if page is None or page.organization is None:
        raise KeptAside("Die Seite nennt kein Gremium: bitte die Seite mit ihrem Kopf neu speichern.")
    organization = _organization(edit, body, page.organization)
    has_time = isinstance(page.start, datetime)
    day = timezone.localdate(page.start) if has_time else page.start
    meeting = _find_meeting(organization, page.reference, day)
    if meeting is None and day is None:
        raise KeptAside(
            "Die Seite nennt keinen Tag der Sitzung: bitte die Sitzung in der Verwaltung anlegen oder ihre "
            "Tagesordnung einlesen, dann den Import wiederholen."
        )
    values = told(
        reference=page.reference,
        name=page.name,
        end=page.end,
        room=page.room,
        location=_location(edit, page.location),
    )
    if has_time:
        values |= {"start": page.start, "time_known": True}
    elif meeting is None:
        values |= _day_only(day)
    return meeting or Meeting(organization=organization), values


def _location(edit, text):
    if not text:
        return None
    text = fit(Location, "description", _one_line(text))
    location = Location.objects.filter(sort_key=fold(text)).order_by("pk").first()
    if location is None:
        location = Location()
        edit.write(location, {"description": text})
    return location


def _sync_meeting_page(edit, body, document):
    meeting, values = _meeting(edit, body, document)
    rows = document.meeting.agenda
    papers = [_find_paper(body, row.paper_reference) for row in rows]
    is_new = meeting.pk is None
    if is_new:
        edit.write(meeting, values)
    with record_edit(meeting, *_known(papers), by=edit.by, reason=edit.reason):
        edit.write(meeting, values, _doubts(document, "meeting"))
        items = _sync_agenda(edit, meeting, rows)
        for item, paper in zip(items, papers, strict=True):
            if paper and item.public:
                _link_station(edit, paper, item)
    return _Written(meeting, is_new)


def _known(papers):
    return list({paper.pk: paper for paper in papers if paper}.values())


def _sync_agenda(edit, meeting, records):
    if not records:
        return []
    siblings = list(meeting.agenda_items.order_by("order"))
    wanted = [_agenda_values(record) for record in records]
    found, left = pair(
        siblings,
        wanted,
        lambda row, item: (row.number, row.name) == (item["number"], item["name"]),
        lambda row, item: row.name == item["name"] != NOT_PUBLIC_NAME,
        lambda row, item: row.number == item["number"],
    )
    for row in left:
        edit.remove(row)
    siblings = [row for row in siblings if row.pk]
    rows = [row or edit.new_part(AgendaItem, meeting=meeting) for row in found]
    for row, place, values in zip(rows, edit.places(rows, "order", siblings), wanted, strict=True):
        edit.write(row, {"order": place} | told(**values))
        if row.public is False and values["public"] is False:
            _silence(edit, row)
    return rows


def _agenda_values(record):
    name = record.name or "(ohne Betreff)"
    return {
        "number": record.number,
        "name": fit(AgendaItem, "name", name) if record.public is not False else NOT_PUBLIC_NAME,
        "public": record.public,
    }


def _silence(edit, item):
    """Only the announcement is kept of an item that is not public."""
    edit.write(item, {"result": "", "result_kind": "", "resolution_text": "", "minutes_text": ""})
    edit.write(item, {"votes_yes": None, "votes_no": None, "votes_abstained": None})
    for file in item.files.all():
        edit.remove(file)


def _sync_agenda_item_page(edit, body, document):
    meeting, values = _meeting(edit, body, document)
    page = document.agenda_item
    if page.name is None and page.public is not False:
        raise KeptAside("Die Seite nennt keinen Tagesordnungspunkt: bitte die Seite mit ihrem Kopf neu speichern.")
    if meeting.pk is None:
        edit.write(meeting, values)
    paper = _paper_of_item(edit, body, page)
    with record_edit(meeting, *_known([paper]), by=edit.by, reason=edit.reason):
        edit.write(meeting, values, _doubts(document, "meeting"))
        item, is_new = _sync_agenda_item(edit, meeting, page, _doubts(document, "agenda_item"))
        if page.public is not False:
            _sync_files(edit, page.files, agenda_item=item)
        if paper is not None:
            _link_station(edit, paper, item)
    return _Written(item, is_new)


def _paper_of_item(edit, body, page):
    """The paper behind a public item; one that is not known yet becomes a draft from its head on the Auszug."""
    if page.public is False or not page.paper_reference:
        return None
    paper = _find_paper(body, page.paper_reference)
    if paper is None:
        paper = Paper(body=body)
        head = page.paper or PaperRecord(reference=page.paper_reference)
        _write_paper(edit, paper, _announcement(head) if head.publicity == Publicity.NON_PUBLIC else head)
    return paper


def _sync_agenda_item(edit, meeting, page, doubts):
    siblings = list(meeting.agenda_items.order_by("order"))
    name = NOT_PUBLIC_NAME if page.public is False else fit(AgendaItem, "name", page.name)
    found, _ = pair(
        siblings,
        [page],
        lambda row, item: (row.number, row.name) == (item.number or "", name),
        lambda row, item: item.number and row.number == item.number,
        lambda row, item: not item.number and row.name == name,
    )
    item, is_new = found[0], found[0] is None
    values = told(number=page.number, name=name, public=page.public)
    if is_new:
        item = edit.new_part(AgendaItem, meeting=meeting)
        values["order"] = max((row.order for row in siblings), default=0) + 1
    if page.public is False:
        edit.write(item, values)
        _silence(edit, item)
        return item, is_new
    values |= with_kind(result=page.result, result_kind=page.result_kind)
    values |= told(resolution_text=page.resolution_text, minutes_text=page.minutes_text)
    if page.vote:
        values |= told(votes_yes=page.vote.yes, votes_no=page.vote.no, votes_abstained=page.vote.abstained)
    edit.write(item, values, doubts)
    return item, is_new


# -- doubts -----------------------------------------------------------------------------------------------------------

_SAID_TOGETHER = {
    "result": {"result", "result_kind"},
    "resolution_text": {"resolution_text", "minutes_text"},
    "paper_type": {"paper_type", "paper_kind"},
}


def _doubts(document, prefix):
    """Names of the fields that the reader is unsure of."""
    names = set()
    for problem in document.problems:
        path, _, name = problem.field.partition(".")
        if path == prefix:
            names |= _SAID_TOGETHER.get(name, {name})
    return names
