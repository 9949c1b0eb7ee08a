from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0017_splits_and_improvements"),
    ]

    operations: list = []
