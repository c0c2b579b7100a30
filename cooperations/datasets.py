from django.utils import timezone

from publication.datasets import Dataset

from .filters import CooperationFilter, TopicFilter
from .models import Agreement, Cooperation, CouncilReference, Measure, Milestone, Participation, Topic


def _filtered_today(data, **kwargs):
    return CooperationFilter(data, today=timezone.localdate(), **kwargs)


DATASETS = (
    Dataset(
        "kooperationen", "cooperations", Cooperation, "Kooperationen",
        "Gemeinsame Vorhaben mehrerer Partner: worum es geht, mit wem und in welchem Land.",
        filterset=_filtered_today, page="cooperations:cooperation_list",
    ),
    Dataset(
        "themen", "topics", Topic, "Handlungsfelder",
        "Themen, denen Kooperationen und Maßnahmen zugeordnet sind.",
        filterset=TopicFilter, page="cooperations:topic_list",
    ),
    Dataset(
        "vereinbarungen", "agreements", Agreement, "Vereinbarungen",
        "Dokumente, mit denen sich Kooperationen binden: Vereinbarungen, Memoranden, Unterstützererklärungen.",
    ),
    Dataset(
        "beteiligungen", "participations", Participation, "Beteiligungen",
        "Welcher Partner in welcher Rolle seit wann und bis wann an welcher Kooperation beteiligt ist.",
    ),
    Dataset(
        "meilensteine", "milestones", Milestone, "Meilensteine",
        "Datierte Schritte der Kooperationen mit ihrer Quelle.",
    ),
    Dataset("massnahmen", "measures", Measure, "Maßnahmen", "Was Partner gemeinsam tun, mit Stand und Fälligkeit."),
    Dataset(
        "vorlagenbezuege", "council-references", CouncilReference, "Bezüge zu Vorlagen",
        "Welche Vorlage welche Kooperation in welcher Weise betrifft.",
    ),
)  # fmt: skip
