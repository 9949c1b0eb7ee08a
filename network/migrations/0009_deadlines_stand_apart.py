from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0008_links_without_a_stored_secret"),
        ("signals", "0010_terms_of_the_municipality"),
    ]

    operations = [
        migrations.RemoveField(model_name="municipality", name="lease_days"),
        migrations.RemoveField(model_name="municipality", name="unopened_after_days"),
    ]
