"""An older backup was put back: what was lost is owned up to, told in words, and never hidden."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from tests.conftest import staff
from tests.ledger.forging import (
    cut,
    edit,
    owning,
    restore,
    sealed_log,
    sql,
    whole_backup,
    write_body,
)
from tests.ledger.world import as_made, kept, settled
from tracker.ledger import sealing, verify
from tracker.ledger.auditing import Audit
from tracker.ledger.entries import Appender, lock, losses, size
from tracker.ledger.models import Checkpoint, Entry, Key

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    told = io.StringIO()
    call_command(command, *arguments, stdout=told, stderr=told)
    return told.getvalue()


def seal():
    run("seal_ledger")
    return Checkpoint.objects.first()


def now():
    return timezone.now().isoformat()


def bundle(folder, name="bundle.zip"):
    run("export_ledger", folder / name)
    return folder / name


class Lost:
    """A log of which two sealed entries and one unsealed were lost with an older backup."""

    def __init__(self, log, editor, folder):
        backup, self.kept = whole_backup(), size()
        edit(editor, log.event, title="A thing that the backup does not know")
        self.between = seal().note
        edit(editor, log.other, title="Party A alleges what the backup does not know")
        self.last, self.bundle = seal(), bundle(folder, "old.zip")
        edit(editor, log.other, lead="Nobody sealed this.")
        restore(backup)
        self.at = now()


def beside_the_key():
    """What the key file and its neighbour hold, by path."""
    key = settings.LEDGER_KEY_FILE
    return {path: path.read_bytes() for path in key.parent.glob(f"{key.name}*")}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A log whose key has sealed it by the command, and what was lost of it since.

    Beside them the key's files, as they were before and after.
    """
    for path in beside_the_key():
        path.unlink()
    with kept(django_db_blocker):
        editor = staff("ada", "publisher")
        log = sealed_log(editor)
        sealing.keep(log.signer, settings.LEDGER_KEY_FILE)
        seal()
        before = beside_the_key()
        lost = Lost(log, editor, tmp_path_factory.mktemp("lost"))
        yield settled((log, lost, before, beside_the_key()))


@pytest.fixture
def log(made, db):
    """The log as it was put back; its key remembers no more than what is in it."""
    log, _lost, before, _after = as_made(made)
    for path, content in before.items():
        path.write_bytes(content)
    return log


@pytest.fixture
def lost(log, made):
    _log, lost, _before, after = made.world
    for path, content in after.items():
        path.write_bytes(content)
    return lost


def resume(lost):
    return run("resume_ledger", "--at", lost.at, "--apply")


def examined(path, log, since=None, old=None):
    return verify.examine(path, log.key, since, old)


def test_what_was_lost_is_written_down_and_the_log_sealed_again(log, lost):
    with pytest.raises(CommandError, match="resume_ledger"):
        seal()
    told = run("resume_ledger", "--at", lost.at)
    assert f"Lost: entries {lost.kept} to {lost.kept + 1}" in told
    assert size() == lost.kept
    assert "0 were made since" in told
    resume(lost)
    entry = Entry.objects.get(sequence=lost.kept)
    assert json.loads(entry.body)["lost"] == {
        "first": lost.kept,
        "last": lost.kept + 1,
        "root": lost.last.root,
    }
    assert seal().size == lost.kept + 1
    assert Audit().run(log.key).faults == []
    with pytest.raises(CommandError, match="Nothing is known to be lost"):
        resume(lost)


def test_new_bundle_is_sound_and_says_what_was_lost(log, lost, tmp_path):
    resume(lost)
    seal()
    for since in (None, log.first, log.last):
        report = examined(bundle(tmp_path), log, since)
        assert (report.status, report.faults) == (0, [])
        assert f"entries {lost.kept} to {lost.kept + 1} lost" in " ".join(report.said)


def test_checkpoint_of_the_lost_entries_is_told_in_words_and_is_incomplete(log, lost, tmp_path):
    assert examined(bundle(tmp_path), log, lost.last.note).status == 1
    resume(lost)
    seal()
    for note in (lost.between, lost.last.note):
        report = examined(bundle(tmp_path), log, note)
        assert (report.status, report.faults) == (2, [])
        assert "the log says why" in report.gaps[0]
        audit = Audit().run(log.key, note)
        assert audit.faults == []
        assert "the log says why" in audit.gaps[0]
        since = tmp_path / "since"
        since.write_text(note)
        with pytest.raises(CommandError) as refused:
            run("verify_ledger", "--since", since)
        assert refused.value.returncode == 2


def test_bundle_of_the_lost_entries_is_told_which_it_still_holds(log, lost, tmp_path):
    resume(lost)
    seal()
    report = examined(bundle(tmp_path), log, verify.kept(None, lost.bundle).checkpoint, lost.bundle)
    assert (report.status, report.faults) == (2, [])
    told = " ".join(report.said)
    assert f"your bundle holds {lost.kept} ({log.event.reference})" in told
    assert f"{lost.kept + 1} ({log.other.reference})" in told


def declare(log, **lost):
    """The entry of somebody who holds the key and says what they like."""
    with transaction.atomic():
        lock()
        Appender(None).add_about_log(Entry.Action.BACKUP, lost=lost)
    return sealing.seal(log.signer)


def test_more_than_the_log_owns_up_to_is_tampering(log, lost, editor, tmp_path):
    """An entry that the backup did hold is replaced under its cover."""
    with owning():
        cut(lost.kept - 1)
    edit(editor, log.claim, title="Party A alleges what it never alleged")
    assert size() == lost.kept
    declare(log, first=lost.kept, last=lost.kept + 1, root=lost.last.root)
    old = verify.kept(None, lost.bundle)
    report = examined(bundle(tmp_path), log, old.checkpoint, lost.bundle)
    assert report.status == 1
    assert f"entry {lost.kept - 1} differs in your bundle" in " ".join(report.faults)
    assert examined(bundle(tmp_path), log, log.last).status == 1
    # To a mere checkpoint of the lost part nothing more can be told than that it cannot be proven.
    assert examined(bundle(tmp_path), log, lost.last.note).status == 2


def test_checkpoint_beyond_the_loss_or_of_another_root_is_tampering(log, lost, tmp_path):
    note = lost.last.note
    declare(log, first=lost.kept, last=lost.kept + 1, root="0" * 64)
    assert examined(bundle(tmp_path), log, lost.between).status == 2
    assert examined(bundle(tmp_path), log, note).status == 1
    assert Audit().run(log.key, note).faults


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": 3},
        {"first": -1, "last": 5, "root": ""},
        {"first": 9, "last": 5, "root": ""},
        {"first": 0, "last": "5", "root": ""},
        {"first": 10**6, "last": 10**7, "root": ""},
        {"first": 0, "last": 5, "root": "", "more": 1},
        [],
    ],
    ids=repr,
)
def test_entry_that_misstates_a_loss_is_refused(log, lost, tmp_path, wrong):
    with transaction.atomic():
        lock()
        Appender(None).add_about_log(Entry.Action.BACKUP, lost=wrong)
    sealing.seal(log.signer)
    assert "not a canonical entry" in " ".join(examined(bundle(tmp_path), log).faults)


def test_only_an_entry_about_the_log_can_say_what_was_lost(log, lost):
    body = json.loads(Entry.objects.first().body)
    assert verify.entry_is_whole(body)
    assert not verify.entry_is_whole({**body, "lost": {"first": 0, "last": 0, "root": ""}})


def test_work_done_since_the_backup_was_put_back_is_told_apart(log, lost, editor, tmp_path):
    edit(editor, log.claim, title="Party A alleges something new")
    assert "1 were made since" in run("resume_ledger", "--at", lost.at)
    resume(lost)
    seal()
    assert losses()[0][:2] == (lost.kept, lost.kept + 1)
    report = examined(bundle(tmp_path), log, verify.kept(None, lost.bundle).checkpoint, lost.bundle)
    assert (report.status, report.faults) == (2, [])


def test_time_before_what_was_sealed_is_refused(log, lost):
    with pytest.raises(CommandError, match="so they came with the backup"):
        run("resume_ledger", "--at", "2001-01-01")
    with pytest.raises(CommandError, match="a time such as"):
        run("resume_ledger", "--at", "yesterday")


@pytest.mark.database
def test_history_that_was_changed_is_no_backup(log):
    """As many entries as were sealed, and others."""
    body = json.loads(Entry.objects.last().body)
    with owning():
        write_body(body["sequence"], {**body, "actor": "somebody"}, hashed=True)
        sql("DELETE FROM ledger_checkpoint")
    with pytest.raises(CommandError, match="no older state of this log"):
        run("resume_ledger", "--at", now(), "--apply")


def test_what_was_lost_before_is_not_forgotten_with_a_second_backup(log, editor, tmp_path):
    backup, kept = whole_backup(), size()
    notes = []
    for title in ("Party A alleges a third thing", "Party A alleges a fourth thing"):
        edit(editor, log.claim, title=title)
        notes.append(seal().note)
        restore(backup)
        run("resume_ledger", "--at", now(), "--apply")
        seal()
    assert [loss.first for loss in losses()] == [kept, kept]
    for note in notes:
        report = examined(bundle(tmp_path), log, note)
        assert (report.status, report.faults) == (2, [])


@pytest.mark.database
def test_new_key_seals_no_second_history_either(log, lost):
    with pytest.raises(CommandError, match="was an older backup put back"):
        run("ledger_key", "rotate")
    assert Key.objects.count() == 1
    resume(lost)
    run("ledger_key", "rotate")
    assert sealing.remembered(settings.LEDGER_KEY_FILE)[0].last + 1 == size()


def test_seal_that_cannot_be_remembered_is_told_so(log, editor, monkeypatch):
    edit(editor, log.claim, title="Party A alleges a fifth thing")

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(CommandError, match=r"Sealed, but .* No space left"):
        seal()
    monkeypatch.undo()
    assert seal().size == sealing.remembered(settings.LEDGER_KEY_FILE)[0].last + 1


@pytest.mark.database
def test_proof_of_an_entry_tells_of_the_loss_to_who_asks_with_an_older_checkpoint(
    log, lost, client, tmp_path, capsys
):
    resume(lost)
    seal()
    for note in (lost.between, lost.last.note):
        since, path = tmp_path / "since", tmp_path / "proof.json"
        since.write_text(note)
        told = client.get("/ledger/1/proof.json", {"since": note.split("\n")[1]})
        path.write_bytes(told.content)
        assert verify.main([str(path), "--key", log.key, "--since", str(since)]) == 2
        assert "the log says why" in capsys.readouterr().out
        forged = told.json()
        forged["restored"][0]["entry"]["lost"]["first"] = 0
        path.write_text(json.dumps(forged))
        assert verify.main([str(path), "--key", log.key, "--since", str(since)]) == 1
    first = tmp_path / "first"
    first.write_text(log.first)
    path.write_bytes(
        client.get("/ledger/1/proof.json", {"since": log.first.split("\n")[1]}).content
    )
    assert verify.main([str(path), "--key", log.key, "--since", str(first)]) == 0


def test_readers_are_told_on_the_pages_of_the_ledger(log, lost, client):
    resume(lost)
    page = client.get("/ledger/").content.decode()
    assert f"entries {lost.kept} to {lost.kept + 1}, which had been sealed, are lost" in page
    assert "The log itself" in page
    own = client.get(f"/ledger/{lost.kept}/").content.decode()
    assert "Log restored from a backup" in own
    assert "Before that" not in own
    edit(None, log.claim, title="Party A alleges a sixth thing")
    assert (
        "another entry had the number" in client.get(f"/ledger/{lost.kept + 1}/").content.decode()
    )
    assert "are lost" not in client.get("/ledger/0/").content.decode()
