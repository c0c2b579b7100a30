from django.db import migrations

from publication.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [AppendOnly("version")]
