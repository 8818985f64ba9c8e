"""What a copy gives away is warned of at the desk, and the file is handed out without it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as make
from tests.capture.given_away import drawn, exif, jpeg, jpeg_with
from tests.capture.test_given_away import ALL, BOX, LINE
from tracker.capture.inspecting import inspect
from tracker.capture.keeping import keep_file
from tracker.capture.models import CaptureReading, Inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source()


def at(source, *more):
    return reverse("admin:record_source_copies", args=[source.pk]) + "".join(f"{m}/" for m in more)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_uploaded_picture_is_warned_of_at_once_and_handed_out_without(editors_desk, source):
    file = SimpleUploadedFile("photo.jpg", jpeg_with(**ALL))
    editors_desk.post(at(source), {"what": "file", "file-file": file})
    html = text_of(editors_desk.get(at(source)))
    for words in (
        "Before it is passed on",
        "Where it was taken: <bdi>36.50000, -41.25000</bdi>",
        "Serial number of a device: <bdi>SN4711</bdi>",
        "Name of a person or an organisation: <bdi>Party A</bdi>",
        "Download the file without metadata",
    ):
        assert words in html, words
    copy = source.pk and Inspection.objects.get().capture
    answer = editors_desk.get(at(source, copy.pk, "bare"))
    assert answer.content == jpeg()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "-without-metadata.jpg" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert CaptureReading.objects.get().part == "bare"


def test_text_under_black_boxes_is_warned_of(editors_desk, source):
    copy = keep_file(source, io.BytesIO(drawn(LINE, BOX)), "a.pdf", None, "")
    assert "black box" not in text_of(editors_desk.get(at(source)))
    inspect(copy)
    html = text_of(editors_desk.get(at(source)))
    assert "Page 1: whoever has the file can read the text under 1 black box." in html


def test_file_that_cannot_be_cleaned_says_so_and_is_not_handed_out(editors_desk, source):
    copy = keep_file(source, io.BytesIO(b"%PDF-1.7\nnothing"), "a.pdf", None, "")
    answer = editors_desk.get(at(source, copy.pk, "bare"), follow=True)
    assert "Metadata cannot be taken out of this file" in text_of(answer)
    inspect(copy)
    assert "could not be looked through to its end" in text_of(editors_desk.get(at(source)))
    assert not CaptureReading.objects.exists()
    for body, name in ((exif(**ALL), "a.tif"), (b"Words.", "a.txt")):
        other = keep_file(source, io.BytesIO(body), name, None, "")
        assert editors_desk.get(at(source, other.pk, "bare")).status_code == 404, name
