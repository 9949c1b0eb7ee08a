import django.db.models.deletion
from django.db import migrations, models

import signals.models.deadline


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0008_links_without_a_stored_secret"),
        ("signals", "0008_practice"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(choices=signals.models.deadline.deadline_choices, max_length=30)),
                ("amount", models.PositiveSmallIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_deadlines",
                        to="network.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "name"), name="own_deadline_once"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="deadline_is_some_time"),
                ],
            },
        ),
    ]
