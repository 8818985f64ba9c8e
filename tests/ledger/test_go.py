"""Proofs as the site serves them, judged by Go's own packages for such logs and by verify.py."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import missing
from tests.ledger.world import as_made, kept, settled
from tracker.editorial.changes import change
from tracker.ledger import sealing
from tracker.ledger.entries import size
from tracker.ledger.models import Entry
from tracker.ledger.verify import main

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("go")]
GOPATH = Path("/usr/share/gocode")
PROGRAM = Path(__file__).parent / "go/check.go"
VERIFY = Path(__file__).resolve().parents[2] / "tracker/ledger/verify.py"
NAME = "example.test/ledger"


class Log(NamedTuple):
    """A log sealed at several sizes: the key, and the checkpoint of each size."""

    signer: sealing.Signer
    notes: dict[int, str]

    def grow(self, *records):
        with change(None, Entry.Action.ENTERED) as door:
            for record in records:
                door.touch(record)
        self.notes[size()] = sealing.seal(self.signer).note


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Twenty entries; readers may see the first, of the others only hashes."""
    with kept(django_db_blocker):
        signer = sealing.new_signer(NAME)
        sealing.announce(signer)
        log = Log(signer, {})
        log.grow(make.claim())
        for count in (2, 1, 3, 1, 5, 7):
            log.grow(*(make.party() for _ in range(count)))
        yield settled(log)


@pytest.fixture
def log(made, db):
    return as_made(made)


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    if not shutil.which("go") or not (GOPATH / "src/golang.org/x/mod/sumdb").is_dir():
        missing("Go with golang.org/x/mod")
    made = tmp_path_factory.mktemp("go")
    offline = {"GO111MODULE": "off", "GOPROXY": "off", "GOFLAGS": "", "GOPATH": str(GOPATH)}
    subprocess.run(
        ["go", "build", "-o", made / "check", PROGRAM],
        env={**os.environ, **offline, "GOCACHE": str(made / "cache")},
        check=True,
    )
    return made / "check"


@pytest.fixture
def go(program):
    """(whether Go accepts a proof, which check had the last word)."""

    def judge(told):
        done = subprocess.run([program], input=json.dumps(told), capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode == 0, done.stdout.strip().partition(":")[0]

    return judge


def arguments(folder, told):
    """What verify.py is called with, to judge a proof."""
    path, since = folder / "proof.json", folder / "since"
    path.write_text(json.dumps(told), encoding="utf-8")
    since.write_text(told["since"], encoding="utf-8")
    options = ["--key", told["trusted"], *(["--since", str(since)] if told["since"] else [])]
    return [str(path), *options]


def last_word(said):
    return said.splitlines()[-1].partition(":")[0]


@pytest.fixture
def verify(tmp_path, capsys):
    """(exit status of verify.py, the last thing it said)."""

    def judge(told):
        status = main(arguments(tmp_path, told))
        said = capsys.readouterr()
        assert not said.err
        return status, last_word(said.out)

    return judge


@pytest.fixture
def verify_alone(tmp_path):
    """The same, of a process as a reader starts it."""

    def judge(told):
        command = [sys.executable, "-I", VERIFY, *arguments(tmp_path, told)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert not done.stderr
        return done.returncode, last_word(done.stdout)

    return judge


def proof(log, index, since=None):
    """The site's proof of an entry, with what the reader keeps: a key and an older checkpoint."""
    query = {"since": since} if since else {}
    answer = Client().get(f"/ledger/{index}/proof.json", query)
    assert answer.status_code == 200
    kept = {"trusted": log.signer.text, "since": log.notes[since] if since else ""}
    return {**answer.json(), **kept}


def flipped(text):
    """The same hexadecimal text with its last bit turned."""
    return f"{text[:-1]}{int(text[-1], 16) ^ 1:x}"


def signed(signer, entries, root=bytes(32)):
    return signer.sign(f"{signer.name}\n{entries}\n{base64.b64encode(root).decode()}\n")


def growth(told):
    return next(iter(told["consistency"].values()))


def old_size(told):
    return next(iter(told["consistency"]))


def another_key(told, log):
    told["trusted"] = sealing.new_signer(NAME).text


def changed_root(told, log):
    name, entries, root, *rest = told["checkpoint"].split("\n")
    root = ("B" if root[0] == "A" else "A") + root[1:]
    told["checkpoint"] = "\n".join([name, entries, root, *rest])


def changed_size(told, log):
    told["checkpoint"] = told["checkpoint"].replace(f"\n{size()}\n", f"\n{size() + 1}\n")


def another_root_signed(told, log):
    told["checkpoint"] = signed(log.signer, size())


def changed_leaf(told, log):
    told["leaf"] = flipped(told["leaf"])


def another_index(told, log):
    told["index"] += 1


def index_beyond_the_end(told, log):
    told["index"] = size()


def changed_hash(told, log):
    told["inclusion"][0] = flipped(told["inclusion"][0])


def dropped_hash(told, log):
    told["inclusion"].pop()


def added_hash(told, log):
    told["inclusion"].append(told["leaf"])


def swapped_hashes(told, log):
    told["inclusion"].reverse()


def changed_growth(told, log):
    growth(told)[-1] = flipped(growth(told)[-1])


def dropped_growth(told, log):
    growth(told).pop()


def no_growth(told, log):
    told["consistency"].clear()


def older_by_another_key(told, log):
    text, _, _ = told["since"].partition("\n\n")
    told["since"] = sealing.new_signer(NAME).sign(f"{text}\n")


def older_of_another_history(told, log):
    told["since"] = signed(log.signer, old_size(told))


def older_with_more_entries(told, log):
    told["since"] = signed(log.signer, size() + 1)


def older_with_no_entries(told, log):
    told["since"] = signed(log.signer, 0)


# Each forgery, and the check of Go's that has to refuse it.
FORGERIES = {
    another_key: "checkpoint signature",
    changed_root: "checkpoint signature",
    changed_size: "checkpoint signature",
    another_root_signed: "inclusion",
    changed_leaf: "inclusion",
    another_index: "inclusion",
    index_beyond_the_end: "inclusion",
    changed_hash: "inclusion",
    dropped_hash: "inclusion",
    added_hash: "inclusion",
    swapped_hashes: "inclusion",
    changed_growth: "consistency",
    dropped_growth: "consistency",
    no_growth: "consistency",
    older_by_another_key: "earlier checkpoint signature",
    older_of_another_history: "consistency",
    older_with_more_entries: "consistency",
    older_with_no_entries: "consistency",
}


def forged(log):
    """Each forgery by name, made from a sound proof."""
    sound = json.dumps(proof(log, 5, sorted(log.notes)[1]))
    for forge in FORGERIES:
        told = json.loads(sound)
        forge(told, log)
        yield forge.__name__, told


def every_proof(log):
    """A proof for each entry, by turns since each of the checkpoints."""
    sizes = list(log.notes)
    return [proof(log, index, sizes[index % len(sizes)]) for index in range(size())]


def test_go_accepts_the_proof_of_every_entry(log, go):
    for told in every_proof(log):
        assert go(told) == (True, "ok")


def test_verify_accepts_the_proof_of_every_entry(log, verify):
    for told in every_proof(log):
        assert verify(told) == (0, "SOUND")


def test_go_accepts_the_growth_from_every_checkpoint_to_every_later_one(log, go):
    for _ in range(6):
        log.grow(make.party())
        for since in log.notes:
            assert go(proof(log, size() - 1, since)) == (True, "ok")


def test_go_and_verify_accept_the_log_of_one_checkpoint(log, go, verify):
    told = proof(log, 0, size())
    assert growth(told) == []
    assert go(told) == (True, "ok")
    assert verify(told) == (0, "SOUND")


def test_every_forgery_is_refused_by_go_for_what_is_wrong_with_it(log, go):
    found = {name: go(told) for name, told in forged(log)}
    assert found == {forge.__name__: (False, check) for forge, check in FORGERIES.items()}


def test_every_forgery_is_refused_by_verify(log, verify):
    found = {name: verify(told) for name, told in forged(log)}
    assert found == {forge.__name__: (1, "TAMPERED") for forge in FORGERIES}


@pytest.mark.database
def test_entry_that_differs_from_its_leaf_is_refused_by_verify(log, verify_alone):
    shown = Entry.objects.filter(shown=Entry.Shown.WHOLE).latest("sequence")
    told = proof(log, shown.sequence, sorted(log.notes)[0])
    assert verify_alone(told) == (0, "SOUND")
    told["entry"]["actor"] = "somebody"
    assert verify_alone(told) == (1, "TAMPERED")


def test_entry_that_readers_may_not_see_is_proven_by_its_hash_alone(log, go, verify):
    told = proof(log, size() - 1)
    assert told["entry"] is None
    assert go(told) == (True, "ok")
    assert verify(told) == (0, "SOUND")


def test_who_kept_the_first_key_can_still_check_after_a_new_one(log, go, verify):
    old, new = log.signer, sealing.new_signer(NAME)
    older = sorted(log.notes)[1]
    sealing.announce(new, old)
    sealing.seal(new)
    told = proof(log, 5, older)
    assert verify(told) == (0, "SOUND")
    assert verify({**told, "trusted": new.text}) == (0, "SOUND")
    assert go({**told, "trusted": new.text, "since": ""}) == (True, "ok")
    assert verify({**told, "trusted": sealing.new_signer(NAME).text}) == (1, "TAMPERED")
    assert verify({**told, "rotations": []}) == (1, "TAMPERED")
