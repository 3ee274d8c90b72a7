from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from nrm.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_path_and_nation_checked")]

    operations = [
        migrations.CreateModel(
            name="ReportKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.dutytonotify"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        append_only("referrals_reportkey"),
    ]
