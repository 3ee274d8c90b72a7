"""How many emails are not sent is asked every few seconds; those sent are kept, and are many."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="outboxrow",
            index=models.Index(fields=["state", "queued_at"], condition=~Q(state="sent"), name="outbox_unsent"),
        ),
    ]
