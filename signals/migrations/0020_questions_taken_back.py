
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0019_indexes_of_weighing"),
    ]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="sealed_taken_back",
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name="handover",
            name="reply",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("accepted", "Accepted"),
                    ("later", "Later"),
                    ("declined", "Declined"),
                    ("asked_back", "Asked Back"),
                    ("done", "Done"),
                    ("taken_back", "Taken Back"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
    ]
