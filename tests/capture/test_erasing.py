"""Erasing a copy: bytes, text and details go, the row stays and says why."""

import json
import os
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tests.capture.quoting import PASSAGE, TEXT, cited, kept, looked_for, standing
from tests.capture.watched import BEGAN, CHANGED, SAME, compared, fetched
from tracker.capture import erasing, extracting, storage, verifying, working
from tracker.capture.erasing import EraseRefused, erase
from tracker.capture.jobs import ask_for_copy
from tracker.capture.keeping import keep_text
from tracker.capture.losses import losses
from tracker.capture.models import (
    Capture,
    CaptureRefused,
    CopyText,
    Erasure,
    QuoteCheck,
    Sighting,
    Stamp,
)
from tracker.capture.quotes.states import State
from tracker.editorial.passages_shown import passages_of
from tracker.record.choices import ErasedBecause

pytestmark = pytest.mark.django_db
SITE = "http://site.tests-of-capture.org"
COURT = ErasedBecause.COURT


@pytest.fixture
def source(db):
    return make.source(url=f"{SITE}/report")


def erased(copy, user=None, *, keeps_hash=False):
    erase(copy, COURT, "Order of 3 May.", user, keeps_hash=keeps_hash)
    return Capture.objects.get(pk=copy.pk)


def files():
    return {path.name for path in storage.every_file()}


def everything_stored():
    """All that any row of the room says, as text."""
    rows = [
        list(model._default_manager.values())
        for model in apps.get_app_config("capture").get_models()
    ]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_nothing_is_left_of_a_fetched_page_but_that_it_was_there(source, publisher):
    secret = "Zaqwsx"
    html = page(f"{secret}word " * 300, title=f"{secret} title")
    job = ask_for_copy(source, source.url, publisher, f"{secret} reason")
    with serving({"/report": reply(body=html, X_Name=secret)}) as server:
        (done,) = working.work(visitor(Loopback({80: server.port})))
    quote = cited(source, f"{secret}word {secret}word")
    extracting.take_text(done.capture)
    looked_for(quote)
    digest = done.capture.sha256
    assert secret in everything_stored() and files()
    row = erased(done.capture, publisher)
    assert secret not in everything_stored() and digest not in everything_stored()
    assert files() == set()
    assert (row.outcome, row.maker, row.kind) == ("erased", "paula", "fetched")
    assert (row.erasure.code, row.erasure.reason) == ("court", "Order of 3 May.")
    assert row.erasure.eraser == "paula"
    assert not type(job).objects.exists()
    assert not Capture.objects.kept().exists() and not Capture.objects.failed().exists()


def test_hash_stays_only_where_somebody_chose_so(source):
    copy = keep_text(source, TEXT, None, "")
    Stamp.objects.create(digest=copy.sha256, authority="http://a.org/", host="a.org")
    other = keep_text(source, "Other words.", None, "")
    Stamp.objects.create(digest=other.sha256, authority="http://a.org/", host="a.org")
    assert erased(copy, keeps_hash=True).erasure.former_digest == copy.sha256
    erased(other)
    assert other.sha256 not in everything_stored()
    assert Stamp.objects.get().digest == copy.sha256


def test_file_that_another_copy_has_stays_with_it(source):
    first, second = kept(source), kept(make.source())
    assert list(erasing.copies_alike(first)) == [second]
    Stamp.objects.create(digest=first.sha256, authority="http://a.org/", host="a.org")
    erased(first)
    assert storage.damage(second.sha256) is None
    assert PASSAGE in extracting.words_of(second.texts.get())
    assert Stamp.objects.exists()
    erased(second)
    assert files() == set() and not Stamp.objects.exists()


def test_quote_that_stood_on_it_cannot_be_checked_and_says_why(source):
    copy = kept(source)
    quote = cited(source)
    assert looked_for(quote).state is State.WORD_FOR_WORD
    erased(copy)
    found = standing(quote)
    assert found.state is State.CANNOT and not found.is_doubtful
    assert found.sentence == (
        "Cannot be checked: the copy of 3 May 2024, in which it was found, was erased."
    )
    # Nor is it looked for anew, nor told as lost by a new version.
    assert looked_for(quote).sentence == found.sentence
    assert losses([source.pk]) == []
    assert list(extracting.take_outdated_texts()) == []


def test_quote_that_nobody_looked_for_says_that_the_copy_was_erased(source):
    copy = keep_text(source, TEXT, None, "")
    quote = cited(source)
    erased(copy)
    assert standing(quote).sentence.startswith("Cannot be checked: the copy of ")
    assert standing(quote).sentence.endswith(" was erased.")


def test_quote_stands_in_another_copy_and_lacks_in_none_for_the_erased_one(source):
    copy = kept(source, day="2024-05-04")
    older = kept(source, TEXT + "More.", day="2024-05-03")
    quote = cited(source)
    looked_for(quote)
    assert not QuoteCheck.objects.filter(text__capture=older).exists()
    erased(copy)
    assert looked_for(quote).sentence == "Found word for word in the copy of 3 May 2024."


def test_copy_that_lacks_the_quote_does_not_tell_against_one_found_in_what_was_erased(source):
    copy = kept(source, day="2024-05-03")
    kept(source, TEXT.replace(PASSAGE, "Nothing of that."), day="2024-06-03")
    quote = cited(source)
    assert looked_for(quote).state is State.WORD_FOR_WORD
    erased(copy)
    assert standing(quote).state is State.CANNOT
    # That it was not in an erased copy says nothing.
    other = make.source()
    lacking = kept(other, "Nothing of that.")
    quote = cited(other)
    assert looked_for(quote).state is State.NOT_FOUND
    erased(lacking)
    assert standing(quote).state is State.CANNOT
    assert not QuoteCheck.objects.filter(citation=quote).exists()


@pytest.mark.database
def test_erasing_twice_or_without_a_reason_is_refused(source):
    copy = kept(source)
    with pytest.raises(EraseRefused, match="reason"):
        erase(copy, COURT, " ", None, keeps_hash=False)
    erased(copy)
    with pytest.raises(EraseRefused, match="already"):
        erase(copy, COURT, "Again.", None, keeps_hash=False)
    with pytest.raises(CaptureRefused):
        Erasure.objects.get().delete()
    assert Erasure.objects.count() == 1


def test_text_that_is_taken_while_the_copy_is_erased_is_not_kept(source, monkeypatch):
    copy = keep_text(source, TEXT, None, "")
    taken = extracting.text_of

    def slow(*args):
        erased(copy)
        return taken(*args)

    monkeypatch.setattr(extracting, "text_of", slow)
    assert extracting.take_text(copy) is None
    assert not CopyText.objects.readable().exists() and files() == set()


def test_killed_before_the_files_went_they_go_with_the_next_run(source, monkeypatch, capsys):
    copy = kept(source)

    def die(_digest):
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "remove", die)
    with pytest.raises(KeyboardInterrupt):
        erase(copy, COURT, "Order.", None, keeps_hash=False)
    monkeypatch.undo()
    assert files() == {copy.sha256} and not Capture.objects.kept().exists()
    call_command("verify_captures")
    assert files() == set()
    assert capsys.readouterr().out == "0 files are what they were.\n1 copies were erased.\n"
    assert Erasure.objects.get().leftovers == []


def test_refused_midway_nothing_is_erased(source, monkeypatch):
    copy = kept(source)
    monkeypatch.setattr(Erasure, "save", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(copy, COURT, "Order.", None, keeps_hash=False)
    assert Capture.objects.kept().get() == copy
    assert storage.damage(copy.sha256) is None


def test_file_that_came_back_with_a_backup_is_named_and_swept(source, capsys):
    copy = kept(source)
    path = storage.path_of(copy.sha256)
    body = path.read_bytes()
    erased(copy, keeps_hash=True)
    assert list(verifying.came_back()) == []
    path.write_bytes(body)
    with pytest.raises(CommandError, match=f"{copy.sha256}\n1 were erased"):
        call_command("verify_captures")
    os.utime(path, (0, 0))
    call_command("verify_captures", "--sweep", "--older-than", "1")
    assert not path.exists()


def test_nothing_is_left_of_what_was_seen_of_passages_again(source, publisher):
    cited(source, PASSAGE)
    fetched(source, SAME, BEGAN, "/report")
    compared()
    later = fetched(source, CHANGED, BEGAN + timedelta(days=60), "/report").capture
    assert compared() == ["changed"]
    words = Sighting.objects.get().words_hash
    assert words and words in everything_stored()
    erased(later)
    assert words not in everything_stored()
    row = Sighting.objects.get()
    assert (row.seen, row.place, row.closest) == ("changed", None, None)
    assert passages_of(source, publisher).not_as_they_were[0].new is None
