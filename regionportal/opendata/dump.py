"""Complete dumps: every table with its description, every object of OParl, the catalogue, and the checksums of all."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from council.oparl.addresses import TYPES
from council.oparl.lists import shown, tell_all

from .catalogue import SYNTAXES, serialised
from .descriptions import csv_on_the_web, data_package, fiscal_package, table_schema
from .tables import WRITERS, write_xlsx
from .views import TABLES

CHECKSUMS = "SHA256SUMS"
_BATCH = 100


def write_dump(folder):
    """Replace `folder` by a new dump, all of it or nothing. Returns the number of files."""
    folder = Path(folder).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new.chmod(0o755)
        _write_files(new)
        _replace(folder, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _replace(folder, new):
    old = new.with_name(f"{new.name}-old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_files(folder):
    for name, dataset in TABLES.items():
        _write_table(folder, name, dataset)
    (folder / "oparl").mkdir()
    for name, model in TYPES.items():
        _write_objects(folder / "oparl" / f"{name}.jsonl", shown(model))
    for syntax in SYNTAXES:
        (folder / f"katalog.{syntax}").write_bytes(serialised(syntax)[0])
    _write_json(folder / "datapackage.json", _with_local_paths(data_package()))
    _write_json(folder / "haushalt.datapackage.json", _with_local_paths(fiscal_package()))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = (f"{_sha256(path)}  {path.relative_to(folder)}\n" for path in files)
    (folder / CHECKSUMS).write_text("".join(sums), encoding="utf-8")


def _write_table(folder, name, dataset):
    for file_format, write in WRITERS.items():
        with (folder / f"{name}.{file_format}").open("w", encoding="utf-8", newline="") as file:
            file.writelines(write(dataset, dataset.model.visible.order_by("pk")))
    with (
        write_xlsx(dataset, dataset.model.visible.order_by("pk")) as book,
        (folder / f"{name}.xlsx").open("wb") as file,
    ):
        shutil.copyfileobj(book, file)
    _write_json(folder / f"{name}.schema.json", table_schema(dataset))
    _write_json(folder / f"{name}.csv-metadata.json", csv_on_the_web(dataset) | {"url": f"{name}.csv"})


def _write_objects(path, rows):
    """One object on each line, a few at a time."""
    keys = list(rows.order_by("public_id").values_list("pk", flat=True))
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            told = tell_all(rows.model.visible.filter(pk__in=batch))
            file.writelines(json.dumps(told[key], ensure_ascii=False) + "\n" for key in batch if key in told)


def _with_local_paths(package):
    resources = [one | {"path": f"{one['name']}.csv"} for one in package["resources"]]
    return package | {"resources": resources}


def _write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
