"""Links in the order of days; and all editions anew, for they are told apart by more than before.

What was there is deleted: nothing reads it yet. `begin` makes it again after the migrations.
"""

from django.db import migrations, models


def delete_all(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in ("Edition", "Link", "Reach"):
        apps.get_model("edition", name).objects.using(using).all().delete()


class Migration(migrations.Migration):
    dependencies = [("edition", "0001_the_editions")]

    operations = [
        migrations.RunPython(delete_all, migrations.RunPython.noop),
        migrations.RemoveIndex("link", "link_target_idx"),
        migrations.AddField("link", "day", models.DateField(null=True)),
        migrations.AddIndex(
            "link",
            models.Index(fields=["target", "role", "until", "day"], name="link_target_day_idx"),
        ),
    ]
