"""What each page of one record, and the calendar, is drawn from. `today` is the local day."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from publication.history_pages import SIDE_BY_SIDE

from . import matters, meetings, months, organizations, papers
from .display import file_lines, short
from .resolutions import Pair, resolutions_of
from .stations import happenings, outcome, standing, stations, way

LATEST = 10  # papers
NEAREST = 5  # meetings, to either side of today


OPEN_STATIONS = 10


def paper_page(paper, today):
    """One query: the ties of the same matter. The paper comes from `paper_to_show`."""
    steps = stations(paper, today)
    earlier = steps[:-OPEN_STATIONS] if len(steps) > 2 * OPEN_STATIONS else []
    return {
        "section": "papers",
        "paper": paper,
        "crumbs": _paper_crumbs(paper),
        "preline": papers.preline(paper),
        "standing": standing(steps, today),
        "way": way(steps),
        "happenings": happenings(steps),
        "outcome": outcome(steps),
        "facts": papers.paper_facts(paper),
        "earlier_stations": earlier,
        "stations": steps[len(earlier) :],
        "passages": papers.paper_passages(paper),
        "resolutions": resolutions_of(paper, steps),
        "tied_papers": len(matters.tied_keys(paper)) - 1,
        "files": file_lines(paper.visible_files),
        "references": papers.paper_references(paper) + papers.paper_citations(paper),
    }


def _paper_crumbs(paper, further=None):
    name = paper.reference or short(str(paper))
    own = [(name, paper.get_absolute_url()), (further, None)] if further else [(name, None)]
    return [("Vorlagen", reverse("council:paper_list")), *own]


def resolution_page(paper, asked, today):
    """What was proposed beside what was resolved; no query."""
    return {
        "section": "papers",
        "paper": paper,
        "crumbs": _paper_crumbs(paper, "Vorschlag und Beschluss"),
        "resolutions": resolutions_of(paper, stations(paper, today)),
        "side_by_side": asked.get("ansicht") == SIDE_BY_SIDE,
    }


def matter_page(paper, asked, today):
    """The same matter in other bodies; `von` and `bis`: papers whose texts are compared. Ten queries at most."""
    tied = matters.papers_of_matter(paper)
    texts = matters.comparable_texts(tied, today)
    choices = [(one.public_id, f"{one.body.called}: {one.reference or short(str(one))}") for one in tied]
    choices = [choice for choice in choices if choice[0] in texts]
    first, last = _two_of(list(texts), asked.get("von"), asked.get("bis"))
    pair = Pair(texts[first], texts[last]) if first else None
    return {
        "section": "papers",
        "paper": paper,
        "crumbs": _paper_crumbs(paper, "Dieselbe Sache anderswo"),
        "table": matters.matter_table(tied, today),
        "choices": choices,
        "first": first,
        "last": last,
        "first_text": dict(choices).get(first),
        "last_text": dict(choices).get(last),
        "pair": pair,
        "side_by_side": asked.get("ansicht") == SIDE_BY_SIDE,
    }


def _two_of(ids, first, last):
    """Two different ones of `ids`, those asked for where they are among them; (None, None) where there are no two."""
    if len(ids) < 2:
        return None, None
    first = first if first in ids else ids[0]
    last = last if last in ids and last != first else next(one for one in ids if one != first)
    return first, last


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
