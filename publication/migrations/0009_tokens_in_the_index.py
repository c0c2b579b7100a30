from django.db import migrations

from publication.search.engine import SearchIndexAnew


class Migration(migrations.Migration):
    """On SQLite the tokens move into the index, on PostgreSQL it goes without a pending list; see `SearchIndex`."""

    dependencies = [
        ("publication", "0008_lost_links"),
    ]

    operations = [
        SearchIndexAnew("searchentry"),
    ]
