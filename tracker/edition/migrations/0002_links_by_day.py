"""Links and editions in the orders of lists; and all editions anew, for they say more than before.

What was there is deleted: nothing reads it yet. `begin` makes it again after the migrations.
"""

from datetime import date

from django.db import migrations, models


def delete_all(apps, schema_editor):
    using = schema_editor.connection.alias
    for name in ("Edition", "Link", "Reach"):
        apps.get_model("edition", name).objects.using(using).all().delete()


class Migration(migrations.Migration):
    dependencies = [("edition", "0001_the_editions")]

    operations = [
        migrations.RunPython(delete_all, migrations.RunPython.noop),
        migrations.CreateModel(
            "Touched",
            [
                ("key", models.CharField(max_length=82, primary_key=True, serialize=False)),
                ("sequence", models.PositiveBigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RemoveIndex("link", "link_target_idx"),
        migrations.AddField(
            "link", "day", models.DateField(default=date.min), preserve_default=False
        ),
        migrations.AddIndex(
            "link",
            models.Index(
                fields=["target", "role", "until", "day", "source"], name="link_newest_idx"
            ),
        ),
        migrations.RemoveIndex("edition", "edition_noun_idx"),
        migrations.AddField("edition", "row", models.BigIntegerField(null=True)),
        migrations.AddField("edition", "happened_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "edition",
            "rank",
            models.CharField(blank=True, default="", max_length=320),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "edition",
            models.Index(fields=["noun", "until", "happened_at"], name="edition_news_idx"),
        ),
        migrations.AddIndex(
            "edition", models.Index(fields=["noun", "row"], name="edition_row_idx")
        ),
        migrations.AddIndex(
            "edition", models.Index(fields=["noun", "address"], name="edition_address_idx")
        ),
        migrations.AddIndex(
            "edition", models.Index(fields=["until", "happened_at"], name="edition_all_news_idx")
        ),
    ]
