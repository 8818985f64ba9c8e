"""The bundle that readers are offered: made by commands, served while nothing in it is shut."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories as make
from tests.ledger.forging import owning, sql
from tracker.edition import offered
from tracker.edition.publishing import advance, forget_all
from tracker.editorial.changes import change
from tracker.editorial.management.commands import quickstart
from tracker.editorial.workflow import make_move
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry
from tracker.ledger.sealing import keep
from tracker.record import models as m

pytestmark = pytest.mark.django_db
ADDRESS = "/ledger/bundle.zip"
WORDS = "Party A says that Party B did a singular thing."


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def claim(settings, tmp_path):
    """A published claim that said singular words before, in a ledger that commands can seal."""
    settings.LOCAL_DIR = tmp_path
    settings.LEDGER_KEY_FILE = tmp_path / "ledger_key"
    row = make.claim(title="Party A alleges a thing", claimant=make.party("Party A"))
    row.accused_party = make.party("Party C", ended_on="2023")
    m.ClaimAccused.objects.create(claim=row, party=row.accused_party)
    make.look(row)
    row.citation = make.cite(row.allegations.get(), quote="They did it there.")
    keep(make.ledger(), settings.LEDGER_KEY_FILE)
    make.edited(row.allegations.get(), text=WORDS)
    make.edited(row.allegations.get(), text="Party A says that Party B did a thing.")
    sealed()
    return row


def sealed(**options):
    told = io.StringIO()
    call_command("seal_ledger", stdout=io.StringIO(), stderr=told, **options)
    return told.getvalue()


def served(reader, **headers):
    """The bundle as a reader gets it, or the status of another answer."""
    response = reader.get(ADDRESS, headers=headers)
    return b"".join(response) if response.status_code == 200 else response.status_code


def said(data):
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return b"".join(bundle.read(name) for name in bundle.namelist())


def test_seal_makes_it_and_requests_get_the_finished_file_until_the_next(reader, claim):
    first = served(reader)
    assert WORDS.encode() in said(first)
    make.edited(claim, title="Party A alleges another thing")
    assert served(reader) == first, "what was only changed does no harm"
    assert sealed() == ""
    assert b"alleges another thing" in said(served(reader))
    assert len(list(offered.folder().iterdir())) == 1


def test_seal_of_nothing_new_leaves_it_as_it_is(reader, claim):
    first = served(reader)
    sealed()
    assert served(reader) == first


def test_export_without_a_file_makes_it_where_another_machine_seals(reader, claim):
    make.edited(claim, title="Party A alleges another thing")
    assert sealed(no_bundle=True) == ""
    assert b"alleges another thing" not in said(served(reader))
    told = io.StringIO()
    call_command("export_ledger", stdout=told)
    assert f"{Entry.objects.count()} entries" in told.getvalue()
    assert b"alleges another thing" in said(served(reader))


def withdraw(claim, publisher):
    make_move(claim, "withdraw", publisher, "It was entered twice.")


def make_confidential(claim, publisher):
    make.edited(claim.citation.source, confidential=True)


def drop_the_citation_and_make_it_confidential(claim, publisher):
    m.Citation.objects.filter(pk=claim.citation.pk).delete()
    make.edited(claim, title="Party A alleges a third thing")
    sealed()
    make.edited(claim.citation.source, confidential=True)


def erase_words(claim, publisher):
    erase(found_in("a singular thing"), "privacy")
    advance()


def name_a_party_no_more(claim, publisher):
    m.ClaimAccused.objects.filter(party=claim.accused_party).delete()
    make.edited(claim)


def delete(claim, publisher):
    with change(publisher, Entry.Action.DELETED) as door:
        door.removing(claim)
        claim.delete()
    advance()


LOSSES = [
    withdraw,
    make_confidential,
    drop_the_citation_and_make_it_confidential,
    erase_words,
    name_a_party_no_more,
    delete,
]


@pytest.mark.database
@pytest.mark.parametrize("lose", LOSSES)
def test_what_is_shut_is_never_served_again_and_the_next_seal_makes_one_without(
    reader, claim, publisher, lose
):
    assert reader.get("/ledger/").content.decode().count(ADDRESS) == 1
    lose(claim, publisher)
    response = reader.get(ADDRESS)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "3600")
    assert "No bundle can be downloaded at the moment." in response.content.decode()
    page = reader.get("/ledger/").content.decode()
    assert ADDRESS not in page
    assert "No bundle can be downloaded at the moment." in page
    sealed()
    assert len(served(reader)) > 1000
    assert ADDRESS in reader.get("/ledger/").content.decode()


def publish_another(claim, publisher):
    make.edited(make.claim(claimant=make.party("Party D")))


def publish_and_withdraw_another(claim, publisher):
    row = make.claim(claimant=claim.claimants.get(), accused=claim.accused_party)
    make.edited(row.allegations.get().citations.get().source)
    make.edited(row)
    withdraw(row, publisher)


def work_on_a_draft(claim, publisher):
    make.edited(make.source(confidential=True))
    make.edited(make.claim(status="draft", published_at=None))


def withdraw_and_publish_again(claim, publisher):
    withdraw(claim, publisher)
    for move in ("reopen", "submit", "publish"):
        make_move(m.Claim.objects.get(pk=claim.pk), move, publisher)


HARMLESS = [publish_another, publish_and_withdraw_another, work_on_a_draft]


@pytest.mark.parametrize("do", [*HARMLESS, withdraw_and_publish_again])
def test_what_shuts_nothing_that_it_shows_leaves_it_served(reader, claim, publisher, do):
    first = served(reader)
    do(claim, publisher)
    assert served(reader) == first


def test_withdrawing_deletes_it(claim, publisher, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make.edited(claim, title="Party A alleges another thing")
    assert offered.offered() is not None
    for name in ("of_another_version.zip", "left_by_a_crash.part"):
        (offered.folder() / name).write_bytes(b"the beginning")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(claim, publisher)
    assert list(offered.folder().iterdir()) == []


def test_who_has_it_is_told_so_and_asks_each_time(reader, claim):
    response = reader.get(ADDRESS)
    data = b"".join(response)
    assert response.headers["Content-Type"] == "application/zip"
    assert int(response.headers["Content-Length"]) == len(data)
    assert response.headers["Cache-Control"] == "public, no-cache"
    tag, time = response.headers["ETag"], response.headers["Last-Modified"]
    for asked in ({"if-none-match": tag}, {"if-modified-since": time}):
        again = reader.get(ADDRESS, headers=asked)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    call_command("export_ledger", stdout=io.StringIO())
    assert served(reader, **{"if-none-match": tag}) != 304


def test_zip_is_not_compressed_once_more(reader, claim):
    response = reader.get(ADDRESS, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert b"".join(response) == served(reader)


HOLD = """
import fcntl, os, sys
held = os.open(sys.argv[1], os.O_RDONLY)
fcntl.flock(held, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_second_builder_says_so_and_ends_and_a_dead_one_keeps_nobody_waiting(reader, claim):
    first = served(reader)
    part = offered.folder() / "left_by_a_crash.part"
    part.write_bytes(b"the beginning")
    make.edited(claim, title="Party A alleges another thing")
    command = [sys.executable, "-c", HOLD, str(offered.folder())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CommandError, match="Another process is making the bundle"):
            call_command("export_ledger")
        assert "Sealed, and no bundle made. Another process" in sealed()
        assert part.exists() and served(reader) == first
        other.kill()
    sealed()
    assert b"alleges another thing" in said(served(reader))
    assert not part.exists()


def test_something_shut_while_it_is_made_is_not_in_what_is_offered(reader, claim, monkeypatch):
    first, write = served(reader), offered.write_bundle

    def slowly(file):
        written = write(file)
        make.edited(claim.citation.source, confidential=True)
        return written

    monkeypatch.setattr(offered, "write_bundle", slowly)
    make.edited(claim, title="Party A alleges another thing")
    assert "withdrawn or erased meanwhile: run this again" in sealed()
    assert len(first) > 1000 and served(reader) == 503
    monkeypatch.undo()
    sealed()
    assert b"They did it there." not in said(served(reader))


def test_bundle_of_entries_that_a_restored_backup_lacks_is_not_served(reader, claim):
    assert served(reader) != 503
    with owning():
        sql("UPDATE ledger_entry SET leaf = %s WHERE sequence = %s", "0" * 64, 0)
        last = Entry.objects.order_by("sequence").last().sequence
        sql("UPDATE ledger_entry SET leaf = %s WHERE sequence = %s", "1" * 64, last)
    assert served(reader) == 503


def test_nothing_is_served_or_made_while_editions_are_made_anew(reader, claim):
    first = served(reader)
    forget_all()
    assert served(reader) == 503
    with pytest.raises(CommandError, match="Editions are being made anew"):
        call_command("export_ledger")
    advance()
    assert served(reader) == first


def test_quickstart_needs_no_timer_to_offer_one_again(reader, claim, publisher):
    first = served(reader)
    make.edited(claim, title="Party A alleges another thing")
    quickstart.seal_where_no_bundle_is_offered()
    assert served(reader) == first, "that would tell when the desk is at work"
    withdraw(claim, publisher)
    assert served(reader) == 503
    quickstart.seal_where_no_bundle_is_offered()
    assert b"It was entered twice." in said(served(reader))


def test_folder_and_file_are_for_their_owner_alone(claim):
    found = offered.offered()
    assert oct(os.stat(offered.folder()).st_mode & 0o777) == "0o700"
    assert oct(found.path.stat().st_mode & 0o777) == "0o600"
