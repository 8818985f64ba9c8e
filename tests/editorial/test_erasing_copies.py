"""The page that erases a kept copy: who may, what it tells before, what is told after."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, cited, kept, looked_for
from tests.conftest import staff
from tracker.capture.erasing import erase
from tracker.capture.models import Capture, Erasure, Stamp
from tracker.editorial.accounts.models import OpenSession
from tracker.record.choices import ErasedBecause

pytestmark = pytest.mark.django_db
MEANT = {"code": "court", "reason": "Order of 3 May.", "is_meant": "on"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source()


@pytest.fixture
def copy(source, editor):
    return kept(source, user=editor)


def at(source, *more):
    return reverse("admin:record_source_copies", args=[source.pk]) + "".join(f"{m}/" for m in more)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_page_says_what_goes_and_which_quotes_lose_their_evidence(publishers_desk, source, copy):
    quote = cited(source)
    looked_for(quote)
    kept(make.source(title="Another source"), day="2024-06-01")
    html = text_of(publishers_desk.get(at(source)))
    assert at(source, copy.pk, "erase") in html
    html = text_of(publishers_desk.get(at(source, copy.pk, "erase")))
    assert PASSAGE in html and str(quote.allegation.claim) in html
    assert "Another source" in html and "stays there unless" in html
    assert Capture.objects.kept().count() == 2


def test_quote_that_another_copy_has_too_is_not_told_as_lost(publishers_desk, source, copy):
    quote = cited(source)
    older = kept(source, TEXT + " More.", day="2024-05-01")
    looked_for(quote)
    page = at(source, older.pk, "erase")
    assert PASSAGE not in text_of(publishers_desk.get(page))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reason": " "}, "This field is required"),
        ({"code": ""}, "This field is required"),
        ({"is_meant": ""}, "This field is required"),
        ({"code": "because"}, "not one of the available choices"),
        ({"reason": "a\x00b"}, "control character"),
    ],
)
def test_what_is_not_meant_erases_nothing_and_loses_nothing_typed(
    publishers_desk, source, copy, change, told
):
    sent = {**MEANT, "keeps_hash": "on", **change}
    html = text_of(publishers_desk.post(at(source, copy.pk, "erase"), sent))
    assert told in html
    assert Capture.objects.kept().get() == copy
    if "reason" not in change:
        assert "Order of 3 May." in html


def test_publisher_erases_and_the_page_says_so(publishers_desk, source, copy):
    quote = cited(source)
    looked_for(quote)
    done = publishers_desk.post(at(source, copy.pk, "erase"), MEANT, follow=True)
    html = text_of(done)
    assert "Backups have it until they expire" in html
    assert "erased by order of a court" in html and "Order of 3 May." in html and "paula" in html
    assert "in which it was found, was erased" in html
    assert copy.sha256 not in html and "Download" not in html
    assert Erasure.objects.get().erased_by.username == "paula"


@pytest.mark.parametrize("part", ["body", "warc"])
def test_download_of_what_was_erased_says_so_as_gone(publishers_desk, source, copy, part):
    assert publishers_desk.get(at(source, copy.pk, "body")).getvalue() == TEXT.encode()
    publishers_desk.post(at(source, copy.pk, "erase"), {**MEANT, "keeps_hash": "on"})
    answer = publishers_desk.get(at(source, copy.pk, part))
    assert answer.status_code == 410
    assert "erased by order of a court" in text_of(answer) and copy.sha256 in text_of(answer)
    assert publishers_desk.get(at(source, copy.pk, "erase")).status_code == 404


def test_only_publishers_and_administrators_erase(
    editors_desk, administrator, editor, source, copy
):
    page = at(source, copy.pk, "erase")
    assert page not in text_of(editors_desk.get(at(source)))
    assert editors_desk.get(page).status_code == 403
    assert editors_desk.post(page, MEANT).status_code == 403
    assert Client().post(page, MEANT).status_code == 302
    both = staff("ada", "administrator")
    both.groups.add(*editor.groups.all())
    desk = Client()
    desk.force_login(both)
    assert Capture.objects.kept().exists()
    assert desk.post(page, MEANT).status_code == 302
    assert not Capture.objects.kept().exists()


def test_second_factor_is_asked_for_again_before(publishers_desk, source, copy):
    publishers_desk.get(at(source))
    OpenSession.objects.update(factor_at="2020-01-01T00:00:00Z")
    page = at(source, copy.pk, "erase")
    html = text_of(publishers_desk.post(page, MEANT))
    assert "second factor" in html and "Order of 3 May." in html
    assert Capture.objects.kept().exists()


def test_copy_of_another_source_or_none_is_not_found(publishers_desk, source, copy):
    other = make.source()
    for page in (at(other, copy.pk, "erase"), at(source, "abc", "erase"), at(source, 0, "erase")):
        assert publishers_desk.get(page).status_code == 404, page


def test_stamps_of_a_copy_are_told_with_what_to_do(
    publishers_desk, source, copy, settings, tmp_path
):
    settings.STAMP_AUTHORITIES = {
        f"http://{n}.org/": tmp_path for n in ("one", "two", "three", "x")
    }
    given = {"digest": copy.sha256}
    Stamp.objects.create(
        **given,
        authority="http://one.org/",
        host="one.org",
        state="stamped",
        token=b"token",
        stamped_at=timezone.now(),
        signer="A signer",
    )
    Stamp.objects.create(
        **given, authority="http://two.org/", host="two.org", state="failed", fault="untrusted"
    )
    Stamp.objects.create(
        **given, authority="http://three.org/", host="three.org", attempts=1, fault="unreachable"
    )
    Stamp.objects.create(**given, authority="http://x.org/", host="x.org")
    Stamp.objects.create(**given, authority="http://former.org/", host="former.org")
    html = text_of(publishers_desk.get(at(source)))
    for words in (
        "Time-stamped by <bdi>A signer</bdi> (<bdi>one.org</bdi>) on",
        "No time stamp from <bdi>two.org</bdi>: its signature is not valid",
        "file of certificates in STAMP_AUTHORITIES",
        "No time stamp from <bdi>three.org</bdi> yet: it could not be reached. It is asked again",
        "<bdi>x.org</bdi> is still to be asked",
    ):
        assert words in html, words
    assert "former.org" not in html
    source.confidential = True
    source.save()
    Stamp.objects.filter(state="stamped").delete()
    html = text_of(publishers_desk.get(at(source)))
    assert "hash of a confidential source" in html and "two.org" not in html


def test_page_asks_as_much_of_the_database_for_many_copies_as_for_one(
    publishers_desk, source, copy
):
    erase(kept(source, "Gone."), ErasedBecause.COURT, "Order.", None, keeps_hash=False)
    with CaptureQueriesContext(connection) as one:
        publishers_desk.get(at(source))
    for n in range(5):
        kept(source, f"{TEXT} {n}")
        erase(kept(source, f"{n}"), ErasedBecause.COURT, "Order.", None, keeps_hash=False)
    with CaptureQueriesContext(connection) as many:
        publishers_desk.get(at(source))
    assert len(many) == len(one)
