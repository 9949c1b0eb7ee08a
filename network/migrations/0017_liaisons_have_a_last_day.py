"""A liaison who is no longer the one to call is forgotten a while after that day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0016_import_runs")]

    operations = [
        migrations.AddField(model_name="liaison", name="left_on", field=models.DateField(blank=True, null=True)),
    ]
