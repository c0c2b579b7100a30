"""Council matters as tables; for programs they are in OParl, so they have no collection in the API."""

from publication.datasets import Dataset

from .filters import BodyFilter, MeetingFilter, OrganizationFilter, PaperFilter
from .models import AgendaItem, Body, Consultation, File, Meeting, Membership, Organization, Paper

DATASETS = (
    Dataset(
        "vorlagen", "", Paper, "Vorlagen",
        "Was den Gremien der Region vorgelegt wurde. Texte und Beratungsfolge stehen in OParl.",
        filterset=PaperFilter, page="council:paper_list",
    ),
    Dataset(
        "beratungen", "", Consultation, "Beratungen",
        "Die Stationen der Vorlagen durch die Gremien mit Zuständigkeit und Ergebnis.",
        labels_need={"meeting": ("organization",)},
    ),
    Dataset(
        "sitzungen", "", Meeting, "Sitzungen", "Wann welches Gremium tagt oder tagte.",
        filterset=MeetingFilter, page="council:meeting_list",
    ),
    Dataset(
        "tagesordnungspunkte", "", AgendaItem, "Tagesordnungspunkte",
        "Was auf den Tagesordnungen stand und was daraus wurde.", labels_need={"meeting": ("organization",)},
    ),
    Dataset(
        "anlagen", "", File, "Anlagen", "Dateien zu Vorlagen, Tagesordnungspunkten und Sitzungen.",
        labels_need={"meeting": ("organization",)},
    ),
    Dataset(
        "gremien", "", Organization, "Gremien", "Versammlungen, Räte, Ausschüsse, Fraktionen und Ämter.",
        filterset=OrganizationFilter, page="council:organization_list",
    ),
    Dataset("mitgliedschaften", "", Membership, "Mitgliedschaften", "Wer in welchem Gremium sitzt oder saß."),
    Dataset(
        "koerperschaften", "", Body, "Körperschaften", "Städte, Kreise und Verbände mit eigenem Rat.",
        filterset=BodyFilter, page="council:body_list",
    ),
)  # fmt: skip
