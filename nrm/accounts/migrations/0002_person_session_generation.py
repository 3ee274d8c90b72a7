from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="session_generation",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
