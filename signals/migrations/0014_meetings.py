from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0013_approach"),
    ]

    operations: list = []
