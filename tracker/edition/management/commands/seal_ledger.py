from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.edition import offered
from tracker.edition.bundle import BundleRefused
from tracker.edition.stamping import ask_for_seals
from tracker.ledger.entries import size
from tracker.ledger.sealing import SealRefused, read_signer, seal_what_follows


class Command(BaseCommand):
    help = (
        "Signs a checkpoint over all entries of the ledger so far, prints it, for others to keep, "
        "and makes the bundle that readers are offered. For a timer; does nothing when nothing was "
        "added."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--no-bundle",
            action="store_true",
            help="only seal: on a machine that serves no readers, where export_ledger makes it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = settings.LEDGER_KEY_FILE
            checkpoint = seal_what_follows(read_signer(path), path)
        except SealRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(checkpoint.note, ending="")
        ask_for_seals()
        if not options["no_bundle"]:
            self._make_bundle(checkpoint.size)

    def _make_bundle(self, sealed: int) -> None:
        there = offered.offered()
        if there and (there.sealed, there.size) == (sealed, size()):
            return
        try:
            offered.make()
        except BundleRefused as error:
            self.stderr.write(f"Sealed, and no bundle made. {error}")
        except OSError as error:
            raise CommandError(f"Sealed, but the bundle cannot be written: {error}") from error
