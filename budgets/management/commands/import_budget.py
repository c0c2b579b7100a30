import json
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budgets.display import money_text
from budgets.imports.columns import guessed, problems_of, undecided
from budgets.imports.rows import Reading, RowProblem, read_rows
from budgets.imports.sync import bodies_by_name, rehearse, remembered, run
from budgets.models import Appropriation
from publication.folding import fold
from publication.sheets import UnreadableTable, read_foreign_sheet

MAX_ROWS = 50_000
MAX_BYTES = 20_000_000


class Command(BaseCommand):
    help = (
        "Liest Beträge eines Haushalts aus einer CSV- oder XLSX-Datei ein. Neues wird als Entwurf angelegt; nichts "
        "wird überschrieben, und dieselbe Datei noch einmal einzulesen ändert nichts."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI", help="CSV oder XLSX, in der ersten Zeile die Überschriften")
        parser.add_argument("--body", metavar="KÜRZEL", help="wessen Haushalt, wenn die Datei es nicht sagt")
        parser.add_argument("--dry-run", action="store_true", help="nur lesen und berichten, nichts speichern")
        parser.add_argument("--json", action="store_true", help="den Bericht als JSON ausgeben")

    def handle(self, *, file, body, dry_run, json, **options):
        path = Path(file)
        body = find_body(body) if body else None
        told = import_table(path, body=body, dry_run=dry_run)
        if json:
            self.stdout.write(as_text(told))
        else:
            self.report(told)
        if told["problems"]:
            raise CommandError(f"{len(told['problems'])} Fehler: Es wurde nichts eingelesen.")

    def report(self, told):
        for problem in told["problems"]:
            self.stderr.write(problem["message"])
        for amount in told["amounts"]:
            if amount["outcome"] != "unchanged":
                before = f" (bisher {german(amount['previous_amount_eur'])})" if amount["previous_amount_eur"] else ""
                self.stdout.write(
                    f"{WORDS[amount['outcome']]}: {amount['product_number']} / {amount['account_number']} "
                    f"{amount['fiscal_year']} {Appropriation.Phase(amount['phase']).label}: "
                    f"{german(amount['amount_eur'])} Euro{before}"
                )
        counts = ", ".join(f"{number} {WORDS[outcome]}" for outcome, number in told["counts"].items())
        self.stdout.write(f"{counts}; {told['missing']} Zellen ohne Angabe.")
        if told["dry_run"]:
            self.stdout.write("Probelauf: Es wurde nichts gespeichert.")


WORDS = {"new": "neu", "new_state": "neuer Stand", "corrected": "berichtigt", "unchanged": "unverändert"}


def german(amount_eur):
    return money_text(Decimal(amount_eur))


def find_body(name):
    found = bodies_by_name().get(fold(name), [])
    if len(found) != 1:
        raise CommandError(f"Eine Körperschaft „{name}“ gibt es nicht oder mehrmals. Bitte das Kürzel angeben.")
    return found[0]


def import_table(path, *, body, dry_run):
    """What the file tells and what was done with it, as the contract of the command wants it."""
    try:
        rows = read_foreign_sheet(content_of(path), path.name, max_rows=MAX_ROWS, max_bytes=MAX_BYTES)
    except UnreadableTable as error:
        reading = Reading(problems=tuple(RowProblem(0, "", "unreadable", message) for message in error.messages))
        return contract(path, {}, rehearse(reading), dry_run)
    known = remembered(body)
    mapping = guessed(list(rows[0].cells), known)
    messages = undecided(mapping, known) or problems_of(mapping)
    wrong = tuple(RowProblem(1, "", "unknown_columns", message) for message in messages)
    reading = Reading(problems=wrong) if wrong else read_rows(rows, mapping)
    plan = rehearse(reading, body=body) if dry_run or wrong else run(reading, body=body)
    return contract(path, mapping, plan, dry_run)


def content_of(path):
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path}: Die Datei lässt sich nicht öffnen ({error.strerror}).") from None


def contract(path, mapping, plan, dry_run):
    outcomes = [step.outcome for step in plan.steps]
    return {
        "file": path.name,
        "dry_run": dry_run,
        "columns": mapping,
        "amounts": [amount_json(step) for step in plan.steps],
        "missing": plan.missing,
        "counts": {outcome: outcomes.count(outcome) for outcome in WORDS},
        "problems": [
            {"row": one.row or None, "column": one.heading or None, "code": one.code, "message": str(one)}
            for one in plan.problems
        ],
    }


def amount_json(step):
    told = step.told
    return {
        "row": told.row,
        "column": told.heading,
        "body": step.body.slug_name,
        "product_number": told.line.product_number,
        "account_number": told.line.account_number,
        "plan": str(told.line.plan),
        "direction": str(told.line.direction),
        "cooperation": told.cooperation or None,
        "fiscal_year": told.fiscal_year,
        "phase": str(told.phase),
        "amount_eur": str(told.amount_eur),
        "as_of": told.as_of.isoformat() if told.as_of else None,
        "outcome": step.outcome,
        "previous_amount_eur": str(step.previous.amount_eur) if step.previous is not None else None,
    }


def as_text(told):
    return json.dumps(told, ensure_ascii=False, indent=2)
