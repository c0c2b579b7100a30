"""What OParl 1.1 demands of each type: properties with their kind, "!" before what is required.

Our own table, written from the specification (https://oparl.org/spezifikation/); its own schema files are under another
licence. Kinds: text, url, date, moment, number, yes/no, Feature, list of …, a type (embedded), → type (address).
"""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

NAMESPACE = "https://schema.oparl.org/1.1/"
COMMON = "!id url, !type text, !created moment, !modified moment, license text, keyword [text], web url, deleted yes/no"
TYPES = {
    "System": "!oparlVersion text, license url, !body url, name text, contactEmail text, contactName text, "
    "website url, vendor url, product url",
    "Body": "system →System, shortName text, !name text, website url, license url, licenseValidSince moment, "
    "oparlSince moment, ags text, rgs text, equivalent [text], contactEmail text, contactName text, "
    "!organization url, !person url, !meeting url, !paper url, !legislativeTerm [LegislativeTerm], !agendaItem url, "
    "!consultation url, !file url, !locationList url, !legislativeTermList url, !membership url, "
    "classification text, location Location",
    "LegislativeTerm": "body →Body, name text, startDate date, endDate date",
    "Organization": "body →Body, name text, membership [→Membership], meeting url, consultation url, shortName text, "
    "post [text], subOrganizationOf →Organization, organizationType text, classification text, startDate date, "
    "endDate date, website url, location Location, externalBody →Body",
    "Person": "body →Body, name text, familyName text, givenName text, formOfAddress text, affix text, title [text], "
    "gender text, phone [text], email [text], location →Location, status [text], membership [Membership], life text, "
    "lifeSource text",
    "Membership": "person →Person, organization →Organization, role text, votingRight yes/no, startDate date, "
    "endDate date, onBehalfOf →Organization",
    "Meeting": "name text, meetingState text, cancelled yes/no, start moment, end moment, location Location, "
    "organization [→Organization], participant [→Person], invitation File, resultsProtocol File, "
    "verbatimProtocol File, auxiliaryFile [File], agendaItem [AgendaItem]",
    "AgendaItem": "meeting →Meeting, number text, !order number, name text, public yes/no, consultation →Consultation, "
    "result text, resolutionText text, resolutionFile File, auxiliaryFile [File], start moment, end moment",
    "Paper": "body →Body, name text, reference text, date date, paperType text, relatedPaper [→Paper], "
    "superordinatedPaper [→Paper], subordinatedPaper [→Paper], mainFile File, auxiliaryFile [File], "
    "location [Location], originatorPerson [→Person], underDirectionOf [→Organization], "
    "originatorOrganization [→Organization], consultation [Consultation]",
    "Consultation": "paper →Paper, agendaItem →AgendaItem, meeting →Meeting, organization [→Organization], "
    "authoritative yes/no, role text",
    "File": "name text, fileName text, mimeType text, date date, size number, sha1Checksum text, sha512Checksum text, "
    "text text, !accessUrl url, downloadUrl url, externalServiceUrl url, masterFile →File, derivativeFile [→File], "
    "fileLicense url, meeting [→Meeting], agendaItem [→AgendaItem], paper [→Paper]",
    "Location": "description text, geojson Feature, streetAddress text, room text, postalCode text, subLocality text, "
    "locality text, bodies [→Body], organizations [→Organization], persons [→Person], meetings [→Meeting], "
    "papers [→Paper]",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def properties_of(name):
    """{property: (kind, is required)}"""
    parts = (part.strip().rpartition(" ") for part in f"{COMMON}, {TYPES[name]}".split(","))
    return {key.lstrip("!"): (kind, key.startswith("!")) for key, _, kind in parts}


def faults(told, where=""):
    """What is wrong with an object, as sentences; empty where nothing is."""
    name = told.get("type", "").removeprefix(NAMESPACE)
    if name not in TYPES:
        return [f"{where}: unknown type {told.get('type')}"]
    known = properties_of(name)
    found = [f"{where}{name} lacks {key}" for key, (_, required) in known.items() if required and key not in told]
    for key, value in told.items():
        if key not in known:
            found += [] if re.fullmatch(r"[a-z]+:[a-zA-Z]+", key) else [f"{where}{name}.{key} is unknown"]
        else:
            found += _faults_of(value, known[key][0], f"{where}{name}.{key}", is_required=known[key][1])
    return found


def _faults_of(value, kind, where, is_required):
    if kind.startswith("["):
        if not isinstance(value, list) or not (value or is_required):
            return [f"{where} is no list, or an empty one"]
        return [fault for one in value for fault in _faults_of(one, kind[1:-1], where, is_required)]
    if kind in TYPES:
        return faults(value, f"{where} ") if value["type"] == NAMESPACE + kind else [f"{where} is no {kind}"]
    return [] if _fits(value, kind) else [f"{where}: {value!r} is no {kind}"]


def _fits(value, kind):
    if kind == "number":
        return type(value) is int and value >= 0
    if kind == "yes/no":
        return type(value) is bool
    if kind == "Feature":
        return value["type"] == "Feature" and len(value["geometry"]["coordinates"]) == 2 and "properties" in value
    if not isinstance(value, str) or not value.strip() or value != value.strip():
        return False
    if kind == "moment":
        return bool(MOMENT.fullmatch(value) and datetime.fromisoformat(value))
    if kind == "date":
        return date.fromisoformat(value).isoformat() == value
    if kind == "url" or kind.startswith("→"):
        return bool(urlsplit(value).netloc) and urlsplit(value).scheme == "https" and len(value) <= 255
    return kind == "text"
