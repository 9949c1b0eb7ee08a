import django.utils.timezone
from django.db import migrations, models

import network.models.entry


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0007_tries_of_a_second_proof"),
    ]

    operations = [
        migrations.RemoveField(model_name="entrylink", name="secret_hash"),
        migrations.AddField(
            model_name="entrylink", name="reason", field=models.CharField(blank=True, max_length=300)
        ),
        migrations.AlterField(
            model_name="entrylink",
            name="kind",
            field=models.CharField(choices=network.models.entry.entry_kinds, max_length=20),
        ),
        migrations.CreateModel(
            name="EntryAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(max_length=16)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"indexes": [models.Index(fields=["mark", "at"], name="entry_asked_by")]},
        ),
    ]
