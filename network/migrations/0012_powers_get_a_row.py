import re

from django.db import migrations
from django.db.models import Q


def split(apps, schema_editor):
    """"13b Opiumwet, Bibob (subsidie, vergunning)" becomes two powers; a part gets the level it stands at."""
    theme_of, power_of = apps.get_model("network", "Theme"), apps.get_model("network", "Power")
    power_of.objects.bulk_create(
        [
            power_of(theme=theme, name=name.strip()[:150])
            for theme in theme_of.objects.order_by("pk")
            for name in dict.fromkeys(re.split(r",(?![^(]*\))", theme.powers_text))
            if name.strip()
        ],
        ignore_conflicts=True,
    )
    parts = apps.get_model("network", "Responsibility").objects
    parts.filter(part="lead").update(level="tactical")
    parts.filter(~Q(part="lead"), department__code="BES").update(level="strategic")


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_partners_levels_and_powers'),
    ]

    operations = [
        migrations.RunPython(split, migrations.RunPython.noop),
    ]
