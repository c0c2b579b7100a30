from django.shortcuts import render
from django.urls import reverse

from publication.lists import RecordList
from publication.views import record_page

from .display import COLUMNS, facts_of, partner_rows
from .filters import PartnerFilter
from .models import Partner


class PartnerList(RecordList):
    model = Partner
    filterset_class = PartnerFilter
    template_name = "partners/partner_list.html"
    section = "partners"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = partner_rows(context["object_list"])
        return context | {"crumbs": [("Partner", None)], "columns": COLUMNS, "rows": rows}


@record_page(lambda: Partner.visible.all())
def partner_detail(request, partner):
    crumbs = [("Partner", reverse("partners:partner_list")), (partner.called, None)]
    context = {"section": "partners", "partner": partner, "facts": facts_of(partner), "crumbs": crumbs}
    return render(request, "partners/partner_detail.html", context)
