"""What a page is about, in the words of schema.org, for search engines: nothing but what the page itself shows.

Records come as their page has loaded them, so that nothing here asks a query.
"""

from django.conf import settings
from django.utils import timezone

from budgets.models import BudgetLine, Contribution
from cooperations.models import Cooperation, Topic
from council.models import AgendaItem, Body, Meeting, Organization, Paper
from partners.models import Partner

CONTEXT = "https://schema.org"


def address(record):
    return settings.SITE_URL + record.get_absolute_url()


def _body(body):
    return {"@type": "GovernmentOrganization", "name": body.name, "url": address(body)}


def _organization(organization):
    return {
        "@type": "GovernmentOrganization",
        "name": organization.name,
        "url": address(organization),
        "parentOrganization": _body(organization.body),
    }


def paper_data(paper):
    return {
        "@type": "CreativeWork",
        "name": str(paper),
        "identifier": paper.reference,
        "dateCreated": paper.date and paper.date.isoformat(),
        "genre": paper.paper_type or paper.get_paper_kind_display(),
        "publisher": _body(paper.body),
    }


def meeting_data(meeting):
    place = meeting.visible_location
    state = "EventCancelled" if meeting.cancelled else "EventScheduled"
    return {
        "@type": "Event",
        "name": str(meeting),
        "startDate": meeting.start_iso,
        "endDate": meeting.end and timezone.localtime(meeting.end).isoformat(),
        "eventStatus": f"{CONTEXT}/{state}",
        "location": {"@type": "Place", "name": place.description, "address": _postal(place)} if place else meeting.room,
        "organizer": _organization(meeting.organization),
    }


def _postal(place):
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street_address,
            "postalCode": place.postal_code,
            "addressLocality": place.locality,
        }
    )


def agenda_item_data(item):
    return {
        "@type": "CreativeWork",
        "name": item.name,
        "position": item.number,
        "isPartOf": {
            "@type": "Event",
            "name": str(item.meeting),
            "startDate": item.meeting.start_iso,
            "url": address(item.meeting),
        },
    }


def organization_data(organization):
    return _organization(organization)


def body_data(body):
    return _body(body) | {"alternateName": body.short_name, "sameAs": body.website}


def cooperation_data(cooperation):
    return {"@type": "Project", "name": cooperation.title, "description": cooperation.summary}


def topic_data(topic):
    return {"@type": "DefinedTerm", "name": topic.name, "description": topic.description}


def partner_data(partner):
    return {
        "@type": "Organization",
        "name": partner.name,
        "alternateName": partner.short_name,
        "description": partner.description,
        "sameAs": partner.website,
    }


def budget_line_data(line):
    return {"@type": "Dataset", "name": str(line), "identifier": line.code, "creator": _body(line.body)}


def contribution_data(contribution):
    return {"@type": "Dataset", "name": contribution.name, "description": contribution.get_kind_display()}


OF_MODEL = {
    Paper: paper_data,
    Meeting: meeting_data,
    AgendaItem: agenda_item_data,
    Organization: organization_data,
    Body: body_data,
    Cooperation: cooperation_data,
    Topic: topic_data,
    Partner: partner_data,
    BudgetLine: budget_line_data,
    Contribution: contribution_data,
}


def record_data(record):
    return _known({"@context": CONTEXT, "url": address(record), **OF_MODEL[type(record)](record)})


def breadcrumb_data(crumbs):
    """`crumbs`: pairs of a label and an address, None for the page itself."""
    steps = [
        _known({"@type": "ListItem", "position": number, "name": label, "item": url and settings.SITE_URL + url})
        for number, (label, url) in enumerate([("Start", "/"), *crumbs], start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _known(properties):
    return {name: value for name, value in properties.items() if value not in (None, "")}
