from publication.datasets import Dataset

from .filters import BudgetLineFilter
from .models import (
    Appropriation,
    BudgetLine,
    Contribution,
    ContributionAmount,
    CooperationShare,
    FundingProgramme,
    Grant,
)

DATASETS = (
    Dataset(
        "haushaltsstellen", "budget-lines", BudgetLine, "Haushaltsstellen",
        "Konten öffentlicher Haushalte, aus denen Kooperationen bezahlt werden.",
        filterset=BudgetLineFilter, page="budgets:budget_line_list",
    ),
    Dataset(
        "anteile", "shares", CooperationShare, "Anteile von Kooperationen an Haushaltsstellen",
        "Wie viel einer Haushaltsstelle zu einer Kooperation gehört: die ganze oder anteilige Mittel.",
    ),
    Dataset(
        "betraege", "appropriations", Appropriation, "Beträge nach Jahren",
        "Beträge in Euro je Haushaltsjahr und Phase: entweder der ganzen Haushaltsstelle oder eines Anteils.",
        labels_need={"share": ("cooperation",), "corrects": ("budget_line", "share__budget_line")},
    ),
    Dataset(
        "beitraege", "contributions", Contribution, "Umlagen und Beiträge",
        "Was ein Partner einem anderen Jahr für Jahr zahlt, und in welchen Haushalten es steht.",
    ),
    Dataset(
        "betraege-der-beitraege", "contribution-amounts", ContributionAmount, "Umlagen und Beiträge nach Jahren",
        "Festgesetzte Beträge in Euro je Haushaltsjahr und Phase.",
        labels_need={"corrects": ("contribution",)},
    ),
    Dataset(
        "foerderprogramme", "programmes", FundingProgramme, "Förderprogramme",
        "Programme, aus denen Kooperationen gefördert werden.",
    ),
    Dataset("foerderungen", "grants", Grant, "Förderungen", "Fördersummen und Eigenanteile der Kooperationen."),
)  # fmt: skip
