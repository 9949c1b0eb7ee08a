import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0018_sources_and_protocol"),
        ("signals", "0015_norm_book"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Admission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                ("admitted_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
                ("sealed_reason", models.BinaryField()),
                (
                    "admitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="admissions", to="signals.signal"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("signal", "user"), name="admitted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Flagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                (
                    "flag",
                    models.CharField(
                        choices=[
                            ("police_data", "police_data"),
                            ("closed_regime", "closed_regime"),
                            ("criminal_data", "criminal_data"),
                        ],
                        max_length=20,
                    ),
                ),
                ("set_role", models.CharField(max_length=30)),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sealed_reason", models.BinaryField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("sealed_removal", models.BinaryField(null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flaggings", to="signals.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)), fields=("signal", "flag"), name="flag_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="flag_removed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=30)),
                ("sent_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("is_practice", models.BooleanField(default=False)),
                ("sealed_to", models.BinaryField()),
                ("sealed_recipient", models.BinaryField()),
                ("sealed_contact_point", models.BinaryField()),
                ("sealed_why", models.BinaryField()),
                ("sealed_ground", models.BinaryField()),
                ("sealed_allowed", models.BinaryField(null=True)),
                ("sealed_package", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("received_on", models.DateField(null=True)),
                ("sealed_received_by", models.BinaryField(null=True)),
                ("sealed_their_number", models.BinaryField(null=True)),
                ("attachments", models.ManyToManyField(blank=True, related_name="+", to="signals.attachment")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="transfers", to="signals.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", None), ("received_on", None)),
                            models.Q(("confirmed_by__isnull", False), ("received_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="receipt_by_somebody",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="signal",
            name="has_criminal_data",
            field=models.BooleanField(default=False),
        ),
    ]
