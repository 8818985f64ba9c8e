"""Load both codebooks as shipped, each entry as its version 1."""

from django.db import migrations

from tracker.record.codebook import STANCES, VIOLATIONS


def load(apps, schema_editor):
    edition = apps.get_model("record", "CodebookEdition")
    for name, entries in (("stance", STANCES), ("violation", VIOLATIONS)):
        model = apps.get_model("record", name)
        for position, entry in enumerate(entries, start=1):
            words = entry._asdict()
            code = words.pop("code")
            row, created = model.objects.get_or_create(
                code=code, defaults={**words, "version": 1, "position": position * 10}
            )
            if created:
                edition.objects.create(codebook=name, code=code, version=1, words=words)


def unload(apps, schema_editor):
    """Going back drops the tables next; entries in use stop it there, as they should."""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_the_record")]
    operations = [migrations.RunPython(load, unload)]
