from django.db import migrations


def take_over(apps, schema_editor):
    """Two terms stood with the municipality; what somebody set there goes along."""
    own = apps.get_model("signals", "OwnDeadline")
    for municipality in apps.get_model("network", "Municipality").objects.all():
        given = {"claim": (municipality.lease_days, 5), "unopened": (municipality.unopened_after_days, 2)}
        own.objects.bulk_create(
            own(municipality=municipality, name=name, amount=max(amount, 1))
            for name, (amount, default) in given.items()
            if amount != default
        )


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0008_links_without_a_stored_secret"),
        ("signals", "0009_deadlines_are_settings"),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
