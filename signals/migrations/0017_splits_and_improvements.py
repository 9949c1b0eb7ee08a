from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0016_transfers"),
    ]

    operations: list = []
