"""Let PostgreSQL compare sort keys by code point, whatever the locale of the database; SQLite does so by itself."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COLUMNS = ("sort_kk", "sort_ru", "sort_fi", "sort_en")


def by_code_point(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for column in COLUMNS:
            schema_editor.execute(
                f'ALTER TABLE node_record ALTER COLUMN {column} TYPE varchar(200) COLLATE "C"'
            )


class Migration(migrations.Migration):
    dependencies = [("node", "0001_initial")]
    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
