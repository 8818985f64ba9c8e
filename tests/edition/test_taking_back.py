"""Erasing a copy reaches what was told of it: openings, tables of readers, the bundle."""

import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import kept
from tests.edition.test_evidence import facts, found_out, mark_of, on_page, quoted
from tracker.capture.checking import check_source
from tracker.capture.erasing import erase
from tracker.capture.models import Capture, Erasure, Stamp
from tracker.edition import offered
from tracker.edition.evidence.reading import told_copies, told_marks
from tracker.edition.models import KeptCopies, QuoteMark, StampToken
from tracker.edition.publishing import advance, forget_all
from tracker.edition.rebuilding import differences
from tracker.editorial.changes import change
from tracker.editorial.telling import take_back, tell_due
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Opening
from tracker.ledger.sealing import seal
from tracker.record.choices import ErasedBecause
from tracker.words.quotes import mark_sentence

pytestmark = pytest.mark.django_db
CANARY = "Zaqwsxcde"
QUOTE = "It asked for a reply."
TEXT = f"{CANARY} wrote. {QUOTE} Then nothing."
GONE = "Cannot be checked: the copy of 3 May 2024, in which it was found, was erased."
MEANT = {"code": "court", "reason": "Order.", "is_meant": "on"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
    settings.LOCAL_DIR = tmp_path / "local"


@pytest.fixture
def source(db):
    return make.source()


def everything_stored():
    """All that any row of any room says, as text."""
    rows = [list(model._base_manager.values()) for model in apps.get_models()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def bytes_kept(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def erased(copy, *, keeps_hash=False):
    erase(copy, ErasedBecause.COURT, "Order.", None, keeps_hash=keeps_hash)


def is_sound():
    return not Audit().run().faults and not list(differences())


@pytest.mark.database
def test_nothing_of_an_erased_copy_is_left_in_any_table_file_or_page(
    source, publishers_desk, tmp_path, django_capture_on_commit_callbacks
):
    citation = quoted(source, QUOTE)
    copy = found_out(source, TEXT)
    # Told a second time, so that there is a past row.
    kept(source, "Another page altogether.", "2024-10-10")
    check_source(source)
    tell_due()
    signer = make.ledger()
    seal(signer)
    offered.make()
    assert CANARY in mark_of(citation).before and QuoteMark.objects.count() == 2
    digests = (copy.sha256, told_copies([source.reference])[source.reference][1].text_sha256)
    claim = citation.allegation.claim
    page = reverse("admin:record_source_copies", args=[source.pk])
    with django_capture_on_commit_callbacks(execute=True):
        publishers_desk.post(f"{page}{copy.pk}/erase/", MEANT)
    assert not list(offered.folder().glob("*.zip"))
    told, held = everything_stored(), bytes_kept(tmp_path)
    pages = [
        Client().get(address).content.decode()
        for one in (source, claim)
        for address in (
            one.get_absolute_url(),
            f"{one.get_absolute_url()}?format=jsonld",
            f"{one.get_absolute_url()}history/",
        )
    ]
    for canary in (CANARY, *digests):
        assert canary not in told and canary.encode() not in held
        assert not any(canary in one for one in pages)
    assert mark_sentence(mark_of(citation)) == GONE
    assert any(GONE in one for one in pages)
    assert "erased by order of a court" in pages[0]
    assert is_sound()
    seal(signer)
    offered.make()
    assert offered.offered() is not None


def test_rebuilt_from_the_ledger_readers_tables_are_as_they_were_left(source):
    quoted(source, QUOTE)
    erased(found_out(source, TEXT))
    assert take_back() == 1 and take_back() == 0

    def stored():
        return [
            sorted(model.objects.values_list("document", "since", "until"), key=str)
            for model in (QuoteMark, KeptCopies)
        ]

    before = stored()
    forget_all()
    advance()
    assert stored() == before and is_sound()


@pytest.mark.database
def test_killed_in_between_the_next_run_takes_it_back(source, monkeypatch, capsys):
    citation = quoted(source, QUOTE)
    erased(found_out(source, TEXT))
    # A worker may come first, which tells what is so now and takes nothing back.
    tell_due()
    assert Opening.objects.filter(value__contains=CANARY).exists()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("tracker.edition.evidence.taking_back.advance", killed)
        take_back()
    assert Opening.objects.filter(value__contains=CANARY).exists()
    assert Erasure.objects.untold().exists() and is_sound()
    call_command("capture", "--due")
    assert CANARY not in everything_stored()
    assert mark_sentence(mark_of(citation)) == GONE and is_sound()
    assert not Erasure.objects.untold().exists()


def test_quote_that_another_copy_has_is_told_of_that_one_with_its_words(source):
    citation = quoted(source, QUOTE)
    older = kept(source, f"Before. {QUOTE} After.", "2024-02-02")
    copy = found_out(source, TEXT)
    assert mark_of(citation).copy == copy.pk
    erased(copy)
    check_source(source)
    take_back()
    mark = on_page(citation).mark
    assert (mark.copy, mark.before) == (older.pk, "Before. ")
    assert CANARY not in everything_stored() and is_sound()


def test_quote_that_the_desk_deleted_and_readers_still_see_loses_its_words(source, editor):
    citation = quoted(source, QUOTE)
    copy = found_out(source, TEXT)
    row = mark_of(citation).row
    with change(editor, "changed") as door:
        door.touch(citation.allegation.claim)
        citation.delete()
    erased(copy)
    take_back()
    assert CANARY not in everything_stored() and is_sound()
    assert mark_sentence(told_marks([row])[row]) == GONE


@pytest.mark.parametrize("keeps_hash", [True, False])
def test_readers_are_told_the_hash_only_where_somebody_chose_so(source, keeps_hash):
    quoted(source, QUOTE)
    copy = found_out(source, TEXT)
    erased(copy, keeps_hash=keeps_hash)
    take_back()
    (told,) = told_copies([source.reference])[source.reference]
    assert told.sha256 == (copy.sha256 if keeps_hash else "")
    assert not told.is_kept and told.what_came_of_it == "erased by order of a court"
    page = Client().get(source.get_absolute_url()).content.decode()
    assert (copy.sha256 in page) == keeps_hash


def test_what_other_copies_were_told_to_be_stays(source):
    other = make.source()
    citation = quoted(other, QUOTE)
    found_out(other, f"Elsewhere. {QUOTE}")
    quoted(source, QUOTE)
    erased(found_out(source, TEXT))
    before = facts().filter(record__endswith=other.reference).count()
    take_back()
    assert mark_of(citation).before == "Elsewhere. "
    assert facts().filter(record__endswith=other.reference).count() == before
    assert Capture.objects.kept().count() == 1


@pytest.mark.parametrize("keeps_hash", [True, False])
def test_time_stamp_stays_with_the_hash_and_goes_with_it(source, keeps_hash):
    quoted(source, QUOTE)
    copy = kept(source, TEXT)
    Stamp.objects.create(
        digest=copy.sha256,
        authority="http://one.org/",
        host="one.org",
        state="stamped",
        token=CANARY.encode(),
        stamped_at=copy.made_at,
        signer="A signer",
    )
    tell_due()
    assert told_copies([source.reference])[source.reference][0].stamps[0].signer == "A signer"
    erased(copy, keeps_hash=keeps_hash)
    take_back()
    assert StampToken.objects.exists() == keeps_hash
    (told,) = told_copies([source.reference])[source.reference]
    assert bool(told.stamps) == keeps_hash and is_sound()
