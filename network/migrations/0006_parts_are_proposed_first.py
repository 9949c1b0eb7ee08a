from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0005_joint_acts_and_their_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="responsibility",
            name="is_proposal",
            field=models.BooleanField(default=False),
        ),
    ]
