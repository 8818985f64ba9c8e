"""Which verify.py is the site's: its hash stands in what is sealed and on its pages."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conftest import staff
from tests.ledger.forging import edit, sealed_log
from tests.ledger.world import as_made, kept, settled
from tracker.ledger import chain, sealing, verifier, verify
from tracker.ledger.auditing import Audit
from tracker.ledger.entries import size
from tracker.ledger.models import Checkpoint

pytestmark = pytest.mark.django_db
HASH = hashlib.sha256(Path(verify.__file__).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield settled(sealed_log(staff("ada", "publisher")))


@pytest.fixture
def log(made, db):
    return as_made(made)


def bundle(folder, name="bundle.zip"):
    call_command("export_ledger", folder / name, stdout=io.StringIO())
    return folder / name


def said(path, key=None, since=None):
    report = verify.examine(path, key, since)
    assert (report.status, report.faults, report.gaps) == (0, [], [])
    return " ".join(report.said)


def test_checkpoint_names_the_verifier_that_the_bundle_holds(log, tmp_path):
    assert verify.verifier_in(log.last) == HASH
    path = bundle(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert hashlib.sha256(archive.read("verify.py")).hexdigest() == HASH
    assert f"the checkpoint names the verify.py in the bundle, sha256 {HASH}" in said(path)


def test_another_verifier_in_the_bundle_is_told(log, tmp_path, monkeypatch):
    """As after an upgrade, until the next seal; or where somebody put theirs in."""
    monkeypatch.setattr(verifier, "program", lambda: b"print('SOUND')\n")
    told = said(bundle(tmp_path))
    assert f"names a verify.py of sha256 {HASH}" in told
    assert "newer than the seal, or not the site's" in told


@pytest.mark.database
def test_checkpoint_without_the_line_stays_valid(log, tmp_path):
    """As those that were sealed before there was such a line."""
    edit(None, log.claim, title="Party A alleges a third thing")
    chain.extend(size())
    root = chain.root(size())
    text = f"{log.signer.name}\n{size()}\n{base64.b64encode(root).decode()}\n"
    last = Checkpoint.objects.first()
    Checkpoint.objects.create(
        size=size(),
        root=root.hex(),
        note=log.signer.sign(text),
        key=last.key,
        made_at=last.made_at,
    )
    assert "verify.py" not in said(bundle(tmp_path), log.key, log.last)
    edit(None, log.claim, title="Party A alleges a fourth thing")
    sealing.seal(log.signer)
    assert HASH in said(bundle(tmp_path), log.key, Checkpoint.objects.all()[1].note)
    assert Audit().run(log.key, log.last).faults == []


@pytest.mark.database
@pytest.mark.parametrize("address", ["/about/", "/ledger/", "/ar/about/"])
def test_pages_show_it(log, client, address):
    assert HASH in client.get(address).content.decode()


def test_without_a_key_it_is_said_what_that_proves(log, client, tmp_path):
    path = tmp_path / "proof.json"
    path.write_bytes(client.get("/ledger/0/proof.json").content)
    for one in (bundle(tmp_path), path):
        assert "whoever made it could make another that does" in said(one)
        assert "whoever made it" not in said(one, log.key)
