"""Keeping: the bytes are on the disk under their hash before any row says so."""

import gzip
import hashlib
import io
import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from warcio.archiveiterator import ArchiveIterator

from tests import factories as make
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tracker.capture import storage, verifying
from tracker.capture.keeping import keep_file, keep_text
from tracker.capture.keeping_visits import keep_visit
from tracker.capture.models import Capture, CaptureRefused
from tracker.capture.outcomes import Outcome
from tracker.record.models import Source

pytestmark = pytest.mark.django_db
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "warc"
FLAWLESS = {"example.warc", "example.warc.gz", "example-resource.warc.gz", "post-test.warc.gz"}
FAULTY = {
    "example-bad.warc.gz.bad",
    "example-bad-non-chunked.warc.gz",
    "example-digest.warc",
    "example-trunc.warc",
    "example-wrong-chunks.warc.gz",
}
SITE = "http://site.tests-of-capture.org"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
    return settings.CAPTURES_DIR


@pytest.fixture
def source(db):
    return make.source()


def fetched(source, sent, user=None, path="/"):
    with serving({"/": sent}) as server:
        visit = visitor(Loopback({80: server.port})).visit(f"{SITE}{path}")
        return keep_visit(source, visit, user, "It may go.", Capture.Kind.FETCHED)


def verify(capsys, *arguments):
    """What the command says, and whether it is content."""
    try:
        call_command("verify_captures", *arguments)
    except CommandError as error:
        return capsys.readouterr().out + str(error), False
    return capsys.readouterr().out, True


# --- What is kept ---


def test_fetched_page_is_kept_with_its_exchange(source, editor):
    html = page()
    row = fetched(
        source,
        reply(body=html, Set_Cookie="secret=1", X_Name="النص"),
        editor,
    )
    row.refresh_from_db()
    with storage.open_stored(row.sha256) as file:
        assert file.read() == html
    assert (row.sha256, row.size) == (hashlib.sha256(html).hexdigest(), len(html))
    assert (row.kind, row.outcome, row.status, row.media_type) == (
        "fetched",
        "kept",
        200,
        "text/html",
    )
    assert (row.asked_url, row.final_url, row.maker) == (f"{SITE}/", f"{SITE}/", "edith")
    assert "urllib3" in row.tools
    headers = dict(row.headers)
    assert headers["X-Name"] == "النص"
    assert "Set-Cookie" not in headers
    with storage.open_stored(row.warc_sha256) as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "response", "request"]


def test_failure_is_kept_as_what_it_was_and_says_what_to_do(source):
    row = fetched(source, reply(403, b"no"))
    row.refresh_from_db()
    assert (row.outcome, row.status, row.sha256, row.size) == ("forbidden", 403, "", None)
    assert "upload" in row.what_to_do
    assert not list(storage.every_file())
    with serving({"/": reply(302, Location="http://10.0.0.1/")}) as server:
        visit = visitor(Loopback({80: server.port})).visit(f"{SITE}/")
        row = keep_visit(source, visit, None, "", Capture.Kind.FETCHED)
    assert (row.outcome, row.why) == ("refused", "private")
    assert "private network" in row.why_not


def test_words_of_a_server_that_no_database_holds_are_kept_without_what_it_is(source):
    sent = (
        b"HTTP/1.1 200 O\x00K\r\nX-A: a\x00\xed\xa0\x80\xff\r\nContent-Type: text/html\r\n\r\n"
        + page()
    )
    row = fetched(source, sent)
    row.refresh_from_db()
    assert row.is_kept or row.outcome == Outcome.GARBLED


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("report.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("page.html", b"<!doctype html><p>Words", "text/html"),
        ("words.txt", "النص".encode(), "text/plain"),
        ("mail.eml", b"From: a@host.org\r\nDate: x\r\n\r\nHello", "message/rfc822"),
        ("picture.png", b"\x89PNG\r\n\x1a\n1234", "image/png"),
        ("C:\\files\\x.wacz", b"PK\x03\x04rest", "application/wacz"),
        ("odd.bin", bytes(range(256)), "application/octet-stream"),
    ],
)
def test_given_file_is_kept_as_it_is_under_who_gave_it(source, editor, name, data, kind):
    row = keep_file(source, io.BytesIO(data), name, editor, "From the press office")
    row.refresh_from_db()
    assert (row.kind, row.media_type, row.size) == ("given", kind, len(data))
    assert row.what_it_is == "file given by edith"
    assert row.file_name == name.rpartition("\\")[2]
    with storage.open_stored(row.sha256) as file:
        assert file.read() == data


def test_typed_text_is_kept_as_utf_8_to_the_letter(source, editor):
    text = " Words,\n\n  and “more”\tوكلمات "
    row = keep_text(source, text, editor, "")
    assert row.what_it_is == "text typed in by edith"
    with storage.open_stored(row.sha256) as file:
        assert file.read().decode() == text


def test_what_cannot_be_kept_is_refused_with_the_reason(source, editor, settings):
    settings.CAPTURE_MEGABYTES = 1
    with pytest.raises(ValidationError, match="empty"):
        keep_file(source, io.BytesIO(), "a.txt", editor, "")
    with pytest.raises(ValidationError, match="larger than 1 megabytes"):
        keep_file(source, io.BytesIO(bytes(2**20 + 1)), "a.txt", editor, "")
    with pytest.raises(ValidationError, match="no text"):
        keep_text(source, " \n", editor, "")
    with pytest.raises(ValidationError, match="control character"):
        keep_text(source, "a\x00b", editor, "")
    assert not Capture.objects.exists()
    assert not list(storage.every_file())


def test_same_bytes_are_one_file_and_several_captures(source):
    first, second = (keep_text(source, "Words.", None, "") for _time in range(2))
    assert first.sha256 == second.sha256
    assert len(list(storage.every_file())) == 1


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the WARC corpus is not beside this checkout")
def test_warcs_made_elsewhere_are_kept_and_their_faults_told(source, subtests):
    count = 0
    for path in sorted(CORPUS.iterdir()):
        if path.suffix == ".txt":
            continue
        with subtests.test(path.name), path.open("rb") as file:
            row = keep_file(source, file, path.name, None, "")
            row.refresh_from_db()
            assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
            assert storage.damage(row.sha256) is None
            if path.name in FLAWLESS:
                assert row.faults == []
                assert row.media_type == "application/warc"
            if path.name in FAULTY:
                assert row.faults
            count += 1
    assert count == 16


def test_warc_that_unpacks_without_end_is_kept_and_not_read(source, monkeypatch):
    monkeypatch.setattr("tracker.capture.warcs.MOST_BYTES", 2**20)
    bomb = gzip.compress(b"WARC/1.0\r\nX: " + bytes(2**21))
    row = keep_file(source, io.BytesIO(bomb), "bomb.warc.gz", None, "")
    assert row.media_type == "application/warc"
    assert "unpacks to more" in row.faults[0]


# --- The rows ---


@pytest.mark.database
@pytest.mark.parametrize(
    ("given", "constraint"),
    [
        ({"outcome": "kept", "kind": "typed"}, "capture_has_bytes_or_none"),
        ({"outcome": "gone", "kind": "fetched", "asked_url": "x", "size": 5}, "capture_has_bytes"),
        ({"outcome": "gone", "kind": "fetched"}, "capture_says_what_was_asked"),
        ({"outcome": "gone", "kind": "given"}, "capture_says_what_was_asked"),
        (
            {"outcome": "kept", "kind": "fetched", "asked_url": "x", "size": 5, "sha256": "a" * 64},
            "capture_has_its_exchange",
        ),
    ],
)
def test_database_refuses_a_capture_that_says_what_it_is_not(source, given, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        Capture.objects.create(source=source, for_reference=source.reference, tools="x", **given)


@pytest.mark.database
def test_capture_is_not_changed_nor_deleted_and_holds_its_source(source, editor):
    row = keep_text(source, "Words.", editor, "")
    for change in (
        lambda: row.save(),
        lambda: row.delete(),
        lambda: Capture.objects.update(outcome="gone"),
        lambda: Capture.objects.all().delete(),
    ):
        with pytest.raises(CaptureRefused):
            change()
    with pytest.raises(IntegrityError):
        source.delete()
    editor.delete()
    row = Capture.objects.get()
    assert (row.made_by, row.what_it_is) == (None, "text typed in by edith")


# --- Damage, kills and orphans ---


def killed(do):
    """Do something in a process that ends as if it were killed, and wait for that."""
    child = os.fork()
    if not child:
        try:
            do()
        finally:
            os._exit(9)
    os.waitpid(child, 0)


def test_killed_before_the_rename_nothing_stands_under_the_hash(source, capsys, monkeypatch):
    def store():
        monkeypatch.setattr(os, "replace", lambda *_paths: os._exit(9))
        with storage.writing():
            storage.store(io.BytesIO(b"Words."))

    killed(store)
    (left,) = storage.every_file()
    assert left.name.startswith(storage.UNFINISHED)
    assert verify(capsys) == ("0 files are what they were.\n1 that no row names.\n", True)


def test_killed_after_the_rename_the_file_is_an_orphan_that_is_swept_when_old(source, capsys):
    def store():
        with storage.writing():
            storage.store(io.BytesIO(b"Words."))

    killed(store)
    kept = keep_text(source, "Other words.", None, "")
    (orphan,) = (file for file in storage.every_file() if file.name != kept.sha256)
    assert verifying.sweep(3600) == 0
    os.utime(orphan, (0, 0))
    assert "1 that no row names taken away" in verify(capsys, "--sweep", "--older-than", "24")[0]
    assert [file.name for file in storage.every_file()] == [kept.sha256]
    # Kept again, it is as if nothing had been.
    assert keep_text(source, "Words.", None, "").is_kept


def test_no_row_is_written_before_its_files(source, monkeypatch):
    written = []

    def save(row, *args, **kwargs):
        written.extend(storage.path_of(one).is_file() for one in (row.sha256, row.warc_sha256))
        raise RuntimeError("killed")

    monkeypatch.setattr(Capture, "save", save)
    with pytest.raises(RuntimeError):
        fetched(source, reply(body=page()))
    assert written == [True, True]
    monkeypatch.undo()
    assert not Capture.objects.exists()


def test_file_that_is_stored_again_is_young_and_whole_again(source):
    row = keep_text(source, "Words.", None, "")
    path = storage.path_of(row.sha256)
    path.chmod(0o600)
    path.write_bytes(b"Wordz.")
    os.utime(path, (0, 0))
    keep_text(source, "Words.", None, "")
    assert storage.damage(row.sha256) is None
    assert storage.age(path) < 3600


def test_somebody_elses_files_are_left_alone(source, folder, capsys):
    keep_text(source, "Words.", None, "")
    note = folder / "README"
    note.write_text("Backed up on Mondays.")
    os.utime(note, (0, 0))
    assert verifying.sweep(3600) == 0
    assert "no row names" not in verify(capsys)[0]


def test_files_are_their_owners_alone(source, folder):
    row = keep_text(source, "Words.", None, "")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert storage.path_of(row.sha256).stat().st_mode & 0o777 == 0o400


def test_one_flipped_bit_among_a_thousand_files_is_named(source, capsys, monkeypatch):
    # What is forced to the disk is asked of the disk elsewhere; here it would take seconds.
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    stored = [storage.store(io.BytesIO(b"Words, %d" % n)) for n in range(1000)]
    Capture.objects.bulk_create(
        Capture(
            source=source,
            for_reference=source.reference,
            kind=Capture.Kind.TYPED,
            outcome=Outcome.KEPT,
            sha256=one.sha256,
            size=one.size,
            tools="x",
        )
        for one in stored
    )
    assert verify(capsys) == ("1000 files are what they were.\n", True)
    flipped, missing = storage.path_of(stored[499].sha256), storage.path_of(stored[500].sha256)
    data = bytearray(flipped.read_bytes())
    data[3] ^= 1
    flipped.chmod(0o600)
    flipped.write_bytes(data)
    missing.unlink()
    said, is_content = verify(capsys)
    assert not is_content
    lines = said.splitlines()
    assert f"{flipped.name} ({source.reference}" in lines[0]
    assert hashlib.sha256(data).hexdigest() in lines[0]
    assert f"{missing.name} ({source.reference}" in lines[1] and "No such file" in lines[1]
    assert lines[2:] == ["998 files are what they were.", "2 are not: put them back from a backup."]


def test_sweep_says_how_old(capsys):
    for arguments in (["--sweep"], ["--older-than", "5"], ["--sweep", "--older-than", "0"]):
        assert not verify(capsys, *arguments)[1]


def test_source_is_untouched_by_its_captures(source):
    before = Source.objects.values().get(pk=source.pk)
    keep_text(source, "Words.", None, "")
    assert Source.objects.values().get(pk=source.pk) == before
