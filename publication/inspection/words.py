"""What the words of a file tell of persons."""

from collections import defaultdict

from publication.personal_data import MAX_FINDINGS_OF_A_KIND, find_personal_data

from .findings import Finding, quoted


def personal_data(text):
    """At most one finding, with every kind of personal data that `text` seems to hold, how often, and the first."""
    kinds = defaultdict(list)
    for one in find_personal_data(text):
        kinds[one.kind].append(one.excerpt)
    if not kinds:
        return []
    told = "; ".join(f"{kind.value} ({_number(excerpts)}): {quoted(excerpts)}" for kind, excerpts in kinds.items())
    return [
        Finding(
            "personal_data",
            f"Im Text der Datei stehen vermutlich personenbezogene Angaben – {told}. Bitte prüfen Sie, ob sie "
            "veröffentlicht werden dürfen, und schwärzen Sie sonst vor dem Hochladen.",
        )
    ]


def _number(excerpts):
    return f"mindestens {len(excerpts)}" if len(excerpts) == MAX_FINDINGS_OF_A_KIND else str(len(excerpts))
