"""What of partners can be searched. Other ways of writing a name stay internal."""

from publication.search.documents import Facets, Passage, SearchDocument, Source

from .countries import country_name
from .models import Partner


def partner_document(partner):
    return SearchDocument(
        title=partner.name,
        url=partner.get_absolute_url(),
        passages=(
            Passage("Kurzname", partner.short_name),
            Passage("Art", partner.get_kind_display()),
            Passage("Beschreibung", partner.description),
            Passage("Ort", f"{partner.place} {country_name(partner.country)}".strip()),
            Passage("Rechtsform", partner.legal_form),
        ),
        facets=Facets(partners=[partner.pk]),
    )


SOURCES = (Source(Partner, "Partner", "Partner", partner_document),)
