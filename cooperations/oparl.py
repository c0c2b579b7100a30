"""What OParl objects tell of cooperations, beside the standard; the cooperations themselves are in the API."""

from collections import defaultdict

from council.models import AgendaItem, Body, Paper
from council.oparl.extensions import Extension, extend
from publication.datasets import api_address
from publication.stamps import Source

from .models import CouncilReference, Milestone


def cooperations_of_papers(keys):
    """{paper: list of {cooperation, role, and where its participations and agreements are}}; one query."""
    references = CouncilReference.visible.filter(paper__in=keys).select_related("cooperation")
    found = defaultdict(list)
    for one in references.order_by("cooperation__public_id", "role", "pk"):
        found[one.paper_id].append(
            {
                "cooperation": api_address("cooperations", one.cooperation.public_id),
                "role": one.role,
                "participation": f"{api_address('participations')}?cooperation={one.cooperation.public_id}",
                "agreement": f"{api_address('agreements')}?cooperation={one.cooperation.public_id}",
            }
        )
    return found


def milestones_at(keys):
    """{agenda item: addresses of the milestones that came of it}; one query."""
    found = defaultdict(list)
    for milestone in Milestone.visible.filter(agenda_item__in=keys).order_by("public_id"):
        found[milestone.agenda_item_id].append(api_address("milestones", milestone.public_id))
    return found


def participations_of_bodies(keys):
    """{body: where the participations of the partner are as which it is kept}; one query."""
    bodies = Body.visible.filter(pk__in=keys).with_visible("partner")
    return {
        body.pk: f"{api_address('participations')}?partner={body.visible_partner.public_id}"
        for body in bodies
        if body.visible_partner
    }


def extend_oparl():
    extend(Extension(Paper, "cooperation", cooperations_of_papers, (Source(CouncilReference, "paper"),)))
    extend(
        Extension(
            AgendaItem,
            "milestone",
            milestones_at,
            (Source(Milestone, "agenda_item"),),
        )
    )
    extend(Extension(Body, "participation", participations_of_bodies))
