from django.db import migrations

from publication.search.engine import SearchIndexAnew


class Migration(migrations.Migration):
    """On SQLite the tokens move into the index; see `SearchIndex`."""

    dependencies = [
        ("publication", "0008_lost_links"),
    ]

    operations = [
        SearchIndexAnew("searchentry"),
    ]
