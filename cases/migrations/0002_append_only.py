from django.db import migrations

from nrm.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        append_only("cases_casestatusrow"),
        append_only("cases_routing"),
        append_only("cases_allocation"),
        append_only("cases_identity"),
    ]
