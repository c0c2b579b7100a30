from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cooperations.models import Cooperation
from council.models import Body
from partners.models import Partner
from publication.lists import RecordList
from publication.sheets import FORMATS, write_sheet
from publication.views import find, record_page

from . import accounts, pages
from .filters import BudgetLineFilter
from .models import BudgetLine, Contribution
from .pages import COLUMNS, line_page, line_rows


class BudgetLineList(RecordList):
    model = BudgetLine
    filterset_class = BudgetLineFilter
    template_name = "budgets/budget_line_list.html"
    section = "budgets"
    list_name, feed_name = "budgets:budget_line_list", "budget_line_feed"

    def get_records(self):
        lines = BudgetLine.visible.select_related("body")
        return lines.order_by("body__sort_key", "body", "product_key", "account_key", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "crumbs": [("Haushalt", None)],
            "columns": COLUMNS,
            "rows": line_rows(context["object_list"]),
        }


@record_page(lambda: BudgetLine.visible.select_related("body"))
def budget_line_detail(request, line):
    return render(request, "budgets/budget_line_detail.html", line_page(line))


@record_page(pages.visible_contributions)
def contribution_detail(request, contribution):
    return render(request, "budgets/contribution_detail.html", pages.contribution_page(contribution))


@require_safe
def cooperation_budget(request, public_id):
    cooperation = find(Cooperation.visible.all(), public_id)
    return render(request, "budgets/cooperation_budget.html", pages.cooperation_page(cooperation))


@require_safe
def body_budget(request, public_id):
    return render(request, "budgets/body_budget.html", pages.body_page(find(Body.visible.all(), public_id)))


@require_safe
def partner_budget(request, public_id):
    return render(request, "budgets/partner_budget.html", pages.partner_page(find(Partner.visible.all(), public_id)))


# The same amounts as tables to take away


@require_safe
def line_export(request, public_id):
    return _csv(accounts.of_line(find(BudgetLine.visible.all(), public_id)))


@require_safe
def cooperation_export(request, public_id):
    return _csv(accounts.of_cooperation(find(Cooperation.visible.all(), public_id)))


@require_safe
def body_export(request, public_id):
    return _csv(accounts.of_body(find(Body.visible.all(), public_id)))


@require_safe
def partner_export(request, public_id):
    return _csv(accounts.of_partner(find(Partner.visible.all(), public_id)))


@require_safe
def contribution_export(request, public_id):
    contributions = Contribution.visible.select_related("payer", "receiver")
    return _csv(accounts.of_contribution(find(contributions, public_id)))


def _csv(found):
    return HttpResponse(
        write_sheet("csv", *found.export()),
        content_type=FORMATS["csv"],
        headers={"Content-Disposition": 'attachment; filename="betraege.csv"'},
    )
