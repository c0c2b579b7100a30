"""Amounts by year: the only place where money is added up. Table, chart and export draw from here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch, Q

from cooperations.models import Cooperation
from council.models import Body

from .models import Appropriation, BudgetLine, ContributionAmount, CooperationShare

PHASES = (
    Appropriation.Phase.DRAFT_BUDGET,
    Appropriation.Phase.APPROVED,
    Appropriation.Phase.AMENDED,
    Appropriation.Phase.ACTUAL,
    Appropriation.Phase.MEDIUM_TERM,
)


BINDING = (Appropriation.Phase.AMENDED, Appropriation.Phase.APPROVED)
"""Phases of a plan that was decided, the one that replaces the other first."""


class CountedTwice(ValueError):
    """A share's amount was to be added to the amount of the whole line that contains it."""


@dataclass(frozen=True, slots=True)
class YearTotal:
    """Sums in euro for one fiscal year by phase. A phase that is missing was not recorded, which is not zero."""

    fiscal_year: int
    amounts_eur: dict[str, Decimal]
    parts_eur: tuple[dict[str, Decimal], ...] | None = field(default=None, compare=False, repr=False)
    """The same by whose amounts they are, since each has a plan of its own that binds; None: all are of one."""

    def of(self, phase) -> Decimal | None:
        return self.amounts_eur.get(phase)

    @property
    def _parts(self):
        return (self.amounts_eur,) if self.parts_eur is None else self.parts_eur

    @property
    def _planned(self):
        """(phase, amount) of the plan that binds, for each part that has one: the newest in the course of a budget."""
        chosen = ((next((one for one in BINDING if one in part), None), part) for part in self._parts)
        return [(phase, part[phase]) for phase, part in chosen if phase is not None]

    @property
    def planned_phases(self):
        """The phases of which `planned_eur` is made, in the order of BINDING; empty: no plan is known."""
        used = {phase for phase, _ in self._planned}
        return [phase for phase in BINDING if phase in used]

    @property
    def planned_eur(self) -> Decimal | None:
        planned = self._planned
        return sum((amount for _, amount in planned), Decimal(0)) if planned else None

    @property
    def result_covers_plan(self):
        """Whether plan and result are known of the same parts; a difference between other sums says nothing."""
        actual = Appropriation.Phase.ACTUAL
        return all((actual in part) == any(phase in part for phase in BINDING) for part in self._parts)


@dataclass(frozen=True, slots=True)
class LineMoney:
    """A budget line: its own amounts, and those of each visible share, kept apart."""

    line: BudgetLine
    amounts: list[Appropriation]
    shares: list["ShareMoney"]


@dataclass(frozen=True, slots=True)
class ShareMoney:
    share: CooperationShare
    amounts: list[Appropriation]


@dataclass(frozen=True, slots=True)
class CooperationAccount:
    """The cooperation's shares in the lines of one body, plan and direction: only these may be added up.

    The same euro stands in both plans, and what one body pays may be another's revenue.
    """

    cooperation: Cooperation
    body: Body
    plan_label: str
    direction_label: str
    shares: list[ShareMoney]

    @property
    def totals(self):
        """A whole line's amounts and the share's own are parts of one account."""
        shares = {amount: one.share for one in self.shares for amount in one.amounts}
        return year_totals(shares, owner=shares.get)


def age(amount):
    """Sort key: an amount whose day is not known is the oldest."""
    return (amount.as_of is not None, amount.as_of and amount.as_of.toordinal(), amount.pk)


def in_force(amounts):
    """Of several states of one amount only the newest, by its day, a correction after what it corrects.

    Year by year, in the order of PHASES.
    """
    newest = {}
    for amount in sorted(amounts, key=age):
        newest[amount.series] = amount
    return sorted(newest.values(), key=lambda amount: (amount.fiscal_year, PHASES.index(amount.phase), amount.pk))


def year_totals(amounts, *, owner: Callable = attrgetter("owner")):
    """Sum `amounts` by year and phase, each in its newest state, oldest year first. `owner`: whose an amount is.

    Shares must come with `share` loaded. Raises CountedTwice when a share stands beside its whole line in one
    year and phase.
    """
    current = in_force(amounts)
    _refuse_to_count_twice([one for one in current if isinstance(one, Appropriation)])
    by_year = groupby(current, key=lambda amount: amount.fiscal_year)
    return [_year_total(year, list(group), owner) for year, group in by_year]


def _year_total(year, amounts, owner):
    parts = {}
    for amount in amounts:
        parts.setdefault(owner(amount), []).append(amount)
    return YearTotal(year, _sums(amounts), tuple(_sums(part) for part in parts.values()))


def _refuse_to_count_twice(amounts):
    whole = {(one.budget_line_id, one.fiscal_year, one.phase) for one in amounts if one.share_id is None}
    if any(one.share_id and (one.share.budget_line_id, one.fiscal_year, one.phase) in whole for one in amounts):
        raise CountedTwice("A share is part of its budget line and must not be added to it.")


def _sums(amounts):
    sums = {}
    for amount in amounts:
        sums[amount.phase] = sums.get(amount.phase, Decimal(0)) + amount.amount_eur
    return sums


def _with_decisions(amounts):
    return amounts.select_related("share").with_visible("paper", "agenda_item").order_by("fiscal_year", "pk")


def money_of_line(line: BudgetLine):
    """Visible amounts of `line` and of each visible share in it; four queries."""
    # shares as a subquery: a condition on their own column would make the database read every amount there is
    own_shares = CooperationShare.visible.filter(budget_line=line).values("pk")
    amounts = _with_decisions(Appropriation.visible.filter(Q(budget_line=line) | Q(share__in=own_shares)))
    amounts = sorted(amounts, key=lambda one: (one.fiscal_year, PHASES.index(one.phase), age(one)))
    shares = CooperationShare.visible.filter(budget_line=line).select_related("cooperation")
    return LineMoney(
        line,
        [amount for amount in amounts if amount.share_id is None],
        [
            ShareMoney(share, [amount for amount in amounts if amount.share_id == share.pk])
            for share in shares.order_by("cooperation__sort_key", "pk")
        ],
    )


def accounts_of(cooperation: Cooperation):
    """The cooperation's visible money, by body, plan and direction; three queries."""
    return _accounts(CooperationShare.visible.filter(cooperation=cooperation))


def accounts_in(body: Body):
    """What stands in the budget of `body` for cooperations, by cooperation, plan and direction; three queries."""
    return _accounts(CooperationShare.visible.filter(budget_line__body=body))


def _accounts(shares):
    """Where the whole line belongs to a cooperation, the line's amounts count, except where an amount of its own is
    told for the year and phase."""
    own = Appropriation.visible.select_related("share")
    of_line = Appropriation.visible.filter(share=None)
    shares = shares.select_related("budget_line__body", "cooperation").prefetch_related(
        Prefetch("appropriations", own, to_attr="own_amounts"),
        Prefetch("budget_line__appropriations", of_line, to_attr="visible_appropriations"),
    )
    order = sorted(shares, key=_account_order)
    return [
        CooperationAccount(
            group[0].cooperation,
            group[0].budget_line.body,
            group[0].budget_line.get_plan_display(),
            group[0].budget_line.get_direction_display(),
            [ShareMoney(share, _amounts_for(share)) for share in group],
        )
        for _, group in ((key, list(found)) for key, found in groupby(order, key=lambda one: _account_order(one)[:6]))
    ]


def _account_order(share):
    line = share.budget_line
    plan, direction = list(BudgetLine.Plan).index(line.plan), list(BudgetLine.Direction).index(line.direction)
    who = (line.body.sort_key, line.body_id, share.cooperation.sort_key, share.cooperation_id)
    return (*who, plan, direction, line.product_key, line.account_key, share.pk)


def _amounts_for(share):
    if share.extent != CooperationShare.Extent.WHOLE:
        return share.own_amounts
    return beside_own(share.own_amounts, share.budget_line.visible_appropriations)


def beside_own(own, of_line):
    """A share that is the whole line: its `own` amounts, and the line's for each year and phase without one."""
    told = {(amount.fiscal_year, amount.phase) for amount in own}
    return own + [one for one in of_line if (one.fiscal_year, one.phase) not in told]


def contributions_of(contributions):
    """`contributions`, visible ones, with payer, receiver and `visible_amounts`; two queries."""
    amounts = ContributionAmount.visible.order_by("fiscal_year", "pk")
    return (
        contributions.select_related("payer", "receiver")
        .prefetch_related(Prefetch("amounts", amounts, to_attr="visible_amounts"))
        .order_by("sort_key", "pk")
    )


def corrected(model):
    """Keys of the amounts that a visible one corrects, for a condition."""
    return model.visible.exclude(corrects=None).values("corrects")
