from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0015_norm_book"),
    ]

    operations: list = []
