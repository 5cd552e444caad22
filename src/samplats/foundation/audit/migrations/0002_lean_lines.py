"""A line of the log and the head of a chain lose an id that nobody used, and an index that another one covers.

On the way back every row gets an id of its own before ids must differ again.
"""

from uuid import uuid4

import django.db.models.deletion
from django.db import migrations, models

MODELS = ("auditline", "chainhead")
BATCH = 1000


def _new_ids(apps, _schema_editor):
    for name in MODELS:
        model = apps.get_model("audit", name)
        while rows := list(model._base_manager.filter(public_id=None).only("pk")[:BATCH]):
            for row in rows:
                row.public_id = uuid4()
            model._base_manager.bulk_update(rows, ["public_id"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("tenancy", "0002_own_look")]

    operations = [
        *(migrations.AlterField(name, "public_id", models.UUIDField(null=True, editable=False)) for name in MODELS),
        migrations.RunPython(migrations.RunPython.noop, _new_ids),
        *(migrations.RemoveField(name, "public_id") for name in MODELS),
        *(
            migrations.AlterField(
                name,
                "tenant",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="tenancy.tenant",
                ),
            )
            for name in MODELS
        ),
    ]
