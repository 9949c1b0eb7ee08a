from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0012_weighing_by_the_protocol"),
    ]

    operations: list = []
