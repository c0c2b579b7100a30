"""What the pages of budget lines show."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.urls import reverse

from council.models import Body
from partners.models import Partner
from publication.display import Cell, Column, Fact

from . import accounts, comparison, flows
from .display import money_text
from .models import Appropriation, BudgetLine, Contribution, ContributionAmount, CooperationShare
from .panels import PARTNER_GRANT_COLUMNS, grant_rows_from, grant_rows_to
from .series import accounts_of, contributions_of, money_of_line, year_totals
from .tables import MoneyPicture, MoneyRow, MoneyTable, evidence, money_picture, picture_of
from .terms import TERMS

COLUMNS = [
    Column("Haushaltsstelle"),
    Column("Produkt / Sachkonto"),
    Column("Körperschaft"),
    Column("Plan"),
    Column("Richtung"),
    Column("Neuester Ansatz in Euro", numeric=True),
]


CONTRIBUTION_COLUMNS = [
    Column("Umlage oder Beitrag"),
    Column("zahlt"),
    Column("erhält"),
    Column("Neuester Plan in Euro", numeric=True),
]


@dataclass(frozen=True, slots=True)
class SharePicture:
    """A cooperation's part of a line. `anchor` is unique on the page."""

    anchor: str
    title: str
    url: str
    purpose: str
    is_share: bool
    picture: MoneyPicture


def line_rows(lines):
    """Rows of COLUMNS with the newest approved amount of the whole line; one query beside that of `lines`."""
    lines = list(lines)
    approved = _newest_approved(lines)
    return [
        [
            Cell(str(line), url=line.get_absolute_url()),
            Cell(line.code),
            Cell(line.body.called),
            Cell(line.get_plan_display()),
            Cell(line.get_direction_display()),
            Cell(approved.get(line.pk, "–")),
        ]
        for line in lines
    ]


def _newest_approved(lines):
    amounts = Appropriation.visible.filter(budget_line__in=lines, phase=Appropriation.Phase.APPROVED)
    texts = {}
    for line_pk in {amount.budget_line_id for amount in amounts}:
        newest = year_totals([amount for amount in amounts if amount.budget_line_id == line_pk])[-1]
        texts[line_pk] = f"{money_text(newest.of(Appropriation.Phase.APPROVED))} ({newest.fiscal_year})"
    return texts


def line_page(line: BudgetLine):
    """`line` comes with its body; six queries."""
    money = money_of_line(line)
    return {
        "terms": TERMS,
        "comparison_columns": comparison.COLUMNS,
        "comparison": comparison.comparison_rows(year_totals(money.amounts)),
        "contribution_columns": CONTRIBUTION_COLUMNS,
        "contributions": contribution_rows(Contribution.visible.filter(Q(paying_line=line) | Q(receiving_line=line))),
        "export_url": reverse("budgets:line_export", args=[line.public_id]),
        "section": "budgets",
        "line": line,
        "crumbs": [("Haushalt", reverse("budgets:budget_line_list")), (str(line), None)],
        "facts": _facts(line),
        "whole": money_picture(money.amounts, picture_id="ganze", title="Ganze Haushaltsstelle", with_evidence=True),
        "shares": [_share_picture(one) for one in money.shares],
    }


def _facts(line):
    body = line.body
    return [
        Fact("Körperschaft", body.name, url=body.get_absolute_url()),
        Fact(line.get_product_level_display(), f"{line.product_number} {line.product_name}".strip()),
        Fact("Sachkonto", f"{line.account_number} {line.account_name}".strip()),
        Fact("Plan", line.get_plan_display()),
        Fact("Richtung", line.get_direction_display()),
        Fact("Bewirtschaftet von", line.office),
    ]


def _share_picture(money):
    share, cooperation = money.share, money.share.cooperation
    anchor = f"anteil-{share.public_id}"
    return SharePicture(
        anchor,
        cooperation.title,
        cooperation.get_absolute_url(),
        share.purpose,
        share.extent == CooperationShare.Extent.SHARE,
        money_picture(
            money.amounts,
            picture_id=f"{anchor}-bild",
            title=f"Anteil: {cooperation.title}",
            with_evidence=True,
        ),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One account of a page: its picture and the comparison of plan and result."""

    title: str
    picture: MoneyPicture
    comparison: list


def _sections(found: accounts.Accounts):
    return [
        Section(
            account.title,
            picture_of(account.totals, picture_id=f"geld-{index}", title="Beträge nach Jahren"),
            comparison.comparison_rows(account.totals),
        )
        for index, account in enumerate(found.accounts, start=1)
    ]


def _page(title, owner_url, owner_label, found, export_name, record):
    """What all pages of money of something else have in common."""
    return {
        "section": "budgets",
        "title": title,
        "owner_url": owner_url,
        "owner_label": owner_label,
        "crumbs": [("Haushalt", reverse("budgets:budget_line_list")), (title, None)],
        "sections": _sections(found),
        "comparison_columns": comparison.COLUMNS,
        "export_url": reverse(export_name, args=[record.public_id]),
        "contribution_columns": CONTRIBUTION_COLUMNS,
        "terms": TERMS,
    }


def cooperation_page(cooperation):
    """Five queries."""
    money = accounts_of(cooperation)
    found = accounts.of_accounts(money)
    shares = flows.body_shares(money)
    title = f"Haushalt: {cooperation}"
    page = _page(
        title, cooperation.get_absolute_url(), str(cooperation), found, "budgets:cooperation_export", cooperation
    )
    return page | {
        "shares": shares,
        "share_columns": flows.COLUMNS,
        "share_rows": flows.share_rows(shares) if shares else [],
        "flow": flows.flow(shares, flow_id="fluss", target=str(cooperation)),
        "contributions": contribution_rows(Contribution.visible.filter(cooperation=cooperation)),
    }


def body_page(body: Body):
    """Five queries. Contributions are those of the partner that the body is kept as, where that is visible."""
    contributions = accounts.contributions_with(body.partner_id)
    page = _page(
        f"Haushalt: {body.called}",
        body.get_absolute_url(),
        body.name,
        accounts.of_body(body, contributions),
        "budgets:body_export",
        body,
    )
    return page | {
        "lines_url": f"{reverse('budgets:budget_line_list')}?koerperschaft={body.slug_name}",
        "contributions": _contribution_rows(contributions),
    }


def partner_page(partner: Partner):
    """Four queries."""
    contributions = accounts.contributions_with(partner.pk)
    page = _page(
        f"Geld: {partner.called}",
        partner.get_absolute_url(),
        partner.name,
        accounts.of_partner(partner, contributions),
        "budgets:partner_export",
        partner,
    )
    return page | {
        "contributions": _contribution_rows(contributions),
        "grant_columns": PARTNER_GRANT_COLUMNS,
        "grants_given": grant_rows_from(partner),
        "grants_received": grant_rows_to(partner),
    }


def contribution_rows(contributions):
    """Rows of CONTRIBUTION_COLUMNS; two queries."""
    return _contribution_rows(contributions_of(contributions))


def _contribution_rows(contributions):
    return [
        [
            Cell(one.name, url=one.get_absolute_url()),
            Cell(one.payer.called, url=one.payer.get_absolute_url()),
            Cell(one.receiver.called, url=one.receiver.get_absolute_url()),
            Cell(_newest_plan(year_totals(one.visible_amounts))),
        ]
        for one in contributions
    ]


def _newest_plan(totals):
    planned = [total for total in totals if total.planned_eur is not None]
    return f"{money_text(planned[-1].planned_eur)} ({planned[-1].fiscal_year})" if planned else "–"


# The chain of a contribution


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain: who does what with the money, and where it stands."""

    title: str
    text: str
    cells: list[Cell]


def contribution_page(contribution: Contribution):
    """`contribution` comes with payer, receiver and its visible links; six queries."""
    amounts = list(
        ContributionAmount.visible.filter(contribution=contribution)
        .with_visible("paper", "agenda_item")
        .order_by("fiscal_year", "pk")
    )
    lines = [contribution.visible_paying_line, contribution.visible_receiving_line]
    found = Appropriation.visible.filter(budget_line__in=[line for line in lines if line is not None])
    of_lines = list(found.with_visible("paper", "agenda_item"))
    paid, received = (_totals_of(line, of_lines) for line in lines)
    due = year_totals(amounts)
    return {
        "section": "budgets",
        "contribution": contribution,
        "crumbs": [("Haushalt", reverse("budgets:budget_line_list")), (str(contribution), None)],
        "facts": _contribution_facts(contribution),
        "chain": _chain(contribution, evidence(amounts), of_lines),
        "picture": picture_of(due, picture_id="beitrag", title="Betrag des Beitrags"),
        "table": _side_by_side(contribution, due, paid, received),
        "evidence": evidence(amounts),
        "export_url": reverse("budgets:contribution_export", args=[contribution.public_id]),
        "terms": TERMS,
    }


def _totals_of(line, amounts):
    return year_totals([one for one in amounts if line is not None and one.budget_line_id == line.pk])


def _contribution_facts(contribution):
    cooperation = contribution.visible_cooperation
    return [
        Fact("Art", contribution.get_kind_display()),
        Fact("zahlt", contribution.payer.name, url=contribution.payer.get_absolute_url()),
        Fact("erhält", contribution.receiver.name, url=contribution.receiver.get_absolute_url()),
        Fact("Berechnung", contribution.calculation),
        Fact(
            "Kooperation",
            cooperation.title if cooperation else "",
            url=cooperation.get_absolute_url() if cooperation else None,
        ),
    ]


def _chain(contribution, due, of_lines):
    """From the decision of who receives to both budgets; what is hidden is left out."""
    payer, receiver = contribution.payer.called, contribution.receiver.called
    decisions = _once(cell for entry in due for cell in entry.decisions)
    chain = [Link(f"{receiver} setzt den Beitrag fest", "Wie viel zu zahlen ist, Jahr für Jahr.", decisions)]
    for title, text, line in (
        (f"{payer} plant die Zahlung", "Aufwand im eigenen Haushalt.", contribution.visible_paying_line),
        (f"{receiver} plant die Einnahme", "Ertrag im eigenen Haushalt.", contribution.visible_receiving_line),
    ):
        if line is not None:
            own = [one for one in of_lines if one.budget_line_id == line.pk]
            decided = _once(cell for entry in evidence(own) for cell in entry.decisions)
            chain.append(Link(title, text, [Cell(f"{line} ({line.code})", url=line.get_absolute_url()), *decided]))
    return chain


def _once(cells):
    return list(dict.fromkeys(cells))


def _side_by_side(contribution, due, paid, received):
    """The same year in the decision and in both budgets; whole lines may hold more than this one contribution."""
    years = sorted({total.fiscal_year for totals in (due, paid, received) for total in totals})
    columns = [{total.fiscal_year: total.planned_eur for total in totals} for totals in (due, paid, received)]
    rows = [MoneyRow(str(year), [money_text(column.get(year)) for column in columns]) for year in years]
    return MoneyTable(
        "Plan in Euro: festgesetzt und in beiden Haushalten",
        ["festgesetzt", f"Haushalt {contribution.payer.called}", f"Haushalt {contribution.receiver.called}"],
        rows,
    )


def visible_contributions():
    """Contributions as `contribution_page` needs them; four queries."""
    lines = BudgetLine.visible.select_related("body")
    return (
        Contribution.visible.select_related("payer", "receiver")
        .with_visible("cooperation")
        .prefetch_related(
            Prefetch("paying_line", lines, to_attr="visible_paying_line"),
            Prefetch("receiving_line", lines, to_attr="visible_receiving_line"),
        )
    )
