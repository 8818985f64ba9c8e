"""Labels without quotations, and the codes that were missing; a new version where words changed.

What was coded keeps its version. An entry whose words an editor changed stays as it is.
"""

from django.db import migrations
from django.utils.translation import gettext_noop as _

from tracker.record.codebook import STANCES, VIOLATIONS

# The words of version 1 where version 2 has others; pages of the past show them in each language.
BEFORE = {
    "interpretive-denial": {"label": _("Interpretive denial (“individual acts”)")},
    "partial-acknowledgement": {
        "definition": _(
            "The responder grants part of the allegation: some cases, a lack of means, a shared "
            "concern about it."
        ),
    },
    "disputes-jurisdiction": {
        "definition": _(
            "The responder says that it is not, or not alone, the one to answer, or that it lacks "
            "the means to do otherwise."
        ),
        "example": _("Party B: “We cannot carry this burden alone.”"),
    },
}
SHIPPED = (("stance", STANCES), ("violation", VIOLATIONS))


def _words(entry):
    words = entry._asdict()
    return words.pop("code"), words


def _write(apps, codebook, code, words, version):
    """Make these the words of an entry, as this version of it."""
    apps.get_model("record", codebook).objects.filter(code=code).update(**words, version=version)
    apps.get_model("record", "CodebookEdition").objects.update_or_create(
        codebook=codebook, code=code, version=version, defaults={"words": words}
    )


def load(apps, schema_editor):
    """A new database has the new words as version 1 already: there, too, they become version 2."""
    editions = apps.get_model("record", "CodebookEdition").objects
    for codebook, entries in SHIPPED:
        model = apps.get_model("record", codebook)
        position = 0
        for code, words in map(_words, entries):
            row = model.objects.filter(code=code).first()
            if row is None:
                row = model(code=code, position=position + 5, version=1, **words)
                model.objects.bulk_create([row])
                _write(apps, codebook, code, words, 1)
            position = row.position
            first = {**words, **BEFORE.get(code, {})}
            now = {name: getattr(row, name) for name in words}
            if code in BEFORE and row.version == 1 and now in (words, first):
                editions.filter(codebook=codebook, code=code, version=1).update(words=first)
                _write(apps, codebook, code, words, 2)


def unload(apps, schema_editor):
    """Take the first words back. Codes that were added stay: something may be coded with them."""
    editions = apps.get_model("record", "CodebookEdition").objects
    for codebook, entries in SHIPPED:
        model = apps.get_model("record", codebook)
        for code, words in map(_words, entries):
            row = model.objects.filter(code=code, version=2).first()
            now = {name: getattr(row, name) for name in words} if row else {}
            if code in BEFORE and now == words:
                editions.filter(codebook=codebook, code=code, version=2).delete()
                _write(apps, codebook, code, {**words, **BEFORE[code]}, 1)


class Migration(migrations.Migration):
    dependencies = [("record", "0008_one_log_of_looking")]
    operations = [migrations.RunPython(load, unload)]
