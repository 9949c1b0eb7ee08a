from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('signals', '0005_indexes_of_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='sealed_answer',
            field=models.BinaryField(null=True),
        ),
    ]
