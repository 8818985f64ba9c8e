import fcntl
import os
import secrets
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections, transaction

from tracker.edition.offered import offered
from tracker.editorial.groups import EDITOR, PUBLISHER
from tracker.editorial.importing import ImportRefused, import_file
from tracker.ledger.models import Key

DOSSIERS = Path(__file__).resolve().parents[2] / "dossiers"
# What takes two people at the desk can be tried by one, in two browsers.
ACCOUNTS = {"editor": (EDITOR,), "publisher": (EDITOR, PUBLISHER)}
SECONDS = 60
LOCK = 0x7175_6963  # Any number that no other advisory lock of this database has.


class Command(BaseCommand):
    help = (
        "Makes the database, loads the example dossiers, makes the accounts of an editor and "
        "of a publisher and serves the site on this machine. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="set up, then stop")
        parser.add_argument(
            "--from",
            type=Path,
            dest="file",
            help="load this file, such as a bundle's export/record.json, not the example dossiers",
        )
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        if "SITE_URL" not in os.environ:
            # Citations, feeds and embeds name the address that is served.
            settings.SITE_URL = f"http://127.0.0.1:{options['port']}"
        with alone(self.stdout.write):
            self._set_up(options)
        if not options["no_serve"]:
            address = f"127.0.0.1:{options['port']}"
            self.stdout.write(f"Reading: http://{address}/   Editing: http://{address}/admin/")
            Thread(target=self._keep_offering, daemon=True).start()
            call_command("runserver", address, use_reloader=False)

    def _keep_offering(self) -> None:
        """Seal when there is no bundle for readers, as a timer does where there is one."""
        told = ""
        while True:
            sleep(SECONDS)
            try:
                seal_where_no_bundle_is_offered()
            except (CommandError, DatabaseError) as error:
                if told != (told := str(error)):
                    self.stderr.write(f"The ledger is not sealed. {error}")
            finally:
                connections.close_all()

    def _set_up(self, options: dict[str, Any]) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        files = [options["file"]] if options["file"] else sorted(DOSSIERS.glob("*.json"))
        for path in files:
            try:
                import_file(path, None, lambda line: None)
            except ImportRefused as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"Loaded {path.stem}.")
        self._seal()
        self._make_accounts()

    def _seal(self) -> None:
        """Sign the ledger as it begins, so that the first reader can check it already."""
        if not Key.objects.exists():
            call_command("ledger_key", "make", stdout=StringIO())
        if settings.LEDGER_KEY_FILE.exists():
            try:
                call_command("seal_ledger", stdout=StringIO())
            except CommandError as error:
                self.stdout.write(f"The ledger is not sealed. {error}")

    @transaction.atomic
    def _make_accounts(self) -> None:
        users = get_user_model()._default_manager
        for name, groups in ACCOUNTS.items():
            if users.filter(username=name).exists():
                self.stdout.write(f"The account “{name}” is there already, its password unchanged.")
                continue
            password = secrets.token_urlsafe(12)
            user = get_user_model()(username=name, is_staff=True)
            user.set_password(password)
            user.save()
            user.groups.add(*Group.objects.filter(name__in=groups))
            # Told before it is true: where it cannot be told, there is no account that nobody can
            # use.
            self.stdout.write(f"Account “{name}”, password “{password}”: shown this once.")
            self.stdout.flush()


def seal_where_no_bundle_is_offered() -> None:
    """Seal and make the bundle anew, once what the last one shows was withdrawn or erased.

    Raises CommandError, and DatabaseError where the database is busy or gone.
    """
    if settings.LEDGER_KEY_FILE.exists() and offered() is None:
        call_command("seal_ledger", stdout=StringIO())


@contextmanager
def alone(tell: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other quickstart sets up the same database, and keep others waiting."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    # Of the folder itself, so that nothing is left behind; it ends with the process at the latest.
    folder = os.open(settings.LOCAL_DIR, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another quickstart is at work here: waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
