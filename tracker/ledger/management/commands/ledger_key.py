from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tracker.ledger.models import Checkpoint, Key
from tracker.ledger.sealing import (
    SealRefused,
    announce,
    keep,
    new_signer,
    read_signer,
    remember,
    seal_if_it_goes_on,
)


class Command(BaseCommand):
    help = (
        "The key that seals the ledger. make: make the first one; rotate: make a new one and let "
        "the old one sign it; show: print the public key, for others to keep."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("make", "rotate", "show"))
        parser.add_argument("--name", help="the log's name; default: the site's host and /ledger")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except SealRefused as error:
            raise CommandError(str(error)) from error

    def _show(self, options: dict[str, Any]) -> None:
        key = Key.objects.order_by("-number").first()
        if key is None:
            raise SealRefused("There is no key yet. Make one: ledger_key make.")
        self.stdout.write(key.text)

    def _make(self, options: dict[str, Any]) -> None:
        path = settings.LEDGER_KEY_FILE
        if Key.objects.exists():
            raise SealRefused("The ledger has a key already. For a new one: ledger_key rotate.")
        name = options["name"] or f"{urlsplit(settings.SITE_URL).netloc}/ledger"
        # A key that is there was made for an earlier database here: it goes on signing.
        signer = read_signer(path) if path.exists() else new_signer(name)
        if not path.exists():
            keep(signer, path)
        announce(signer)
        self.stdout.write(signer.text)

    def _rotate(self, options: dict[str, Any]) -> None:
        path = settings.LEDGER_KEY_FILE
        old = read_signer(path)
        new = new_signer(old.name)
        aside = path.with_name(f"{path.name}.{Key.objects.count()}.old")
        coming = path.with_name(f"{path.name}.new")
        keep(new, coming)
        checkpoint = None
        try:
            with transaction.atomic():
                announce(new, old)
                if Checkpoint.objects.exists():
                    checkpoint = seal_if_it_goes_on(new, path)
                path.rename(aside)
                coming.rename(path)
        finally:
            coming.unlink(missing_ok=True)
        if checkpoint:
            remember(path, checkpoint)
        self.stdout.write(f"{new.text}\nThe old private key is now {aside.name}: keep it offline.")
