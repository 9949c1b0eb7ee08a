from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_signals")]

    operations = [
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                models.F("entered_by_mark"),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("entered_by_mark__isnull", False)),
                name="signals_entered",
            ),
        ),
    ]
