from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_machines_and_their_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="email_domains",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=253), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="named_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
