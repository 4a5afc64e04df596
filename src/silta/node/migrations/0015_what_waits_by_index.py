"""Who owes a record, the crosswalk that a mapping belongs to, and the indexes by which what waits is found and counted.

Remaking the table of records in SQLite loses the triggers of its search index, so that they are made again.
"""

from importlib import import_module
from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Substr

_OWNED = ("action", "obligation")


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    record, reference = apps.get_model("node", "Record"), apps.get_model("node", "Reference")
    named = Substr(Coalesce(KeyTextTransform("owner", "fields"), models.Value("")), 1, 12)
    record.objects.filter(kind__in=_OWNED).update(owner=named)
    crosswalks = reference.objects.filter(record=OuterRef("pk"), field="crosswalk")
    none = models.Value(UUID(int=0), output_field=models.UUIDField())
    held = Coalesce(Subquery(crosswalks.values("target_uid")[:1]), none)
    record.objects.filter(kind="mapping").update(crosswalk=held)


def index_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    import_module("silta.node.migrations.0011_texts_to_translate").index_again(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("node", "0014_lists_by_party_and_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="crosswalk",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="owner",
            field=models.CharField(default="", max_length=12),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("erased", False), ("withdrawn", False)),
                fields=[
                    "arrangement",
                    "kind",
                    "standing",
                    "due",
                    "released_at",
                    "log",
                    "owner",
                    "withdrawn",
                    "erased",
                ],
                name="record_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("crosswalk__isnull", False), ("erased", False), ("withdrawn", False)),
                fields=["crosswalk", "standing", "log", "released_at", "withdrawn", "erased"],
                name="record_by_crosswalk",
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["verdict", "log", "target_leaf", "time"], name="response_by_verdict"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("withdrawn_index__isnull", False)),
                fields=["withdrawn_index"],
                name="revision_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("erased_index__isnull", False)),
                fields=["erased_index"],
                name="revision_erased",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                condition=models.Q(("fields__isnull", True)),
                fields=["record"],
                name="revision_bare",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
