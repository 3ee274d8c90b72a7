from django.db import migrations

from nrm.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        append_only("decisions_decisionversion"),
        append_only("decisions_decisionstep"),
    ]
