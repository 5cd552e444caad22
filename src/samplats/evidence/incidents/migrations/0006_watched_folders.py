import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
        ('incidents', '0005_reports'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='importprofile',
            name='understood',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('folder', models.CharField(max_length=80)),
                ('is_on', models.BooleanField(default=True)),
                ('since', models.DateTimeField()),
                ('stopped', models.CharField(blank=True, max_length=40)),
                ('trouble', models.CharField(blank=True, max_length=40)),
                ('seen', models.JSONField(default=dict)),
                ('looked_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.source')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.tenant')),
            ],
            options={
                'ordering': ('folder', 'pk'),
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant', 'folder'), name='watch_folder_once')],
            },
        ),
        migrations.CreateModel(
            name='ArrivedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('mark', models.CharField(max_length=64)),
                ('fate', models.CharField(choices=[('done', 'done'), ('waiting', 'waiting'), ('refused', 'refused')], max_length=10)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('is_moved', models.BooleanField(default=False)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='incidents.import')),
                ('compartment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.compartment')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.tenant')),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='incidents.watch')),
            ],
            options={
                'ordering': ('-at', '-pk'),
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['watch', 'mark'], name='arrived_by_mark')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fate__in', ['done', 'waiting', 'refused'])), name='arrived_fate')],
            },
        ),
    ]
