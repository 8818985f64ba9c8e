"""The page of a source's kept copies: who may see, ask for, give and download what."""

import io

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, kept
from tests.editorial import desk
from tracker.capture import storage
from tracker.capture.checking import check_source
from tracker.capture.keeping import keep_file, keep_text
from tracker.capture.models import Capture, CaptureJob, CaptureReading
from tracker.editorial.merging import merge
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.record.models import Source

pytestmark = pytest.mark.django_db
SCRIPT = b"<!doctype html><script>alert(document.domain)</script><p>Words"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source(archive_url="https://archive.org/web/1")


@pytest.fixture
def copy(source, editor):
    return keep_file(source, io.BytesIO(SCRIPT), "evil\u202efdp.html", editor, "By mail")


def at(source, *original):
    name = "admin:record_source_original" if original else "admin:record_source_copies"
    return reverse(name, args=[source.pk, *original])


def send(client, source, what, **fields):
    return client.post(at(source), {"what": what, **{f"{what}-{k}": v for k, v in fields.items()}})


def text_of(response):
    return response.content.decode()


def test_page_lists_what_is_kept_and_what_was_tried(editors_desk, source, copy):
    Capture.objects.create(
        source=source,
        for_reference=source.reference,
        kind="fetched",
        outcome="challenge",
        asked_url=source.url,
        status=403,
        detail="403",
        tools="x",
    )
    html = text_of(editors_desk.get(at(source)))
    for words in (
        "File given by edith",
        copy.sha256,
        "text/html",
        "By mail",
        "The site sent a test for humans",
        "Open it in your browser",
        "(403)",
    ):
        assert words in html, words
    form = text_of(editors_desk.get(desk.address(source)))
    assert at(source) in form and "1 kept copy" in form


def test_copy_is_asked_for_as_a_job_and_not_fetched(editors_desk, source, editor):
    assert send(editors_desk, source, "url", url=source.url, reason="It may go.").status_code == 302
    job = CaptureJob.objects.get()
    assert (job.source, job.url, job.asked_by, job.reason) == (
        source,
        source.url,
        editor,
        "It may go.",
    )
    assert not Capture.objects.exists()
    assert "Waiting to be fetched" in text_of(editors_desk.get(at(source)))
    again = text_of(send(editors_desk, source, "url", url=source.url, reason="Once more"))
    assert "being fetched already" in again and "Once more" in again
    send(editors_desk, source, "url", url=source.archive_url)
    assert CaptureJob.objects.filter(kind="archive").count() == 1


def test_only_addresses_of_the_source_are_fetched(editors_desk, source):
    for url in ("http://169.254.169.254/", "https://elsewhere.org/", ""):
        assert send(editors_desk, source, "url", url=url).status_code == 200
    Source.objects.filter(pk=source.pk).update(url="http://10.0.0.1/")
    html = text_of(send(editors_desk, source, "url", url="http://10.0.0.1/"))
    assert "private network" in html
    assert not CaptureJob.objects.exists()


def test_file_and_text_are_kept_under_who_gave_them(editors_desk, source):
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7 words")
    assert send(editors_desk, source, "file", file=file).status_code == 302
    big = SimpleUploadedFile("big.txt", b"words " * 600_000)
    assert send(editors_desk, source, "file", file=big).status_code == 302
    assert send(editors_desk, source, "text", text="  Words,\r\n“more”\n").status_code == 302
    rows = Capture.objects.order_by("pk")
    assert [row.what_it_is for row in rows] == [
        "file given by edith",
        "file given by edith",
        "text typed in by edith",
    ]
    with storage.open_stored(rows[2].sha256) as kept:
        assert kept.read().decode() == "  Words,\n“more”\n"


def test_what_cannot_be_kept_names_the_field_and_loses_nothing(editors_desk, source, settings):
    settings.CAPTURE_MEGABYTES = 1
    cases = [
        ("file", {"reason": "By mail"}, "This field is required"),
        ("file", {"file": SimpleUploadedFile("a.txt", b""), "reason": "By mail"}, "empty"),
        (
            "file",
            {"file": SimpleUploadedFile("a.txt", bytes(2**20 + 1)), "reason": "By mail"},
            "larger than 1 megabytes",
        ),
        ("text", {"text": "a\x01b", "reason": "By mail"}, "control character"),
        ("text", {"text": "Words", "reason": "By mail" + "l" * 300}, "at most 300 characters"),
        ("text", {"text": "", "reason": "By mail"}, "This field is required"),
    ]
    for what, fields, why in cases:
        response = send(editors_desk, source, what, **fields)
        assert response.status_code == 200
        html = text_of(response)
        assert why in html, (what, why)
        assert "By mail" in html
        assert "aria-invalid" in html
    assert not Capture.objects.exists()
    assert editors_desk.post(at(source), {"what": "nothing"}).status_code == 302


# --- Originals ---


def test_original_is_sent_to_be_saved_and_its_reading_written_down(editors_desk, copy, editor):
    response = editors_desk.get(at(copy.source, copy.pk, "body"))
    assert b"".join(response.streaming_content) == SCRIPT
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith('attachment; filename="S-')
    assert response["Content-Disposition"].endswith('.html"')
    assert "evil" not in response["Content-Disposition"]
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    (reading,) = CaptureReading.objects.all()
    assert (reading.capture, reading.part, reading.read_by) == (copy, "body", editor)
    assert "Downloaded last by <bdi>edith</bdi>" in text_of(editors_desk.get(at(copy.source)))


def test_what_is_no_original_is_not_found(editors_desk, copy):
    for key, part in ((copy.pk, "warc"), (copy.pk, "x"), (copy.pk + 1, "body"), ("x" * 30, "body")):
        assert editors_desk.get(at(copy.source, key, part)).status_code == 404
    other = make.source()
    assert editors_desk.get(at(other, copy.pk, "body")).status_code == 404
    assert editors_desk.get(at(copy.source, "9" * 30, "body")).status_code == 404
    assert editors_desk.post(at(copy.source, copy.pk, "body")).status_code == 405
    assert not CaptureReading.objects.exists()


def test_damaged_original_is_not_sent(editors_desk, copy):
    path = storage.path_of(copy.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other")
    response = editors_desk.get(at(copy.source, copy.pk, "body"), follow=True)
    assert "damaged or missing" in text_of(response)
    path.unlink()
    response = editors_desk.get(at(copy.source, copy.pk, "body"), follow=True)
    assert "damaged or missing" in text_of(response)
    assert not CaptureReading.objects.exists()


# --- Who may ---


def test_copies_are_of_those_who_may_see_the_source(copy, source):
    """Confidential sources, too, are the desk's: whoever may not see sources sees none of it."""
    Source.objects.filter(pk=source.pk).update(confidential=True)
    stranger, norman = Client(), Client()
    norman.force_login(User.objects.create_user("norman", is_staff=True))
    for client in (stranger, norman):
        for address in (at(source), at(source, copy.pk, "body")):
            assert client.get(address).status_code in (302, 403)
        assert send(client, source, "text", text="Words").status_code in (302, 403)
    assert Capture.objects.count() == 1
    assert not CaptureReading.objects.exists()


def test_whoever_may_only_look_adds_nothing(copy, source):
    viewer = User.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(viewer)
    html = text_of(client.get(at(source)))
    assert copy.sha256 in html and "Upload a file" not in html
    for what, fields in (("text", {"text": "Words"}), ("url", {"url": source.url})):
        assert send(client, source, what, **fields).status_code == 403
    response = client.get(at(source, copy.pk, "body"))
    assert b"".join(response.streaming_content) == SCRIPT


def test_readers_find_none_of_it(reader, copy, source):
    make.cite(make.claim(), source)
    html = text_of(reader.get(source.get_absolute_url()))
    assert copy.sha256 not in html and "By mail" not in html


# --- Sources that are merged, parted or deleted ---


def test_copies_go_with_a_source_that_is_merged_and_come_back_with_it(publisher, editors_desk):
    kept, duplicate = make.source(), make.source()
    make.ledger()
    row = keep_text(duplicate, "Words.", publisher, "")
    send(editors_desk, duplicate, "url", url=duplicate.url)
    merge(kept, duplicate, publisher)
    assert Capture.objects.get().source == kept
    assert CaptureJob.objects.get().source == kept
    (told,) = merges_of(kept)
    back = unmerge(kept, told.sequence, publisher)
    assert Capture.objects.get(pk=row.pk).source == back
    assert not Capture.objects.of(kept).exists()


def test_source_with_a_copy_is_not_deleted_and_the_page_says_why(publishers_desk, copy, source):
    address = reverse("admin:record_source_delete", args=[source.pk])
    html = text_of(publishers_desk.get(address))
    assert str(copy) in html
    publishers_desk.post(address, {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()


def test_page_asks_no_more_of_the_database_the_more_copies_there_are(
    editors_desk, source, editor, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(100) as asked:
            editors_desk.get(at(source))
        return len(asked)

    keep_text(source, "Words.", editor, "")
    first = queries()
    for n in range(10):
        keep_text(source, f"Words, {n}.", editor, "")
    assert queries() == first


def test_passage_is_open_only_where_it_differs_from_the_quote(editors_desk, editor):
    source = make.source()
    for quote in (PASSAGE, ALTERED["number"]):
        make.cite(make.claim(), source, quote=quote)
    kept(source, user=editor)
    check_source(source)
    html = editors_desk.get(at(source)).content.decode()
    assert html.count("<details>") == html.count("<details open>") == 1
