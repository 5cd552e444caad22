from django.db import migrations


class Migration(migrations.Migration):
    """The name that the glossary has; alarms keep a `Watch` of their own. The wall round the table moves with it."""

    dependencies = [
        ("incidents", "0008_pulled_sources"),
    ]

    operations = [
        migrations.RenameModel(old_name="Watch", new_name="WatchedFolder"),
    ]
