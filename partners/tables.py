"""Partners as a table."""

from publication.folding import fold
from publication.sheets import tidy
from publication.tables import (
    AudienceColumn,
    ChoiceColumn,
    Column,
    IdColumn,
    MarkColumn,
    NumberColumn,
    StateColumn,
    TableOf,
)

from .countries import COUNTRIES, country_name
from .duplicates import all_names, similar_to
from .models import Partner


class CountryColumn(Column):
    """The German name; two letters are taken too."""

    def text(self, record):
        return country_name(record.country)

    def read(self, text, row, table):
        letters = {fold(name): code for code, name in COUNTRIES.items()}
        if fold(text) in letters:
            return letters[fold(text)]
        if len(text) == 2 and text.isascii() and text.isalpha():
            return text.upper()
        raise ValueError(f"„{text}“ ist kein bekanntes Land. Bitte zwei Buchstaben nach ISO 3166, zum Beispiel DE.")


def partners_named(text, table):
    """Partners that are called so, or have this id; merged ones are left out. Two queries for a whole table."""
    if "partners" not in table.known:
        found = {}
        for partner in Partner.objects.filter(merged_into=None).prefetch_related("aliases"):
            names = [partner.public_id, partner.name, partner.short_name, *(one.name for one in partner.aliases.all())]
            for name in names:
                found.setdefault(fold(tidy(name)), {})[partner.pk] = partner
        table.known["partners"] = found
    return list(table.known["partners"].get(fold(tidy(text)), {}).values()) if tidy(text) else []


class PartnerTable(TableOf):
    public_id = IdColumn()
    mark = MarkColumn()
    name = Column("Name", "name", key=True)
    short_name = Column("Kurzname", "short_name")
    kind = ChoiceColumn("Art", "kind")
    legal_form = Column("Rechtsform", "legal_form")
    place = Column("Ort", "place")
    country = CountryColumn("Land", "country")
    latitude = NumberColumn("Breite", "latitude")
    longitude = NumberColumn("Länge", "longitude")
    website = Column("Internetseite", "website")
    member_companies = NumberColumn("Mitgliedsunternehmen", "member_companies")
    description = Column("Beschreibung", "description")
    ror = Column("ROR", "ror")
    wikidata = Column("Wikidata", "wikidata")
    gnd = Column("GND", "gnd")
    state = StateColumn()
    audience = AudienceColumn()
    internal_note = Column("Interne Notiz", "internal_note")

    class Meta:
        model = Partner

    def find(self, row):
        return partners_named(row.get("Name", ""), self)

    def save_instance(self, instance, is_create, row, **kwargs):
        """No constraint keeps partners of one name apart, so the table itself must."""
        super().save_instance(instance, is_create, row, **kwargs)
        if is_create:
            for name in (instance.public_id, instance.name, instance.short_name):
                self.known["partners"].setdefault(fold(tidy(name)), {})[instance.pk] = instance

    def hints(self, record, row):
        """Names of partners that look like this new one; two queries for a whole table."""
        if "similar" not in self.known:
            self.known["similar"] = all_names(Partner.objects.filter(merged_into=None).prefetch_related("aliases"))
        for pair in similar_to(record, self.known["similar"])[:3]:
            yield f"Ähnlich wie „{pair.other}“: {pair.reason}."
