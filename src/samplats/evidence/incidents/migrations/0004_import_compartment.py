import django.db.models.deletion
from django.db import migrations, models


def give_rooms(apps, schema_editor):
    """An import belongs in the room that its source's restricted rows went to."""
    imports, sources = apps.get_model("incidents", "Import"), apps.get_model("incidents", "Source")
    for source in sources._base_manager.filter(room__isnull=False):
        imports._base_manager.filter(source_id=source.pk).update(compartment_id=source.room_id)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("incidents", "0003_likelyduplicate")]
    operations = [
        migrations.AddField(
            model_name="import",
            name="compartment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.compartment"
            ),
        ),
        migrations.RunPython(give_rooms, migrations.RunPython.noop),
    ]
