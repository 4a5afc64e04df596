"""Let PostgreSQL compare sort keys by code point, whatever the locale of the database; SQLite does so by itself."""

from django.db import migrations

COLUMNS = ("sort_kk", "sort_ru", "sort_fi", "sort_en")


def by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in COLUMNS:
            schema_editor.execute(
                f'ALTER TABLE node_record ALTER COLUMN {column} TYPE varchar(200) COLLATE "C"'
            )


class Migration(migrations.Migration):
    dependencies = [("node", "0001_initial")]
    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
