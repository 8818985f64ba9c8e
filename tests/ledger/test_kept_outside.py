"""What a reader kept, a key, a checkpoint or a bundle, is never silently left aside."""

import io
import json
import zipfile
from shutil import copy

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.conftest import staff
from tests.ledger.forging import sealed_log
from tests.ledger.world import as_made, kept, settled
from tracker.ledger import sealing, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield settled(sealed_log(staff("ada", "publisher")))


@pytest.fixture
def log(made, db):
    return as_made(made)


@pytest.fixture(scope="module")
def old_bundle(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("kept") / "old.zip"
    call_command("export_ledger", path, stdout=io.StringIO())
    return path


@pytest.fixture
def bundle(old_bundle, log, tmp_path):
    return copy(old_bundle, tmp_path)


@pytest.fixture
def foreign(bundle, tmp_path):
    """A whole bundle of another log, which no later bundle of ours can go on from."""
    other = sealing.new_signer("elsewhere.test/ledger")
    return rewritten_with(bundle, tmp_path / "foreign.zip", other)


def rewritten_with(bundle, path, signer):
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name == "checkpoint" or name.startswith("checkpoints/"):
                _, *rest = old.read(name).decode().partition("\n\n")[0].split("\n")
                new.writestr(name, signer.sign("\n".join([signer.name, *rest]) + "\n"))
            else:
                new.writestr(name, signer.text if name == "keys/1" else old.read(name))
    assert verify.examine(path, None, None).status == 0
    return path


def told_by_command(*arguments):
    told = io.StringIO()
    call_command("verify_ledger", *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_site_is_held_to_a_bundle_kept_from_earlier(log, bundle, foreign):
    assert "Sound" in told_by_command("--since", bundle)
    with pytest.raises(CommandError) as refused:
        told_by_command("--since", foreign)
    assert refused.value.returncode == 1


def test_proof_of_an_entry_is_held_to_a_bundle_kept_from_earlier(
    log, bundle, foreign, client, tmp_path, capsys
):
    make.edited(log.claim, title="Party A alleges a third thing")
    sealing.seal(log.signer)
    with_key = ("--key", log.key)
    told = verify.read_checkpoint(verify.kept(None, bundle).checkpoint)
    proof = client.get("/ledger/1/proof.json", {"since": told[1]}).json()
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof))
    assert verify.main([str(path), "--since", str(bundle), *with_key]) == 0
    assert verify.main([str(path), "--since", str(foreign), *with_key]) == 1
    proof["consistency"] = {}
    path.write_text(json.dumps(proof))
    assert verify.main([str(path), "--since", str(bundle), *with_key]) == 1
    assert "your checkpoint is not shown" in capsys.readouterr().out


@pytest.mark.parametrize(("content", "status"), [(b"PK\x03\x04", 1), (b"\xff\xfe", 2), (None, 2)])
def test_program_and_command_judge_what_was_kept_alike(bundle, tmp_path, content, status):
    since = tmp_path / "since"
    if content is not None:
        since.write_bytes(content)
    assert verify.main([str(bundle), "--since", str(since)]) == status
    with pytest.raises(CommandError) as refused:
        told_by_command(bundle, "--since", since)
    assert refused.value.returncode == status


def test_bundle_without_a_checkpoint_is_no_bundle_to_compare_with(bundle, tmp_path, capsys):
    bare = tmp_path / "bare.zip"
    with zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("leaves.txt", "")
    assert verify.main([str(bundle), "--since", str(bare)]) == 2
    assert "bare.zip" in capsys.readouterr().out
    with pytest.raises(CommandError) as refused:
        told_by_command("--since", bare)
    assert refused.value.returncode == 2
