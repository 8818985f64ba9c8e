from django.db import migrations, models

from tracker.search.backends import postgresql, sqlite
from tracker.search.index import LOCK

# What readers do not see stood among their words, its kind and so its id higher by these.
KINDS = 16
IDS = KINDS << 40
READERS = ("search_text", "search_words")
DESK = ("search_desktext", "search_deskwords")


def create(apps, schema_editor):
    database = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
    for statement in database.creation("search_deskwords"):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_deskwords")


def to_the_desk(apps, schema_editor):
    move(schema_editor, READERS, DESK, "-", IDS)


def to_the_readers(apps, schema_editor):
    move(schema_editor, DESK, READERS, "+", 0)


def move(schema_editor, old, new, sign, first):
    """Rows whose ids are `first` or more; `sign` is how ids and kinds change."""
    ids, kinds = f"{sign} {IDS}", f"{sign} {KINDS}"
    if schema_editor.connection.vendor == "sqlite":
        key, names, words = "rowid", "rowid, title, body", f"rowid {ids}, title, body"
    else:
        key, names, words = "id", "id, kind, title, words", f"id {ids}, kind {kinds}, title, words"
        # No other process writes the index between a copy and the deletion of what was copied.
        schema_editor.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
    for statement in (
        f"INSERT INTO {new[0]} (id, kind, title, body)"
        f" SELECT id {ids}, kind {kinds}, title, body FROM {old[0]} WHERE id >= {first}",
        f"INSERT INTO {new[1]} ({names}) SELECT {words} FROM {old[1]} WHERE {key} >= {first}",
        f"DELETE FROM {old[0]} WHERE id >= {first}",
        f"DELETE FROM {old[1]} WHERE {key} >= {first}",
    ):
        schema_editor.execute(statement)
    if schema_editor.connection.vendor == "postgresql":
        # Its planner keeps samples of columns, drafts' titles among them, which whoever may read a
        # table may read.
        schema_editor.execute(f"ANALYZE {', '.join((*old, *new))}")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_case")]
    operations = [
        migrations.CreateModel(
            name="DeskText",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.SmallIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
            ],
            options={"verbose_name": "text at the desk", "abstract": False},
        ),
        migrations.RunPython(create, drop, elidable=False),
        migrations.RunPython(to_the_desk, to_the_readers, elidable=False),
    ]
