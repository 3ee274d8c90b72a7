from django.db import migrations

from nrm.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("audit", "0001_initial")]

    operations = [
        append_only("referrals_answersversion"),
        append_only("referrals_dutytonotify"),
    ]
