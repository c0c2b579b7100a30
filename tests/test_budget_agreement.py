"""Page, table, picture and export of money agree to the cent, whatever is recorded, missing or hidden."""

import ast
import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import budgets
from budgets.charts import BASELINE, bar_chart
from budgets.display import MINUS
from budgets.models import Appropriation
from budgets.series import PHASES, YearTotal, year_totals
from budgets.tables import money_table
from tests.factories import (
    AppropriationFactory,
    BodyFactory,
    BudgetLineFactory,
    CooperationFactory,
    CooperationShareFactory,
)

AMOUNTS = st.decimals(min_value="-9999999.99", max_value="9999999.99", places=2)
TOTALS = st.lists(
    st.builds(YearTotal, st.integers(1990, 2040), st.dictionaries(st.sampled_from(PHASES), AMOUNTS, min_size=1)),
    min_size=1,
    max_size=8,
    unique_by=lambda total: total.fiscal_year,
).map(lambda totals: sorted(totals, key=lambda total: total.fiscal_year))

ROWS = st.lists(
    st.tuples(
        st.integers(0, 2),  # which line
        st.sampled_from(["line", "share"]),
        st.integers(2023, 2026),
        st.sampled_from(PHASES),
        AMOUNTS,
        st.sampled_from(["shown", "shown", "draft", "withdrawn", "for_the_council"]),
    ),
    max_size=12,
    unique_by=lambda row: row[:4],
)


def number(text):
    """The amount behind "−1.234,50" or "-1234,50"; None for what is not told."""
    plain = re.sub(r"[.\s]", "", text).replace(MINUS, "-").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+\.\d\d", plain) else None


@given(TOTALS)
def test_a_table_holds_each_amount_once_and_nothing_where_there_is_none(totals):
    table = money_table(totals, caption="Beträge")
    phases = [phase for phase in PHASES if f"{phase.label} in Euro" in table.columns]

    told = {
        (int(row.label), phase): number(amount)
        for row in table.rows
        for phase, amount in zip(phases, row.amounts, strict=True)
        if amount is not None
    }

    assert told == {
        (total.fiscal_year, phase): total.amounts_eur[phase] for total in totals for phase in total.amounts_eur
    }


@given(TOTALS)
def test_a_chart_has_a_bar_for_each_amount_as_long_as_the_scale_says(totals):
    chart = bar_chart(totals, chart_id="a", title="T")
    scale = {line.label: line.y for line in chart.gridlines}
    drawn = {
        group.label: sorted(bar.height for bar in group.bars) for group in chart.groups if group.label and group.bars
    }

    for total in totals:
        amounts = dict(total.amounts_eur)
        if Appropriation.Phase.DRAFT_BUDGET in amounts:
            amounts.pop(Appropriation.Phase.MEDIUM_TERM, None)
        bars = drawn.get(str(total.fiscal_year))
        assert bars is None or len(bars) == len(amounts)
        assert bars is None or all(Decimal(1) <= height <= BASELINE for height in bars)
    assert "0" in scale


@pytest.mark.django_db
@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_pages_and_exports_agree_and_hidden_rows_change_nothing(client, rows):
    body, cooperation = BodyFactory(), CooperationFactory()
    shares = [
        CooperationShareFactory(cooperation=cooperation, budget_line=BudgetLineFactory(body=body)) for _ in range(3)
    ]
    for shown in (True, False):  # the hidden ones second
        if not shown:
            before = answers(client, body, cooperation, shares)
        for index, owner, year, phase, amount, state in rows:
            if (state == "shown") == shown:
                share = shares[index]
                whose = {"share": share} if owner == "share" else {"share": None, "budget_line": share.budget_line}
                hidden = {} if shown else {state: True}
                AppropriationFactory(fiscal_year=year, phase=phase, amount_eur=amount, **whose, **hidden)

    assert answers(client, body, cooperation, shares) == before

    told = [row for row in rows if row[5] == "shown"]
    assert exported(before["cooperation csv"]) == sums(row for row in told if row[1] == "share")
    assert exported(before["body csv"]) == exported(before["cooperation csv"])
    assert on_page(before["cooperation"]) == exported(before["cooperation csv"])
    for index in range(3):
        of_line = [row for row in told if row[0] == index]
        whole = [row for row in of_line if row[1] == "line"]
        assert exported(before[f"line {index} csv"], "ganze Haushaltsstelle") == sums(whole)
        assert exported(before[f"line {index} csv"], "anteilige Mittel") == sums(
            row for row in of_line if row[1] == "share"
        )


def answers(client, body, cooperation, shares):
    urls = {
        "cooperation": reverse("budgets:cooperation_budget", args=[cooperation.public_id]),
        "cooperation csv": reverse("budgets:cooperation_export", args=[cooperation.public_id]),
        "body": reverse("budgets:body_budget", args=[body.public_id]),
        "body csv": reverse("budgets:body_export", args=[body.public_id]),
    }
    for index, share in enumerate(shares):
        urls[f"line {index}"] = share.budget_line.get_absolute_url()
        urls[f"line {index} csv"] = reverse("budgets:line_export", args=[share.budget_line.public_id])
    return {name: client.get(url).content.decode("utf-8-sig") for name, url in urls.items()}


def sums(rows):
    found = {}
    for _, _, year, phase, amount, _ in rows:
        found[year, phase.label] = found.get((year, phase.label), Decimal(0)) + amount
    return found


def exported(text, extent=""):
    """{(year, phase): amount} of the export, of the rows that begin with `extent`."""
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    return {(int(row[-3]), row[-2]): number(row[-1]) for row in rows if row[0].startswith(extent)}


def on_page(text):
    """{(year, phase): amount} of the one table of amounts on the page."""
    tables = re.findall(r'<table class="p-table p-table--money">(.*?)</table>', text, re.DOTALL)
    found = {}
    for table in tables:
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]:
            year = re.search(r"<th[^>]*>(\d{4})</th>", row)[1]
            for label, cell in re.findall(r'data-label="([^"]*) in Euro">(.*?)</td>', row, re.DOTALL):
                if (amount := number(cell)) is not None:
                    found[int(year), label] = amount
    return found


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_sums_are_exact(amounts):
    rows = [
        Appropriation(pk=pk, share_id=None, budget_line_id=pk, fiscal_year=2024, phase="approved", amount_eur=amount)
        for pk, amount in enumerate(amounts, start=1)
    ]

    assert year_totals(rows) == [YearTotal(2024, {"approved": sum(amounts, Decimal(0))})]


@pytest.mark.parametrize("path", sorted(Path(budgets.__file__).parent.rglob("*.py")), ids=lambda path: path.name)
def test_no_money_is_a_float(path):
    nodes = list(ast.walk(ast.parse(path.read_text())))

    assert [node.lineno for node in nodes if isinstance(node, ast.Name) and node.id == "float"] == []
    assert [node.lineno for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)] == []
