"""Organizations and bodies as their lists and pages show them. Loaders say what they cost."""

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from publication.display import Card, Cell, Column, Fact, date_fact, day_text

from .display import Table
from .models import Body, LegislativeTerm, Meeting, Membership, Organization, Paper

ORGANIZATION_COLUMNS = [Column("Gremium"), Column("Körperschaft"), Column("Art"), Column("Nächste Sitzung")]
MEMBER_COLUMNS = [Column("Name"), Column("Funktion"), Column("Entsandt von"), Column("Zeit")]


def listed_organizations(at):
    """Visible organizations, those of one body together, with their meetings after `at`: one query more."""
    coming = Meeting.visible.upcoming(at).select_related("organization")
    return (
        Organization.visible.select_related("body")
        .order_by("body__sort_key", "body", "sort_key", "pk")
        .prefetch_related(Prefetch("meetings", coming, to_attr="coming_meetings"))
    )


def organization_to_show():
    return Organization.visible.select_related("body")


def organization_table(organizations):
    return Table(ORGANIZATION_COLUMNS, [_organization_row(organization) for organization in organizations])


def _organization_row(organization):
    coming = next(iter(organization.coming_meetings), None)
    return [
        Cell(organization.name, url=organization.get_absolute_url()),
        Cell(organization.body.called, url=organization.body.get_absolute_url()),
        Cell(kind_label(organization)),
        Cell(coming.start_text, url=coming.get_absolute_url()) if coming else Cell("keine bekannt"),
    ]


def kind_label(organization):
    return organization.classification or organization.get_organization_type_display()


def organization_facts(organization):
    return [
        Fact("Körperschaft", organization.body.name, organization.body.get_absolute_url()),
        Fact("Art", kind_label(organization)),
        Fact("Kurzname", organization.short_name),
        date_fact("Besteht seit", organization.start_date),
        date_fact("Bestand bis", organization.end_date),
        Fact("Internetseite", organization.website, organization.website or None),
    ]


def memberships_of(organization):
    """Visible memberships by name; one query."""
    rows = Membership.visible.filter(organization=organization).select_related("person", "on_behalf_of")
    return list(rows.order_by("person__sort_key", "start_date", "pk"))


def member_tables(memberships, today):
    """Those who sit there, and those who left before `today`."""
    former = [one for one in memberships if one.end_date is not None and one.end_date < today]
    present = [one for one in memberships if one not in former]
    return [Table(MEMBER_COLUMNS, [_member_row(one) for one in group]) for group in (present, former)]


def _member_row(membership):
    sender = membership.on_behalf_of
    return [
        Cell(str(membership.person)),
        Cell(membership.role or "Mitglied"),
        Cell(sender.called, url=sender.get_absolute_url()) if sender else Cell("–"),
        Cell(_period(membership.start_date, membership.end_date) or "–"),
    ]


def _period(start, end):
    if start and end:
        return f"{day_text(start)} bis {day_text(end)}"
    return f"seit {day_text(start)}" if start else f"bis {day_text(end)}" if end else ""


def body_card(body):
    return Card(
        title=body.name,
        url=body.get_absolute_url(),
        preline=body.classification,
        meta=[
            _counted(body.organization_count, "Gremium", "Gremien"),
            _counted(body.paper_count, "Vorlage", "Vorlagen"),
        ],
    )


def _counted(number, singular, plural):
    return f"{number} {singular if number == 1 else plural}"


def body_to_show():
    """Visible bodies with their visible partner and legislative terms: two queries more."""
    terms = LegislativeTerm.visible.order_by("-start_date", "pk")
    return Body.visible.with_visible("partner").prefetch_related(
        Prefetch("legislative_terms", terms, to_attr="visible_terms")
    )


def body_facts(body):
    partner = body.visible_partner
    return [
        Fact("Art", body.classification),
        Fact("Kurzname", body.short_name),
        Fact("Als Partner", partner.name if partner else "", partner and partner.get_absolute_url()),
        Fact("Internetseite", body.website, body.website or None),
        Fact("Gemeindeschlüssel", body.ags),
        Fact("Wahlperioden", ", ".join(_term_text(term) for term in body.visible_terms)),
        Fact("Lizenz der Daten", body.oparl_license, body.oparl_license or None),
    ]


def _term_text(term):
    years = "–".join(str(day.year) if day else "" for day in (term.start_date, term.end_date))
    return f"{term.name} ({years})" if years != "–" else term.name


def listed_bodies():
    """Visible bodies with the numbers of their visible organizations and papers; one query."""
    return Body.visible.annotate(
        organization_count=_count_of(Organization.visible), paper_count=_count_of(Paper.visible)
    )


def _count_of(rows):
    counts = rows.filter(body=OuterRef("pk")).order_by().values("body").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counts), 0, output_field=IntegerField())
