from budgets.datasets import DATASETS as OF_BUDGETS
from cooperations.datasets import DATASETS as OF_COOPERATIONS
from council.datasets import DATASETS as OF_COUNCIL
from partners.datasets import DATASETS as OF_PARTNERS

DATASETS = (*OF_COOPERATIONS, *OF_PARTNERS, *OF_COUNCIL, *OF_BUDGETS)
BY_NAME = {dataset.name: dataset for dataset in DATASETS}
BY_COLLECTION = {dataset.collection: dataset for dataset in DATASETS if dataset.collection}
BY_MODEL = {dataset.model: dataset for dataset in DATASETS}
