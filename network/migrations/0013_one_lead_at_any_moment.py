import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0012_powers_get_a_row'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='hole',
            name='hole_open_once',
        ),
        migrations.RemoveConstraint(
            model_name='responsibility',
            name='one_lead_a_theme',
        ),
        migrations.RemoveConstraint(
            model_name='responsibility',
            name='one_part_a_department',
        ),
        migrations.RemoveField(
            model_name='theme',
            name='powers_text',
        ),
        migrations.AddConstraint(
            model_name='hole',
            constraint=models.UniqueConstraint(condition=models.Q(('mended_at', None)), fields=('municipality', 'kind', 'theme', 'department', 'person', 'level', 'route', 'named'), name='hole_open_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('part', 'lead')), expressions=[(models.Func(models.F('municipality'), models.F('municipality'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('theme'), models.F('theme'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_lead_a_theme'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('level', 'strategic')), expressions=[(models.Func(models.F('theme'), models.F('theme'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('department'), models.F('department'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_part_strategic'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('level', 'tactical')), expressions=[(models.Func(models.F('theme'), models.F('theme'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('department'), models.F('department'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_part_tactical'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('level', 'operational')), expressions=[(models.Func(models.F('theme'), models.F('theme'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('department'), models.F('department'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_part_operational'),
        ),
    ]
