from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from publication.lists import RecordList
from publication.views import Gone, record_page

from .display import COLUMNS, facts_of, partner_rows
from .filters import PartnerFilter
from .models import Partner


class PartnerList(RecordList):
    model = Partner
    filterset_class = PartnerFilter
    template_name = "partners/partner_list.html"
    section = "partners"
    list_name, feed_name = "partners:partner_list", "partner_feed"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = partner_rows(context["object_list"])
        return context | {"crumbs": [("Partner", None)], "columns": COLUMNS, "rows": rows}


def partner_detail(request, public_id, slug=""):
    """A partner that was public and then merged leads to the one that stands for it now, while that can be seen."""
    try:
        return partner_page(request, public_id, slug)
    except Gone:
        survivor = Partner.visible.filter(merged__public_id=public_id).first()
        if survivor is None:
            raise
        return HttpResponsePermanentRedirect(survivor.get_absolute_url())


@record_page(lambda: Partner.visible.all())
def partner_page(request, partner):
    crumbs = [("Partner", reverse("partners:partner_list")), (partner.called, None)]
    context = {"section": "partners", "partner": partner, "facts": facts_of(partner), "crumbs": crumbs}
    return render(request, "partners/partner_detail.html", context)
