"""Drafts that an earlier version began: what was one line and is now told in each language is brought forward."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from silta.node.projection.derivation import wordings_of
from silta.records.earlier import brought_forward
from silta.records.registry import KINDS


def bring_forward(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    drafts = apps.get_model("node", "Draft").objects
    for draft in drafts.filter(kind__in=[code for code, kind in KINDS.items() if kind.schema > 1]):
        kind = KINDS[draft.kind]
        fields = brought_forward(kind.described, draft.fields)
        if fields != draft.fields:
            drafts.filter(pk=draft.pk).update(fields=fields, **wordings_of(kind, fields))


class Migration(migrations.Migration):
    dependencies = [("node", "0017_contacts_and_what_binds")]
    operations = [migrations.RunPython(bring_forward, migrations.RunPython.noop)]
