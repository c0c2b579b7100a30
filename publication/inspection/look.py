"""One look inside: first what the portal refuses, then what an editor must know."""

import warnings

from . import foreign
from .findings import Deadline, Examination, Finding, Refused

URGENT = ("covered_text", "redaction_marks")
_UNFINISHED = Finding(
    "not_fully_inspected",
    "Die Datei wurde nur zum Teil geprüft. Bitte sehen Sie sie selbst vollständig durch.",
)


def look(data, ending, seconds=None):
    """Examine `data` as a file with this ending (".pdf"), within about `seconds`; never raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the parsers tell at length what is wrong with broken files
        return _look(data, ending, Deadline(seconds))


def _look(data, ending, deadline):
    try:
        foreign.refuse_empty(data)
        foreign.refuse_test_virus(data)
        module = _module_for(ending)
        document = module.open_document(data, ending)
    except Refused as refused:
        return Examination(refused.finding)
    except (MemoryError, RecursionError):
        return Examination(
            Finding(
                "too_complex",
                "Die Datei ist zu verschachtelt oder entpackt zu groß, um sie zu prüfen. Bitte teilen oder "
                "verkleinern Sie sie.",
            )
        )
    except Exception:
        return Examination(
            Finding(
                "unreadable",
                f"Die {ending.lstrip('.').upper()}-Datei ist beschädigt und ließ sich nicht lesen. Bitte öffnen Sie "
                "sie in dem Programm, aus dem sie stammt, und speichern Sie sie neu.",
            )
        )
    found = []
    for inspector in module.INSPECTORS:
        try:
            found += inspector(document, deadline)
        except Exception:  # whatever a parser trips over: the file is taken, and the editor told
            found.append(_UNFINISHED)
    return Examination(None, tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.code not in URGENT)))


def _module_for(ending):
    """Only the parsers that are needed are loaded: they take most of the time."""
    if ending == ".pdf":
        from . import pdf as module
    elif ending in (".png", ".jpg", ".jpeg"):
        from . import pictures as module
    elif ending in (".docx", ".xlsx", ".odt", ".ods"):
        from . import office as module
    elif ending in (".csv", ".txt"):
        from . import plain_text as module
    else:
        raise Refused("ending", "Dateien dieser Art werden nicht angenommen.")
    return module
