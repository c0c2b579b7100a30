"""Expressions that mean the same, as the staff wrote them (`Synonym`), ready to be compared with a question."""

from functools import lru_cache

from publication.models import Synonym

from .words import clean, words_in


def forms_in(text):
    """Forms of the words of `text`, stop words left out."""
    return tuple(word.form for word in words_in(clean(text)) if word.form)


def synonyms():
    """{forms of an expression: forms of the others that mean the same}; one query, so that a change holds at once."""
    return _read(tuple(tuple(synonym.lines) for synonym in Synonym.objects.all()))


@lru_cache(4)
def _read(groups):
    found = {}
    for lines in groups:
        rows = list(dict.fromkeys(forms for line in lines if (forms := forms_in(line))))
        for row in rows:
            known = found.setdefault(row, [])
            known += [other for other in rows if other != row and other not in known]
    return found
