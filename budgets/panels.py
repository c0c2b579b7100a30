"""What pages of cooperations and partners show of money."""

from dataclasses import dataclass

from django.db.models import Prefetch

from cooperations.models import Cooperation
from partners.models import Partner
from publication.display import Cell, Column, day_text

from .display import money_text
from .models import CooperationShare, Grant
from .series import CooperationAccount, accounts_of
from .tables import MoneyPicture, picture_of

SHARE_COLUMNS = [Column("Haushaltsstelle"), Column("Produkt / Sachkonto"), Column("Umfang"), Column("Zweck")]
PARTNER_GRANT_COLUMNS = [
    Column("Programm"),
    Column("Kooperation"),
    Column("Wofür"),
    Column("Zeitraum"),
    Column("Förderung in Euro", numeric=True),
]


@dataclass(frozen=True, slots=True)
class AccountPanel:
    """The cooperation's money in one plan of one body."""

    title: str
    picture: MoneyPicture
    rows: list[list[Cell]]
    has_share: bool


def account_panels(cooperation: Cooperation):
    """Three queries."""
    return [_account_panel(account, index) for index, account in enumerate(accounts_of(cooperation), start=1)]


def _account_panel(account: CooperationAccount, index):
    title = f"{account.body.called}: {account.direction_label} ({account.plan_label})"
    number = len(account.shares)
    caption = f"Summe aus {number} Haushaltsstellen" if number > 1 else "Beträge nach Jahren"
    return AccountPanel(
        title,
        picture_of(account.totals, picture_id=f"geld-{index}", title=caption),
        [_share_row(one.share) for one in account.shares],
        any(one.share.extent == CooperationShare.Extent.SHARE for one in account.shares),
    )


def _share_row(share):
    line = share.budget_line
    return [
        Cell(str(line), url=line.get_absolute_url()),
        Cell(line.code),
        Cell(share.get_extent_display()),
        Cell(share.purpose or "–"),
    ]


@dataclass(frozen=True, slots=True)
class ShownGrant:
    """A grant; `source` is the visible paper that tells of it."""

    programme: str
    programme_url: str
    funder: str
    funder_url: str
    purpose: str
    period: str
    amount_text: str | None
    own_share_text: str | None
    source: Cell | None


def grants_of(cooperation: Cooperation):
    """Visible grants with their sources and funders where these are visible; three queries."""
    grants = (
        Grant.visible.filter(cooperation=cooperation)
        .select_related("programme")
        .with_visible("paper")
        .prefetch_related(Prefetch("programme__funder", Partner.visible.all(), to_attr="visible_funder"))
    )
    return [_shown_grant(grant) for grant in grants.order_by("programme__sort_key", "start_date", "pk")]


def _shown_grant(grant):
    funder, paper = grant.programme.visible_funder, grant.visible_paper
    return ShownGrant(
        programme=grant.programme.name,
        programme_url=grant.programme.website,
        funder=funder.called if funder else grant.programme.funder_name,
        funder_url=funder.get_absolute_url() if funder else "",
        purpose=grant.purpose,
        period=_period(grant),
        amount_text=money_text(grant.amount_eur),
        own_share_text=money_text(grant.own_share_eur),
        source=Cell(f"Vorlage {paper.reference}".strip(), url=paper.get_absolute_url()) if paper else None,
    )


def _period(grant):
    if grant.start_date and grant.end_date:
        return f"{day_text(grant.start_date)} bis {day_text(grant.end_date)}"
    if grant.start_date:
        return f"ab {day_text(grant.start_date)}"
    return f"bis {day_text(grant.end_date)}" if grant.end_date else ""


def grant_rows_from(partner: Partner):
    """Rows of PARTNER_GRANT_COLUMNS for the visible grants from programmes that `partner` funds; one query."""
    return _grant_rows(Grant.visible.filter(programme__funder=partner))


def grant_rows_to(partner: Partner):
    """Rows of PARTNER_GRANT_COLUMNS for the visible grants that `partner` receives; one query."""
    return _grant_rows(Grant.visible.filter(recipient=partner))


def _grant_rows(grants):
    grants = grants.select_related("programme", "cooperation")
    return [
        [
            Cell(grant.programme.name),
            Cell(grant.cooperation.title, url=grant.cooperation.get_absolute_url()),
            Cell(grant.purpose),
            Cell(_period(grant) or "–"),
            Cell(money_text(grant.amount_eur) or "–"),
        ]
        for grant in grants.order_by("programme__sort_key", "cooperation__sort_key", "pk")
    ]
