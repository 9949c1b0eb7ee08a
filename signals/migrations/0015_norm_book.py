from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0014_meetings"),
    ]

    operations: list = []
