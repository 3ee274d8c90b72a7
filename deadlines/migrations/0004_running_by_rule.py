"""The running dates by rule, which is how reminders look for them; built beside the work going on."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL builds an index concurrently only outside a transaction

    dependencies = [
        ("deadlines", "0003_reminder"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("met_at", None)), fields=["rule", "due_on"], name="deadlines_running_by_rule"
            ),
        ),
        RemoveIndexConcurrently(model_name="deadline", name="deadlines_running"),
    ]
