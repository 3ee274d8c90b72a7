from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F


def name_those_known(apps: Any, schema_editor: Any) -> None:
    """Whoever has a membership already was shown by name to their organisation."""
    apps.get_model("accounts", "Membership").objects.filter(named_at=None).update(named_at=F("since"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_email_domains_and_when_somebody_is_named"),
    ]

    operations = [
        migrations.RunPython(name_those_known, migrations.RunPython.noop),
    ]
