"""The money of a page, told once: its pictures, tables and exports draw from here."""

from dataclasses import dataclass

from django.db.models import Q

from cooperations.models import Cooperation
from council.models import Body
from partners.models import Partner

from .models import BudgetLine, Contribution, ContributionAmount
from .series import (
    PHASES,
    CooperationAccount,
    YearTotal,
    accounts_in,
    accounts_of,
    contributions_of,
    money_of_line,
    year_totals,
)

AMOUNT_HEADINGS = ("Haushaltsjahr", "Phase", "Betrag in Euro")


@dataclass(frozen=True, slots=True)
class Account:
    """Amounts that may be added up, by year. `labels`: whose they are, in the columns of the export."""

    title: str
    labels: tuple[str, ...]
    totals: list[YearTotal]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What a page shows and its export holds. `headings`: of the labels. Never added up among each other."""

    headings: tuple[str, ...]
    accounts: list[Account]

    def export(self):
        """Headings and rows for `publication.sheets`: one row for each amount that is known."""
        rows = [
            [*account.labels, total.fiscal_year, phase.label, total.of(phase)]
            for account in self.accounts
            for total in account.totals
            for phase in PHASES
            if total.of(phase) is not None
        ]
        return [*self.headings, *AMOUNT_HEADINGS], rows


def of_line(line: BudgetLine):
    """The whole line, then each share in it; four queries."""
    return of_money(money_of_line(line))


def of_money(money):
    whole = Account("Ganze Haushaltsstelle", ("ganze Haushaltsstelle", ""), year_totals(money.amounts))
    shares = [
        Account(
            f"Anteil: {one.share.cooperation}",
            (one.share.get_extent_display(), one.share.cooperation.title),
            year_totals(one.amounts),
        )
        for one in money.shares
    ]
    return Accounts(("Umfang", "Kooperation"), [whole, *shares])


def of_cooperation(cooperation: Cooperation):
    """By body, plan and direction; three queries."""
    return of_accounts(accounts_of(cooperation))


def of_accounts(accounts: list[CooperationAccount]):
    return _by("Körperschaft", lambda one: (one.body.called, one.body.name), accounts)


def of_body(body: Body, contributions=None):
    """By cooperation, plan and direction, then the contributions of the partner that it is kept as; five queries."""
    found = _by("Kooperation", lambda one: (one.cooperation.title, one.cooperation.title), accounts_in(body))
    contributions = contributions_with(body.partner_id) if contributions is None else contributions
    dues = [
        Account(account.title, ("Umlagen und Beiträge", "", *account.labels), account.totals)
        for account in _of_contributions(body.partner_id, contributions)
    ]
    return Accounts(("Kooperation oder Beitrag", "Plan", "Richtung"), [*found.accounts, *dues])


def _by(heading, names, accounts):
    """`names`: from an account to the short and the full name of what tells it apart on this page."""
    found = []
    for one in accounts:
        short, full = names(one)
        title = f"{short}: {one.direction_label} ({one.plan_label})"
        found.append(Account(title, (full, one.plan_label, one.direction_label), one.totals))
    return Accounts((heading, "Plan", "Richtung"), found)


def contributions_with(partner_pk):
    """Visible contributions that the partner pays or receives, none without a partner; two queries."""
    return list(contributions_of(Contribution.visible.filter(Q(payer=partner_pk) | Q(receiver=partner_pk))))


def of_partner(partner: Partner, contributions=None):
    """What the partner pays and receives by contributions, one account for each direction; two queries."""
    contributions = contributions_with(partner.pk) if contributions is None else contributions
    return Accounts(("Richtung",), _of_contributions(partner.pk, contributions))


def _of_contributions(partner_pk, contributions):
    paid = [one for one in contributions if one.payer_id == partner_pk]
    received = [one for one in contributions if one.receiver_id == partner_pk]
    return [
        Account(title, (label,), year_totals([amount for one in found for amount in one.visible_amounts]))
        for title, label, found in (
            ("Gezahlte Umlagen und Beiträge", "zahlt", paid),
            ("Erhaltene Umlagen und Beiträge", "erhält", received),
        )
        if found
    ]


def of_contribution(contribution: Contribution, amounts=None):
    """What is due by a contribution; one query."""
    if amounts is None:
        amounts = ContributionAmount.visible.filter(contribution=contribution)
    return Accounts(
        ("Beitrag", "zahlt", "erhält"),
        [
            Account(
                str(contribution),
                (contribution.name, contribution.payer.name, contribution.receiver.name),
                year_totals(amounts),
            )
        ],
    )
