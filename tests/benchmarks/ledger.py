"""What the ledger costs: verifying against plain hashing, saving with it against without it.

    python -m tests.benchmarks.ledger [ENTRIES]

Makes a database of its own in a temporary folder and prints ratios; nothing here is timed in tests.
"""

import hashlib
import os
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from unittest.mock import patch

ENTRIES = 100_000
SAVES, FORMS = 200, 20


def main(entries):
    from django.core.management import call_command

    from tests import factories as make
    from tracker.edition.publishing import advance
    from tracker.ledger import verify
    from tracker.ledger.auditing import Audit
    from tracker.ledger.changes import Change
    from tracker.ledger.models import Entry

    call_command("migrate", verbosity=0)
    call_command("ledger_key", "make", verbosity=0)
    fill(entries)
    advance()
    call_command("seal_ledger", no_bundle=True, verbosity=0)
    bundle = Path(os.environ["LOCAL_DIR"]) / "bundle.zip"
    say("export_ledger", seconds(lambda: call_command("export_ledger", bundle, verbosity=0)))
    audit, found = Audit(), None
    took = seconds(audit.run)
    found = audit.faults
    assert found == [], found[:5]
    plain = seconds(hash_all)
    say(f"verify_ledger, {audit.counts['entries']} entries", took, plain)
    took = seconds(lambda: report(verify, bundle))
    plain = seconds(lambda: hash_lines(bundle))
    say("verify.py on the bundle", took, plain)
    claim = make.claim(allegations=5)
    make.ledger()

    ways = (
        (f"{SAVES} bare saves", saver(claim)),
        (f"{FORMS} saves by its form", form_saver(claim)),
    )
    for what, save in ways:
        with_it = seconds(save)
        with patch.object(Change, "write", lambda self: None):
            without = seconds(save)
        say(f"{what} of a claim with 5 allegations", with_it, without)
        make.edited(claim)
    assert Entry.objects.filter(record=claim.reference).count() > SAVES


def saver(claim):
    from tests import factories as make

    def save():
        for number in range(SAVES):
            make.edited(claim, title=f"Party A alleges {time.monotonic_ns()} {number}")

    return save


def form_saver(claim):
    from django.contrib.auth.models import User
    from django.test import Client

    from tests.editorial import desk

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("edith"))

    def save():
        data = desk.open_form(client, claim)
        for number in range(FORMS):
            data["title"] = [f"Party A alleges {time.monotonic_ns()} {number}"]
            del data["_seen"]
            assert desk.save(client, claim, data).status_code == 302
            data = desk.open_form(client, claim)

    return save


def fill(entries):
    from tests import factories as make
    from tracker.ledger.changes import Entry, change
    from tracker.record.models import Event

    done = 0
    while done < entries:
        with change(None, Entry.Action.IMPORTED, is_bulk=True) as door:
            for number in range(done, min(done + 500, entries)):
                title, text = f"Party A says that {number} things happened", "It says so. " * 8
                event = Event(title=title, description=text, happened_on="2024", **make.status())
                event.save()
                door.touch(event)
        done += 500


def hash_all():
    from tracker.ledger.models import Entry, Opening

    for row in Entry.objects.values_list("body", flat=True).iterator(2000):
        hashlib.sha256(row.encode()).digest()
    for salt, value in Opening.objects.values_list("salt", "value").iterator(2000):
        hashlib.sha256(bytes.fromhex(salt) + value.encode()).digest()


def hash_lines(bundle):
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            for line in archive.open(name):
                hashlib.sha256(line).digest()


def report(verify, bundle):
    found = verify.examine(bundle, None, None)
    assert found.status == 0, found.faults[:5] + found.gaps


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def say(what, took, plain=None):
    ratio = f", {took / plain:.1f} times the plain work ({plain:.2f} s)" if plain else ""
    print(f"{what}: {took:.2f} s{ratio}", flush=True)  # noqa: T201


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LOCAL_DIR": folder, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tracker.sqlite3")
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
