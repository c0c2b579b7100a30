"""Text folded for sorting and matching, the same in Python and in both databases.

SQLite compares umlauts neither without case nor in German order, PostgreSQL does so only with some collations. The
folded copy of a name is therefore a generated column (DIN 5007-2: ä = ae), which no way of writing can leave stale.
"""

from django.db import models
from django.db.models.functions import Lower, Replace

# SQLite's parser allows about 25 nested calls, so the list holds the letters of German and of our neighbours' names
# and no more. A changed list needs a migration of every `sort_key`.
PAIRS = (
    ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("É", "e"), ("é", "e"),
    ("è", "e"), ("ê", "e"), ("ë", "e"), ("á", "a"), ("à", "a"), ("ç", "c"), ("ó", "o"), ("ł", "l"), ("š", "s"),
)  # fmt: skip


def fold(text):
    """Return `text` as the databases fold it: umlauts written out, ASCII letters in lower case."""
    for source, target in PAIRS:
        text = text.replace(source, target)
    return "".join(character.lower() if character.isascii() else character for character in text)


def folded(field_name, max_length):
    """A generated column with the folded text of the field `field_name`; sort and filter by it."""
    expression = models.F(field_name)
    for source, target in PAIRS:
        expression = Replace(expression, models.Value(source), models.Value(target))
    return models.GeneratedField(
        expression=Lower(expression),
        output_field=models.CharField(max_length=max_length * 2),
        db_persist=True,
        editable=False,
    )
