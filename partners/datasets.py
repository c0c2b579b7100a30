from publication.datasets import Dataset

from .filters import PartnerFilter
from .models import Partner

DATASETS = (
    Dataset(
        "partner", "partners", Partner, "Partner",
        "Organisationen und Regionen, die an Kooperationen beteiligt sind.",
        filterset=PartnerFilter, page="partners:partner_list",
    ),
)  # fmt: skip
