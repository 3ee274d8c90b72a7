"""Reminders made: one row for each kind of reminder of each date."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0002_dates_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("coming_due", "coming_due"), ("overdue", "overdue"), ("reached", "reached")],
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="deadlines.deadline"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("deadline", "kind"), name="reminded_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["coming_due", "overdue", "reached"])),
                        name="reminder_kind_known",
                    ),
                ],
            },
        ),
    ]
