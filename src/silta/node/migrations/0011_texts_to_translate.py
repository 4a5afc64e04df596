"""What a row knows of its own texts, and for those that are there from before what follows from their fields.

Remaking the table of records in SQLite loses the triggers of its search index, so that they are made again.
"""

from importlib import import_module
from typing import Any, Final

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from silta.node.projection.derivation import wordings_of
from silta.records.registry import KINDS

_BATCH: Final = 500


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("Record", "Draft"):
        model = apps.get_model("node", name)
        columns = ["written_in", *(f"wanting_{code}" for code in ("kk", "ru", "fi", "en"))]
        if name == "Draft":
            columns.append("due")
        batch: list[Any] = []
        for row in model.objects.only("kind", "fields").iterator(chunk_size=_BATCH):
            kind = KINDS.get(row.kind)
            values = wordings_of(kind, row.fields)
            if name == "Draft":
                values["due"] = _due(kind, row.fields)
            for column, value in values.items():
                setattr(row, column, value)
            batch.append(row)
            if len(batch) == _BATCH:
                model.objects.bulk_update(batch, columns)
                batch = []
        model.objects.bulk_update(batch, columns)


def _due(kind: Any, fields: dict[str, Any]) -> str:
    try:
        return str(kind.due_on(fields)) if kind else ""
    except (TypeError, ValueError, AttributeError, KeyError):
        return ""


def index_again(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in import_module("silta.node.migrations.0005_search")._SQLITE:  # noqa: SLF001 - the same, again
            schema_editor.execute(statement.format(table="node_record"), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0010_event_feedback"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="due",
            field=models.CharField(default="", max_length=10),
        ),
        migrations.AddField(
            model_name="draft",
            name="wanting_en",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="wanting_fi",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="wanting_kk",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="wanting_ru",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="written_in",
            field=models.CharField(default="", max_length=12),
        ),
        migrations.AddField(
            model_name="record",
            name="wanting_en",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="wanting_fi",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="wanting_kk",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="wanting_ru",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="written_in",
            field=models.CharField(default="", max_length=12),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("wanting_kk__isnull", False)),
                fields=["arrangement", "party"],
                name="record_wanting_kk",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("wanting_ru__isnull", False)),
                fields=["arrangement", "party"],
                name="record_wanting_ru",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("wanting_fi__isnull", False)),
                fields=["arrangement", "party"],
                name="record_wanting_fi",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("wanting_en__isnull", False)),
                fields=["arrangement", "party"],
                name="record_wanting_en",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
