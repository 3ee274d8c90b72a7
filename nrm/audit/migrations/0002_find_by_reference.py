from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                fields=["case_reference"],
                condition=models.Q(("case_reference", ""), _negated=True),
                name="audit_by_reference",
            ),
        )
    ]
