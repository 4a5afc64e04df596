"""The contacts about areas, and the days that records are bound to: told when something is said, not worked out by readers."""

from typing import Final

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from silta.node.projection.contacts import tell_contacts
from silta.records.registry import KINDS

_BATCH: Final = 1000


def bind(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    records = apps.get_model("node", "Record").objects.exclude(due="")
    for kind in KINDS.values():
        if kind.due_while:
            bound = records.filter(kind=kind.code, standing__in=kind.due_while)
            bound.update(bound=models.F("due"))


def fill(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    records = list(apps.get_model("node", "Record").objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(records), _BATCH):
        tell_contacts(records[start : start + _BATCH], apps=apps)


class Migration(migrations.Migration):
    dependencies = [("node", "0016_submissions")]

    operations = [
        migrations.AddField(
            model_name="record",
            name="bound",
            field=models.CharField(max_length=10, null=True),
        ),
        migrations.RemoveIndex(model_name="record", name="record_by_standing"),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["arrangement", "kind", "standing", "id"], name="record_by_state"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("bound__isnull", False)),
                fields=[
                    "arrangement",
                    "bound",
                    "released_at",
                    "id",
                    "kind",
                    "log",
                    "owner",
                    "withdrawn",
                    "erased",
                ],
                name="record_bound",
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField()),
                ("area", models.CharField(max_length=48)),
                ("sort", models.CharField(max_length=8)),
                ("at", models.CharField(max_length=20)),
                ("said", models.CharField(default="", max_length=10)),
                (
                    "arrangement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="node.arrangement",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="node.record"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["arrangement", "area", "sort", "at", "uid"], name="contact_by_time")
                ],
            },
        ),
        migrations.RunPython(bind, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
