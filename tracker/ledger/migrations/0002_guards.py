"""Let the database itself refuse to change or delete what is in the log."""

from django.db import migrations

from tracker.ledger import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_ledger")]
    operations = [migrations.RunPython(install, remove)]
