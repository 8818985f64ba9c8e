from argparse import ArgumentParser
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tracker.edition.evidence.telling import leave_out
from tracker.edition.models import Address
from tracker.edition.publishing import advance
from tracker.editorial.models import KeptForm, SavedForm, TypedRow
from tracker.ledger.erasing import (
    CODES,
    EraseRefused,
    erase,
    found_in,
    overwrite_freed_space,
    still_said,
    tables_of_others,
)
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import EVIDENCE
from tracker.record.references import FormerAddress
from tracker.search.index import forget_for_good


class Command(BaseCommand):
    help = (
        "Erases words, such as a person's name, from the history for good. Without --apply it "
        "lists where they stand. What a record says now must be edited or deleted first. The "
        "history keeps a visible gap with the reason, and every proof still holds."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", help="the words as they stand, upper or lower case alike")
        parser.add_argument("--reason", choices=CODES, default="privacy")
        parser.add_argument("--apply", action="store_true", help="erase them")

    def handle(self, *args: Any, **options: Any) -> None:
        text = options["words"].strip()
        if len(text) < 3:
            raise CommandError("Give at least three characters: this would erase too much.")
        openings = found_in(text)
        facts = [one for one in openings if one.record.startswith(f"{EVIDENCE}/")]
        # What surrounds a quote is told without its words, and then is not said any more.
        said = [one for one in openings if one not in facts]
        standing = {opening.pk for opening in still_said(said)}
        for opening in openings:
            now = "  said now" if opening.pk in standing else ""
            self.stdout.write(f"{opening.record}  {opening.path}{now}")
        if not options["apply"]:
            self.stdout.write(f"{len(openings)} values hold these words. Erase with --apply.")
            return
        if others := tables_of_others():
            raise CommandError(
                "Nothing was erased: this database role does not own "
                f"{', '.join(others)}, so the words would stay in their files. Run it as the "
                "role that owns the tables."
            )
        try:
            with transaction.atomic():
                leave_out((source_of(one.record) for one in facts), text)
                erased = erase(openings, options["reason"])
                advance()
        except EraseRefused as error:
            raise CommandError(str(error)) from error
        # Places outside the record that repeat what records are called.
        LogEntry.objects.filter(object_repr__icontains=text).delete()
        LogEntry.objects.filter(change_message__icontains=text).delete()
        for model in (FormerAddress, Address):
            model.objects.filter(old__icontains="-".join(text.lower().split())).delete()
        Session.objects.all().delete()
        # And what was typed and not saved yet.
        KeptForm.objects.all().delete()
        SavedForm.objects.all().delete()
        TypedRow.objects.all().delete()
        forget_for_good()
        remaining = overwrite_freed_space()
        self.stdout.write(f"{erased} values erased. Expire older backups, and seal the ledger.")
        for sentence in remaining:
            self.stdout.write(sentence)
