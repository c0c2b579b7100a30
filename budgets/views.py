from django.shortcuts import render

from publication.lists import RecordList
from publication.views import record_page

from .filters import BudgetLineFilter
from .models import BudgetLine
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
