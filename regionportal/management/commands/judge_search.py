from itertools import groupby

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from regionportal.judged.judging import DEPTH, SETS, fill, judge, mean, read_set


class Command(BaseCommand):
    help = (
        "Stellt der Suche Fragen, zu denen die richtigen Treffer bekannt sind, und nennt, wie gut sie findet. Die "
        "erfundenen Texte dazu werden eingefügt, durchsucht und wieder verworfen; am besten neben der "
        "Demonstrationsregion, nicht im Betrieb."
    )

    def add_arguments(self, parser):
        parser.add_argument("--set", choices=SETS, default=SETS[0], dest="name", help="welche Fragen")
        parser.add_argument("--others", type=int, default=1000, help="so viele Texte, um die es nicht geht")
        parser.add_argument("--misses", action="store_true", help="nennt auch, was nicht gefunden wurde")

    def handle(self, **options):
        documents, questions = read_set(options["name"])
        with transaction.atomic():
            judgements = judge(questions, fill(documents, others=options["others"]))
            transaction.set_rollback(True)
        self.stdout.write(f"{connection.vendor}, {len(documents)} + {options['others']} Texte, {len(questions)} Fragen")
        self.stdout.write(f"{'':14}{'Fragen':>8}{f'recall@{DEPTH}':>12}{f'precision@{DEPTH}':>14}{f'nDCG@{DEPTH}':>10}")
        by_kind = sorted(judgements, key=lambda one: one.question.kind)
        for kind, group in groupby(by_kind, key=lambda one: one.question.kind):
            self.tell(kind, list(group))
        self.tell("alle", judgements)
        if options["misses"]:
            self.tell_misses(judgements)

    def tell(self, kind, judgements):
        numbers = [mean(judgements, name) for name in ("recall", "precision", "ndcg")]
        self.stdout.write(f"{kind:14}{len(judgements):8}{numbers[0]:12.3f}{numbers[1]:14.3f}{numbers[2]:10.3f}")

    def tell_misses(self, judgements):
        for one in judgements:
            if one.recall < 1 or one.ndcg < 1:
                self.stdout.write(
                    f"{one.question.kind}: {one.question.text} – gesucht {', '.join(one.question.wanted) or 'nichts'}; "
                    f"gefunden {', '.join(key or '?' for key in one.found) or 'nichts'}"
                )
