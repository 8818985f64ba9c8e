from django.db import migrations

# The desk's lists stand newest first, those without a day last. SQLite finds that order in the plain
# index of the day; PostgreSQL puts a million rows in order for each page unless it has one that
# says where those without a day are. Django cannot say so for both.
LISTS = {
    "claim": "made_on_earliest",
    "response": "made_on_latest",
    "source": "published_on_earliest",
    "event": "happened_on_earliest",
    "request": "sent_on_latest",
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, day in LISTS.items():
        schema_editor.execute(
            f"CREATE INDEX record_{name}_newest_first"
            f" ON record_{name} ({day} DESC NULLS LAST, id DESC)"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in LISTS:
        schema_editor.execute(f"DROP INDEX record_{name}_newest_first")


class Migration(migrations.Migration):
    dependencies = [("record", "0003_indexes")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
