from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("machine", "0001_proofs"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="about",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AlterField(
            model_name="mailtrial",
            name="route",
            field=models.CharField(max_length=300),
        ),
    ]
