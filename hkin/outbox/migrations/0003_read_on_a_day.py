from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_local_paths"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="message", name="outbox_message_unread"),
        migrations.RenameField(model_name="message", old_name="read_at", new_name="read_on"),
        migrations.AlterField(model_name="message", name="read_on", field=models.DateField(null=True)),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                "recipient_mark",
                name="outbox_message_unread",
                condition=models.Q(("read_on", None), ("withdrawn_at", None)),
            ),
        ),
    ]
