"""What the pages of budget lines show."""

from dataclasses import dataclass

from django.urls import reverse

from publication.display import Cell, Column, Fact

from .display import money_text
from .models import Appropriation, BudgetLine, CooperationShare
from .series import money_of_line, year_totals
from .tables import MoneyPicture, money_picture

COLUMNS = [
    Column("Haushaltsstelle"),
    Column("Produkt / Sachkonto"),
    Column("Körperschaft"),
    Column("Plan"),
    Column("Richtung"),
    Column("Neuester Ansatz in Euro", numeric=True),
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
    """`line` comes with its body; four queries."""
    money = money_of_line(line)
    return {
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
        Fact("Produkt", f"{line.product_number} {line.product_name}".strip()),
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
