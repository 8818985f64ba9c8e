from django.db import migrations

from tracker.search.backends import postgresql, sqlite


def create(apps, schema_editor):
    database = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    for statement in database.creation("search_words"):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            create,
            lambda apps, schema_editor: schema_editor.execute("DROP TABLE search_words"),
            elidable=False,
        )
    ]
