"""Rules of the code that no linter knows: what public code may read, and how anybody may write."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("regionportal", "budgets", "cooperations", "council", "partners", "publication")
CODE = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)

# Where unfiltered rows may be read, and why. Everything else answers readers and reads `visible`.
READS_EVERYTHING = {
    "publication/inspection/pdf.py": "what pikepdf calls the parts of a PDF",
    "publication/four_eyes.py": "asks bodies of the staff's own records",
    "publication/models.py": "the managers themselves",
    "publication/recall.py": "for the staff: names what was withdrawn",
    "publication/stamps.py": "reads the public history, of visible records and of those that were visible",
    "publication/stored_files.py": "asks whether any record, however hidden, still needs a stored file",
    "publication/search/file_texts.py": "texts by checksum, of visible files only",
    "publication/search/finding.py": "the index, joined with the visibility rule",
    "publication/search/index.py": "keeps the index: takes out what is hidden",
    "publication/search/spelling.py": "words of the index; offered only where a visible record has them",
    "publication/search/synonyms.py": "words of the staff for the search",
    "publication/tombstones.py": "finds what was public once: interfaces mark it as deleted",
    "publication/versions.py": "compares what is visible with what was",
    "publication/wholes.py": "locks rows before the staff's writes",
    "publication/views.py": "asks whether a hidden record was public once: 410 or 404",
    "publication/history.py": "reads the public history, of visible records",
    "regionportal/judged/judging.py": "makes texts to ask questions about, which are thrown away",
    "publication/search/rule.py": "compiles the rule of visible records as a condition on entries of the index",
    "regionportal/search/suggestions.py": "entries of the index; their records are read through `visible`",
    "regionportal/texts.py": "reads the public history, of visible records; tells staff where to edit",
    "regionportal/feedback.py": "counts and deletes messages, which are never public",
}
WORKS_FOR_STAFF = ("admin.py", "actions.py", "notices.py", "tables.py")
WORKS_FOR_STAFF_IN = ("accounts", "admin", "desk", "imports", "management", "demo")

# Writes that the audit trail would not see.
SILENT_WRITES = {"bulk_create", "bulk_update", "raw", "extra", "cursor"}
WRITES_SILENTLY = {
    "publication/append_only.py": "makes the triggers of the public history",
    "publication/management/commands/rebuild_search.py": "tells the database to count its rows anew",
    "publication/search/engine.py": "tells PostgreSQL how to plan",
    "publication/search/finding.py": "reads by SQL what the ORM cannot say in one statement",
    "publication/versions.py": "lost links are derived from the public history and have none of their own",
    "publication/search/index.py": "the index is derived from records and has no history",
}


def name_of(path):
    return str(path.relative_to(ROOT))


def is_for_staff(path):
    return path.name in WORKS_FOR_STAFF or any(part in WORKS_FOR_STAFF_IN for part in path.parts)


def attributes(path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)]


@pytest.mark.parametrize("path", [path for path in CODE if not is_for_staff(path)], ids=name_of)
def test_public_code_reads_only_what_is_visible(path):
    unfiltered = [node for node in attributes(path) if node.attr in ("objects", "_default_manager", "_base_manager")]

    assert bool(unfiltered) == (name_of(path) in READS_EVERYTHING), [node.lineno for node in unfiltered]


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_nothing_is_written_past_the_audit_trail(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call.func, ast.Attribute)]
    silent = [
        call.lineno
        for call in methods
        if call.func.attr in SILENT_WRITES or (call.func.attr == "update" and call.keywords and not call.args)
    ]

    assert silent == [] or name_of(path) in WRITES_SILENTLY


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_work_hides_in_save_or_signals(path):
    tree = ast.walk(ast.parse(path.read_text()))
    hidden = [node.lineno for node in tree if isinstance(node, ast.FunctionDef) and node.name == "save"]
    hidden += [node.lineno for node in attributes(path) if node.attr in ("post_save", "pre_save", "m2m_changed")]

    assert hidden == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=name_of)
def test_templates_have_nothing_inline_and_trust_no_text(path):
    text = path.read_text()

    for forbidden in (" style=", "<style", " onclick=", " onload=", "javascript:", "|safe", "autoescape off"):
        assert forbidden not in text
    assert "<script" not in text.replace("<script src=", "")
