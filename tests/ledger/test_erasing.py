"""Erasing somebody's words: no byte of them is left, the gap is told, every proof still holds."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import factories as make
from tests.ledger.world import empty_tables
from tracker.ledger import verify
from tracker.ledger.auditing import Audit
from tracker.ledger.erasing import EraseRefused, erase, found_in, still_said
from tracker.ledger.models import Entry, Opening
from tracker.ledger.sealing import seal

pytestmark = pytest.mark.database
ROOT = Path(__file__).resolve().parents[2]
WITNESS = "Wilhelmina Witness"


@pytest.fixture
def claim(db):
    row = make.claim()
    row.signer = make.ledger()
    make.edited(row, f"Asked for by {WITNESS}.", lead=f"Party A names {WITNESS}.")
    make.edited(row, lead="Party A names a witness.")
    return row


def test_words_that_a_record_still_says_are_not_erased(claim):
    make.edited(claim, lead=f"Party A names {WITNESS} again.")
    assert [one.path for one in still_said(found_in(WITNESS))] == ["lead"]
    with pytest.raises(EraseRefused, match="edit or delete it first"):
        erase(found_in(WITNESS), "privacy")


def test_unknown_reason_is_refused(claim):
    with pytest.raises(EraseRefused, match="privacy, safety, court, rights, error"):
        erase(found_in(WITNESS), "because")


def test_words_are_found_whatever_their_case_and_script(claim):
    make.edited(claim, lead="تقول الشاهدة ÉMILIE")
    assert len(found_in("wilhelmina WITNESS")) == 2
    assert len(found_in("الشاهدة")) == 1
    assert len(found_in("émilie")) == 1


def test_erasing_is_an_entry_with_its_reason_and_the_proofs_hold(claim, tmp_path):
    since = seal(claim.signer).note
    assert erase(found_in(WITNESS), "privacy") == 2
    entry = Entry.objects.last()
    assert entry.action == "erased"
    assert set(json.loads(entry.body)["erased"].values()) == {"privacy"}
    assert found_in(WITNESS) == []
    seal(claim.signer)
    assert Audit().run(claim.signer.text, since).faults == []
    path = tmp_path / "bundle.zip"
    call_command("export_ledger", path, stdout=io.StringIO())
    report = verify.examine(path, claim.signer.text, since)
    assert report.status == 0, report.faults
    assert "2 were erased for good" in " ".join(report.said)


def test_opening_that_vanishes_without_an_entry_is_found(claim):
    Opening.objects.filter(value__contains=WITNESS).delete()
    assert "no erasure says so" in " ".join(Audit().run().faults)


def test_command_lists_before_it_erases(claim):
    told = io.StringIO()
    call_command("erase_words", WITNESS, stdout=told)
    assert f"{claim.reference}  lead" in told.getvalue()
    assert "Erase with --apply" in told.getvalue()
    assert len(found_in(WITNESS)) == 2


def test_command_refuses_words_too_short(claim):
    with pytest.raises(CommandError, match="at least three characters"):
        call_command("erase_words", "an")


PERSON = f"""
import django; django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from tests import factories as make
from tracker.editorial.changes import change
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.search.models import DeskText
call_command("migrate", verbosity=0)
call_command("ledger_key", "make", verbosity=0)
witness = make.party("{WITNESS}", slug="wilhelmina-witness", kind="person")
claim = make.claim(title="{WITNESS} alleges a thing", claimant=witness)
make.edited(witness); make.edited(claim, internal_notes="Met {WITNESS}.")
draft = make.claim(title="{WITNESS} alleges more", status="draft", published_at=None)
make.edited(draft)
assert DeskText.objects.filter(title__contains="{WITNESS}").exists()
for row in m.Source.objects.all(): make.edited(row)
for row in m.Party.objects.all(): make.edited(row)
call_command("seal_ledger", verbosity=0)
desk = Client(HTTP_HOST="127.0.0.1")
desk.force_login(User.objects.create_superuser("edith", password="a long password"))
b"".join(desk.get("/ledger/bundle.zip").streaming_content)
desk.post(f"/admin/record/party/{{witness.pk}}/change/", {{
    "name": "{WITNESS} X", "name_language": "en", "slug": "a-witness", "kind": "person",
    "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
    "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}})
assert m.Party.objects.get(pk=witness.pk).slug == "a-witness"
make.edited(m.Party.objects.get(pk=witness.pk), name="A witness")
make.edited(m.Claim.objects.get(pk=claim.pk), title="A witness alleges", internal_notes="")
make.edited(m.Claim.objects.get(pk=draft.pk), title="A witness alleges more")
call_command("erase_words", "{WITNESS}", "--apply")
call_command("erase_words", "wilhelmina-witness", "--apply")
call_command("seal_ledger", verbosity=0)
call_command("verify_ledger")
open("bundle.zip", "wb").write(b"".join(Client(HTTP_HOST="127.0.0.1").get("/ledger/bundle.zip")))
for page in ("/", "/claims/", "/parties/a-witness/", "/parties/a-witness/history/", "/ledger/",
             f"/claims/{{claim.reference}}/history/", "/parties/a-witness/?revision=1"):
    open("pages.html", "ab").write(Client(HTTP_HOST="127.0.0.1").get(page).content)
"""


def run_in_its_own_database(folder, url):
    env = {**os.environ, "LOCAL_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    env |= {"DJANGO_SETTINGS_MODULE": "tracker.settings", "DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, "-c", PERSON],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def bytes_under(folder):
    import zipfile

    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found[path.name] = path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as bundle:
                    found |= {name: bundle.read(name) for name in bundle.namelist()}
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory, django_db_setup, django_db_blocker):
    """Of a site on SQLite."""
    found = tmp_path_factory.mktemp("site")
    empty_tables(found, django_db_blocker)
    return found


@pytest.mark.django_db
def test_no_byte_of_an_erased_person_is_left_on_disk(folder):
    answer = run_in_its_own_database(folder, f"sqlite:///{folder}/tracker.sqlite3")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Sound:" in answer.stdout
    left = {
        name: data.lower().count(word)
        for name, data in bytes_under(folder).items()
        for word in (WITNESS.lower().encode(), b"wilhelmina")
        if word in data.lower()
    }
    assert left == {}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="for PostgreSQL alone")
def test_no_byte_of_an_erased_person_is_left_in_the_tables(tmp_path):
    import psycopg

    given = connection.settings_dict
    name = f"tracker_erase_{os.getpid()}"
    where = {"host": given["HOST"], "port": given["PORT"] or 5432, "user": given["USER"]}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            url = f"postgres://{where['user']}@{where['host']}:{where['port']}/{name}"
            answer = run_in_its_own_database(tmp_path, url)
            assert answer.returncode == 0, answer.stdout + answer.stderr
            assert "still hold" in answer.stdout
            dump = subprocess.run(
                ["pg_dump", "--inserts", url], capture_output=True, check=False
            ).stdout
            assert b"ledger_opening" in dump
            assert b"wilhelmina" not in dump.lower()
            assert all(b"wilhelmina" not in d.lower() for d in bytes_under(tmp_path).values())
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
