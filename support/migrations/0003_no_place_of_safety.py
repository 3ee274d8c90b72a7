from django.db import migrations, models


def to_safehouse(apps, schema_editor):
    """A place of safety is for the days before a referral, so no placement of a package was one; each has an address,
    as a safehouse does. Kinds of only the demonstration's packages are changed: no other data holds one."""
    apps.get_model("support", "Placement").objects.filter(kind="place_of_safety").update(kind="safehouse")


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(to_safehouse, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint(model_name="placement", name="placement_kind_known"),
        migrations.AlterField(
            model_name="placement",
            name="kind",
            field=models.CharField(choices=[("safehouse", "safehouse"), ("outreach", "outreach")], max_length=20),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["safehouse", "outreach"])), name="placement_kind_known"
            ),
        ),
    ]
