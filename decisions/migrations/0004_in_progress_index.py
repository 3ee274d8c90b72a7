"""The decisions that wait for somebody, found without the issued ones; built beside the work going on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL builds an index concurrently only outside a transaction

    dependencies = [
        ("decisions", "0003_negative_needs_an_approval"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("status", "issued"), _negated=True),
                fields=["kind", "status", "case"],
                name="decisions_in_progress",
            ),
        ),
    ]
