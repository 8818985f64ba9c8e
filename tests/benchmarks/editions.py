"""Editions of a generated database, which has no entries of the ledger to make them of.

    DATABASE_URL=… python -m tests.benchmarks.editions

Everything that is generated is named by something published, so that only records with a status of
their own, and confidential sources, may be hidden.
"""

from __future__ import annotations

import os
import sys
import time

import django

BATCH = 2000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tracker.edition.approved import Approved
    from tracker.edition.cutting import documents_of
    from tracker.edition.models import Reach
    from tracker.edition.publishing import Stood, Written, forget_all
    from tracker.record.models import Source
    from tracker.record.nouns import NOUNS
    from tracker.record.trees import chunks, fields_of, trees

    began = time.monotonic()
    forget_all()
    hidden = set(Source.objects.filter(confidential=True).values_list("reference", flat=True))
    for noun in NOUNS.values():
        if noun.has_status:
            unpublished = noun.model._base_manager.exclude(status="published")
            keys = unpublished.values_list(noun.key_lookup(), flat=True)
            hidden |= {noun.ref(key) for key in keys}
    for noun in NOUNS.values():
        keys = list(noun.model._base_manager.values_list("pk", flat=True))
        for chunk in chunks(keys, BATCH):
            stored = {
                key: Approved(key, 0, noun, fields_of(tree), False)
                for key, tree in trees(noun, chunk).items()
                if key not in hidden
            }
            documents = documents_of(stored, lambda keys: keys - hidden, lambda figures: figures)
            written = Written(Stood(), 0)
            written.write(stored, documents)
            written.touch()
        sys.stdout.write(f"{noun.plural}: {len(keys)}, {time.monotonic() - began:.0f} s\n")
    Reach.objects.update_or_create(pk=1, defaults={"sequence": 0})


if __name__ == "__main__":
    main()
