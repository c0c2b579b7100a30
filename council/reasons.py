"""When a council matter is news because something was decided."""

from publication.reasons import Reason, Why, rows_by_id

from .vocabulary import ResultKind


def paper_decided(version, before):
    """A Why where stations of a paper have a result that they had not before."""
    known = rows_by_id(before, "consultations")
    news = [
        f"{_organization(row)}: {_result(row)}" if _organization(row) else _result(row)
        for key, row in rows_by_id(version, "consultations").items()
        if _result(row) and _result(row) != _result(known.get(key, {}))
    ]
    return Why(Reason.DECIDED, f"Neues Ergebnis: {'; '.join(news)}.") if news else None


def item_decided(version, before):
    """The same for an agenda item."""
    result = _result(version.content)
    is_new = result and result != _result(before.content)
    return Why(Reason.DECIDED, f"Neues Ergebnis: {result}.") if is_new else None


def _result(content):
    """In the words of the source, else by its kind; "" where none is published."""
    kind = content.get("result_kind")
    return content.get("result") or (ResultKind(kind).label if kind in ResultKind.values else "")


def _organization(row):
    return (row.get("organization") or {}).get("label", "")
