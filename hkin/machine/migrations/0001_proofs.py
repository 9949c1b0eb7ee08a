import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MailTrial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_mark", models.CharField(max_length=64)),
                ("domain", models.CharField(max_length=200)),
                ("route", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(max_length=150)),
                ("detail", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
    ]
