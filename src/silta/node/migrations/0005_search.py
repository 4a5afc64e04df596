"""Indexes that search needs: words of records and provisions in SQLite's FTS5, trigrams in PostgreSQL.

The database keeps them itself: by triggers here, by an index there. A later migration that remakes one of the tables in SQLite
loses the triggers and has to call `index` again; a test notices.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("node_record", "node_provision")
_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS {table}_words USING fts5(folded, content='{table}', content_rowid='id',
       tokenize="unicode61 remove_diacritics 0", detail=none, columnsize=0)""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS {table}_vocabulary USING fts5vocab({table}_words, row)",
    """CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN
       INSERT INTO {table}_words(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN
       INSERT INTO {table}_words({table}_words, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER {table}_words_change AFTER UPDATE OF folded ON {table} WHEN old.folded IS NOT new.folded BEGIN
       INSERT INTO {table}_words({table}_words, rowid, folded) VALUES ('delete', old.id, old.folded);
       INSERT INTO {table}_words(rowid, folded) VALUES (new.id, new.folded); END""",
    "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
)
_POSTGRESQL = "CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin (folded gin_trgm_ops)"


def index(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    statements = (_POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table), params=None)


class Migration(migrations.Migration):
    dependencies = [("node", "0003_notes_and_undo")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
