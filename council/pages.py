"""What each page of one record, and the calendar, is drawn from. `today` is the local day."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from . import meetings, months, organizations, papers
from .display import file_lines, short
from .stations import outcome, standing, stations

LATEST = 10  # papers
NEAREST = 5  # meetings, to either side of today


def paper_page(paper, today):
    """No query: the paper comes from `paper_to_show`."""
    steps = stations(paper, today)
    return {
        "section": "papers",
        "paper": paper,
        "crumbs": [("Vorlagen", reverse("council:paper_list")), (paper.reference or short(str(paper)), None)],
        "preline": papers.preline(paper),
        "standing": standing(steps),
        "outcome": outcome(steps),
        "facts": papers.paper_facts(paper),
        "stations": steps,
        "passages": papers.paper_passages(paper),
        "files": file_lines(paper.visible_files),
        "references": papers.paper_references(paper) + papers.paper_citations(paper),
    }


def organization_page(organization, today):
    """Nine queries at most: meetings to come and past with their places, members, papers with their stations."""
    of_this = meetings.listed_meetings().filter(organization=organization)
    members, former_members = organizations.member_tables(organizations.memberships_of(organization), today)
    visiting = papers.papers_visiting(organization)[:LATEST]
    return {
        "section": "organizations",
        "organization": organization,
        "crumbs": [("Gremien", reverse("council:organization_list")), (short(organization.name), None)],
        "preline": f"{organizations.kind_label(organization)} · {organization.body.called}",
        "facts": organizations.organization_facts(organization),
        "coming": meetings.meeting_table(meetings.coming_first(of_this, today)[:NEAREST], today).without("Gremium"),
        "past": meetings.meeting_table(meetings.past_first(of_this, today)[:NEAREST], today).without("Gremium"),
        "members": members,
        "former_members": former_members,
        "papers": papers.paper_table(visiting, today),
        "list_query": f"?gremium={organization.public_id}",
    }


def body_page(body, today):
    """Eleven queries at most: organizations, meetings with their places, papers with their stations."""
    of_this = meetings.listed_meetings().filter(organization__body=body)
    at = timezone.make_aware(datetime.combine(today, time()))
    committees = organizations.listed_organizations(at).filter(body=body)
    newest = papers.newest_first(papers.listed_papers().filter(body=body))[:LATEST]
    return {
        "section": "organizations",
        "body": body,
        "crumbs": [("Körperschaften", reverse("council:body_list")), (short(body.name), None)],
        "facts": organizations.body_facts(body),
        "organizations": organizations.organization_table(committees).without("Körperschaft"),
        "coming": meetings.meeting_table(meetings.coming_first(of_this, today)[:NEAREST], today),
        "past": meetings.meeting_table(meetings.past_first(of_this, today)[:NEAREST], today),
        "papers": papers.paper_table(newest, today).without("Körperschaft"),
        "list_query": f"?koerperschaft={body.slug_name}",
    }


def calendar_page(month, today):
    """`month` is its first day. Two queries."""
    begin, end = months.bounds(month)
    entries = list(meetings.listed_meetings().filter(start__gte=begin, start__lt=end).order_by("start", "pk"))
    title = date_format(month, "F Y")
    return {
        "section": "meetings",
        "crumbs": [("Sitzungen", reverse("council:meeting_list")), ("Kalender", None)],
        "title": title,
        "weeks": months.weeks(month, entries, today),
        "is_empty": not entries,
        "is_present_month": month == today.replace(day=1),
        "previous": months.link(month, -1),
        "next": months.link(month, 1),
    }


def meeting_page(meeting, today):
    """No query: the meeting comes from `meeting_to_show`."""
    return {
        "section": "meetings",
        "meeting": meeting,
        "crumbs": [("Sitzungen", reverse("council:meeting_list")), (short(str(meeting)), None)],
        "preline": f"{meeting.organization} · {meeting.start_text}",
        "facts": meetings.meeting_facts(meeting, today),
        "agenda": meetings.agenda(meeting, today),
        "files": file_lines(meeting.visible_files),
    }


def agenda_item_page(item, today):
    """One query: the items before and after. The item comes from `item_to_show`."""
    kind, label = meetings.result_of(item)
    previous, following = meetings.neighbours(item)
    return {
        "section": "meetings",
        "item": item,
        "crumbs": [
            ("Sitzungen", reverse("council:meeting_list")),
            (short(str(item.meeting)), item.meeting.get_absolute_url()),
            (item.number or short(item.name), None),
        ],
        "preline": meetings.item_preline(item),
        "facts": meetings.item_facts(item),
        "papers": meetings.paper_links(item),
        "result_kind": kind,
        "result_label": label,
        "has_badge": kind is not None or meetings.is_past(item.meeting, today),
        "passages": meetings.item_passages(item),
        "files": file_lines(item.visible_files),
        "previous": previous,
        "following": following,
    }
