from django.db import migrations

from nrm.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("support", "0001_support_packages"), ("audit", "0001_initial")]

    operations = [
        append_only("support_packagestatusrow"),
        append_only("support_needsassessment"),
        append_only("support_assessedneed"),
        append_only("support_planitemversion"),
        append_only("support_placementaddress"),
    ]
