"""What the pages of partners show, as plain objects."""

from publication.display import Cell, Column, Fact

from .countries import country_name

COLUMNS = [Column("Partner"), Column("Kurzname"), Column("Art"), Column("Ort"), Column("Land")]


def partner_rows(partners):
    """Rows of COLUMNS."""
    return [
        [
            Cell(partner.name, url=partner.get_absolute_url()),
            Cell(partner.short_name or "–"),
            Cell(partner.get_kind_display()),
            Cell(partner.place or "–"),
            Cell(country_name(partner.country)),
        ]
        for partner in partners
    ]


def facts_of(partner):
    members = partner.member_companies
    return [
        Fact("Art", partner.get_kind_display()),
        Fact("Kurzname", partner.short_name),
        Fact("Rechtsform", partner.legal_form),
        Fact("Ort", partner.place),
        Fact("Land", country_name(partner.country)),
        Fact("Mitgliedsunternehmen", "" if members is None else str(members)),
        Fact("Internetseite", _without_scheme(partner.website), url=partner.website),
        Fact("ROR", partner.ror, url=f"https://ror.org/{partner.ror.rsplit('/', 1)[-1]}"),
        Fact("Wikidata", partner.wikidata, url=f"https://www.wikidata.org/wiki/{partner.wikidata}"),
        Fact("GND", partner.gnd, url=f"https://d-nb.info/gnd/{partner.gnd}"),
    ]


def _without_scheme(address):
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
