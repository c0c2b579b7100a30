"""OParl 1.1 JSON, one function for each type. Only these functions know OParl's names of properties.

Each gets a visible record as its loader in `loading` hands it out, and what else is needed (`Telling`). What is
unknown is left out. Properties with the prefix `regionportal:` are ours.
"""

from dataclasses import dataclass, field

from django.conf import settings

from publication.interfaces import moment
from publication.stamps import Stamp

from ..models import File
from ..vocabulary import RelationKind
from .addresses import NAMES, NAMESPACE, base, list_url, object_url, page_url

PREFIX = "regionportal:"
LISTS = {
    "Body": (
        "organization", "person", "meeting", "paper", "agendaItem", "consultation", "file", "locationList",
        "legislativeTermList", "membership",
    ),
    "Organization": ("meeting", "consultation"),
}  # fmt: skip
SUPERORDINATE = (RelationKind.FOLLOWS, RelationKind.ANSWERS, RelationKind.SETTLES)
"""Relations by which a paper hangs on an earlier one; the others only say that both are about the same."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the functions need besides the records.

    `stamps`: {(model, key): Stamp}. `leading`: {key of an agenda item: (key, address) of the station that stands for
    it}, since OParl allows one. `more`: {(model, key): properties that apps above add}.
    """

    stamps: dict[tuple, Stamp]
    leading: dict[int, tuple] = field(default_factory=dict)
    more: dict[tuple, dict] = field(default_factory=dict)
    omit_internal: bool = False


def without_unknown(properties):
    """What OParl wants of unknown values: no null, no empty text, no empty list."""
    return {
        name: value.strip() if isinstance(value, str) else value
        for name, value in properties.items()
        if not (value is None or value == [] or isinstance(value, str) and not value.strip())
    }


def day(value):
    return value and value.isoformat()


def stamped(record, stamp):
    return {
        "id": object_url(record),
        "type": NAMESPACE + NAMES[type(record)],
        "created": moment(stamp.created),
        "modified": moment(stamp.modified),
    }


def tombstone_json(record, stamp):
    """A withdrawn object: chapter on deleted objects. Served with status 200; tells nothing of what it was."""
    return stamped(record, stamp) | {"deleted": True}


def _object(record, telling, properties):
    own = stamped(record, telling.stamps[type(record), record.pk])
    if hasattr(record, "url_name") and not isinstance(record, File):
        properties["web"] = page_url(record)
    return own | without_unknown(properties) | telling.more.get((type(record), record.pk), {})


def system_json(since):
    portal = settings.PORTAL
    told = {
        "oparlVersion": NAMESPACE,
        "license": portal["data_licence_url"],
        "body": f"{base()}/body",
        "name": portal["name"],
        "contactEmail": portal["operator_email"],
        "contactName": portal["operator"],
        "website": settings.SITE_URL + "/",
        "vendor": portal["source_url"],
        "product": portal["source_url"],
        "created": moment(since),
        "modified": moment(since),
        "web": settings.SITE_URL + "/",
    }
    return {"id": f"{base()}/system", "type": f"{NAMESPACE}System"} | without_unknown(told)


def body_json(body, telling):
    terms = [legislative_term_json(term, telling, embedded=True) for term in body.visible_terms]
    told = _object(
        body,
        telling,
        {
            "system": f"{base()}/system",
            "name": body.name,
            "shortName": body.short_name,
            "website": body.website,
            "license": body.oparl_license or settings.PORTAL["data_licence_url"],
            "ags": body.ags,
            "contactName": settings.PORTAL["operator"],
            "contactEmail": settings.PORTAL["operator_email"],
            "classification": body.classification,
        },
    )
    told |= {name: list_url(body, name) for name in LISTS["Body"]}
    return told if telling.omit_internal else told | {"legislativeTerm": terms}


def legislative_term_json(term, telling, embedded=False):
    return _object(
        term,
        telling,
        {
            "body": None if embedded else object_url(term.body),
            "name": term.name,
            "startDate": day(term.start_date),
            "endDate": day(term.end_date),
        },
    )


def organization_json(organization, telling):
    return _object(
        organization,
        telling,
        {
            "body": object_url(organization.body),
            "name": organization.name,
            "shortName": organization.short_name,
            "membership": [object_url(one) for one in organization.visible_memberships],
            "meeting": list_url(organization, "meeting"),
            "consultation": list_url(organization, "consultation"),
            "organizationType": organization.organization_type,
            "classification": organization.classification,
            "startDate": day(organization.start_date),
            "endDate": day(organization.end_date),
            "website": organization.website,
        },
    )


def person_json(person, telling):
    memberships = [membership_json(one, telling, embedded=True) for one in person.visible_memberships]
    first = next(iter(person.visible_memberships), None)
    return _object(
        person,
        telling,
        {
            "body": first and object_url(first.organization.body),
            "name": person.name,
            "formOfAddress": person.form_of_address,
            "title": [person.title] if person.title else [],
            "membership": [] if telling.omit_internal else memberships,
        },
    )


def membership_json(membership, telling, embedded=False):
    return _object(
        membership,
        telling,
        {
            "person": None if embedded else object_url(membership.person),
            "organization": object_url(membership.organization),
            "role": membership.role,
            "votingRight": membership.voting_right,
            "startDate": day(membership.start_date),
            "endDate": day(membership.end_date),
            "onBehalfOf": membership.on_behalf_of and object_url(membership.on_behalf_of),
        },
    )


def meeting_json(meeting, telling):
    files = _Files(meeting.visible_files, telling)
    location = meeting.visible_location
    told = {
        "name": meeting.name,
        "meetingState": meeting.meeting_state,
        "cancelled": meeting.cancelled,
        "start": moment(meeting.start),
        "end": moment(meeting.end),
        "location": location and location_json(location, telling, embedded=True),
        "organization": [object_url(meeting.organization)],
        "invitation": files.take(File.Role.INVITATION),
        "resultsProtocol": files.take(File.Role.PROTOCOL),
        "auxiliaryFile": files.rest(),
        "agendaItem": [agenda_item_json(item, telling, embedded=True) for item in meeting.visible_items],
        PREFIX + "reference": meeting.reference,
        PREFIX + "room": meeting.room,
        PREFIX + "timeKnown": meeting.time_known,
    }
    if telling.omit_internal:
        told |= {"auxiliaryFile": None, "agendaItem": None}
    return _object(meeting, telling, told)


def agenda_item_json(item, telling, embedded=False):
    _, consultation = telling.leading.get(item.pk, (None, None))
    return _object(
        item,
        telling,
        {
            "meeting": None if embedded else object_url(item.meeting),
            "number": item.number,
            "order": item.order,
            "name": item.name,
            "public": item.public,
            "consultation": consultation,
            "result": item.result or item.get_result_kind_display(),
            "resolutionText": item.resolution_text,
            "auxiliaryFile": [] if telling.omit_internal else _Files(item.visible_files, telling).rest(),
            PREFIX + "resultKind": item.result_kind,
            PREFIX + "minutesText": item.minutes_text,
            PREFIX + "votes": without_unknown(
                {"yes": item.votes_yes, "no": item.votes_no, "abstained": item.votes_abstained}
            )
            or None,
        },
    )


def paper_json(paper, telling):
    files = _Files(paper.visible_files, telling)
    lead = paper.visible_lead_organization
    told = {
        "body": object_url(paper.body),
        "name": paper.name,
        "reference": paper.reference,
        "date": day(paper.date),
        "paperType": paper.paper_type or paper.get_paper_kind_display(),
        "mainFile": files.take(File.Role.MAIN),
        "auxiliaryFile": [] if telling.omit_internal else files.rest(),
        "underDirectionOf": [object_url(lead)] if lead else [],
        "consultation": [consultation_json(one, telling, embedded=True) for one in paper.visible_consultations],
        PREFIX + "paperKind": paper.paper_kind,
        PREFIX + "originator": paper.originator,
        PREFIX + "underDirectionOf": paper.under_direction_of,
        PREFIX + "publicity": paper.publicity,
        PREFIX + "workflow": paper.workflow,
        PREFIX + "section": [_section_json(section) for section in paper.visible_sections],
    }
    return _object(paper, telling, _related_papers(paper) | told)


def _section_json(section):
    return without_unknown({"kind": section.kind, "heading": section.heading, "text": section.text})


def _related_papers(paper):
    """What papers say of each other, seen from `paper`. References to papers that are not in the portal have no id."""
    above = [one.to_paper for one in paper.visible_relations if one.to_paper and one.kind in SUPERORDINATE]
    below = [one.from_paper for one in paper.visible_citations if one.kind in SUPERORDINATE]
    beside = [one.to_paper for one in paper.visible_relations if one.to_paper and one.kind not in SUPERORDINATE]
    beside += [one.from_paper for one in paper.visible_citations if one.kind not in SUPERORDINATE]
    elsewhere = [one.raw_reference for one in paper.visible_relations if one.to_paper is None]
    return {
        "relatedPaper": _urls(beside),
        "superordinatedPaper": _urls(above),
        "subordinatedPaper": _urls(below),
        PREFIX + "citedReference": list(dict.fromkeys(elsewhere)),
    }


def _urls(records):
    return list(dict.fromkeys(object_url(record) for record in records))


def consultation_json(consultation, telling, embedded=False):
    item, meeting = consultation.visible_agenda_item, consultation.visible_meeting
    leads = item is not None and telling.leading.get(item.pk, (None,))[0] == consultation.pk
    return _object(
        consultation,
        telling,
        {
            "paper": None if embedded else object_url(consultation.paper),
            "agendaItem": object_url(item) if leads else None,
            "meeting": meeting and object_url(meeting),
            "organization": [object_url(consultation.organization)] if consultation.organization else [],
            "authoritative": consultation.authoritative,
            "role": consultation.role or consultation.get_role_kind_display(),
            PREFIX + "agendaItem": item and object_url(item),
            PREFIX + "roleKind": consultation.role_kind,
            PREFIX + "date": day(consultation.date),
            PREFIX + "state": consultation.state,
            PREFIX + "result": consultation.result,
            PREFIX + "resultKind": consultation.result_kind,
        },
    )


def file_json(file, telling, embedded=False):
    parents = {} if embedded else {"meeting": file.meeting, "agendaItem": file.agenda_item, "paper": file.paper}
    return _object(
        file,
        telling,
        {
            "name": file.name,
            "fileName": file.slug,
            "mimeType": file.served_as[0].partition(";")[0],
            "date": day(file.date),
            "size": file.size_bytes,
            "sha512Checksum": file.sha512,
            "accessUrl": f"{object_url(file)}/access",
            "downloadUrl": f"{object_url(file)}/download",
            **{name: [object_url(parent)] for name, parent in parents.items() if parent},
        },
    )


class _Files:
    """The files of a record in order: OParl has a place of its own for some, the rest are auxiliary."""

    def __init__(self, files, telling):
        self.files, self.telling = list(files), telling

    def take(self, role):
        """The first of this role as JSON, and it is no more among the rest; None where there is none."""
        file = next((file for file in self.files if file.role == role), None)
        if file is None:
            return None
        self.files.remove(file)
        return file_json(file, self.telling, embedded=True)

    def rest(self):
        return [file_json(file, self.telling, embedded=True) for file in self.files]


def location_json(location, telling, embedded=False):
    return _object(
        location,
        telling,
        {
            "description": location.description,
            "geojson": _geojson(location),
            "streetAddress": location.street_address,
            "postalCode": location.postal_code,
            "locality": location.locality,
            "meetings": [] if embedded else [object_url(meeting) for meeting in location.visible_meetings],
        },
    )


def _geojson(location):
    if location.latitude is None:
        return None
    point = {"type": "Point", "coordinates": [float(location.longitude), float(location.latitude)]}
    return {"type": "Feature", "properties": {}, "geometry": point}
