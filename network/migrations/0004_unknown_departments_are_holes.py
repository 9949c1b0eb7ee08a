import network.models.directory
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0003_people_have_a_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='hole',
            name='named',
            field=models.CharField(blank=True, default='', max_length=100),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='hole',
            name='kind',
            field=models.CharField(choices=network.models.directory.hole_kinds, max_length=20),
        ),
        migrations.RemoveConstraint(
            model_name='hole',
            name='hole_open_once',
        ),
        migrations.AddConstraint(
            model_name='hole',
            constraint=models.UniqueConstraint(condition=models.Q(('mended_at', None)), fields=('municipality', 'kind', 'theme', 'department', 'route', 'named'), name='hole_open_once', nulls_distinct=False),
        ),
    ]
