import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("signals", "0017_splits_and_improvements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="grade",
            field=models.CharField(
                blank=True,
                choices=[("weighed", "Weighed"), ("picked_up", "Picked Up"), ("closed", "Closed")],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="helps",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="signal",
            name="first_word_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="signal",
            name="word_promised_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="SecondReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sealed_reason", models.BinaryField()),
                ("read_at", models.DateTimeField(null=True)),
                ("agrees", models.BooleanField(null=True)),
                ("sealed_answer", models.BinaryField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="second_readings", to="signals.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("read_by", models.F("asked_by")), _negated=True), name="read_by_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agrees", None), ("read_by__isnull", False), _connector="OR"),
                        name="read_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agrees", None)), fields=("signal",), name="one_reading_waits"
                    ),
                ],
            },
        ),
    ]
