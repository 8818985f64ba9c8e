"""What pictures and PDFs give away beside what they show, and the same files without it."""

import io
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from tests import factories as make
from tests.capture.given_away import (
    drawn,
    exif,
    jpeg,
    jpeg_with,
    png,
    segment,
    webp,
    written,
    xmp,
)
from tests.capture.test_pdf_text import pdf
from tracker.capture import inspecting
from tracker.capture.keeping import keep_file
from tracker.capture.metadata import pdf_child
from tracker.capture.metadata.covered import covered_boxes
from tracker.capture.metadata.pdf import look_through_pdf, pdf_without_metadata
from tracker.capture.metadata.pictures import picture_without_metadata, traits_of_picture
from tracker.capture.models import Inspection

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/pdf-malformed-qpdf"
PLACE = (36.5, -41.25)
ALL = {"author": b"Party A", "serial": b"SN4711", "place": PLACE}
TOLD = {("position", "36.50000, -41.25000"), ("person", "Party A"), ("device", "SN4711")}
CREATOR = "<dc:creator><rdf:Seq><rdf:li>Party A</rdf:li></rdf:Seq></dc:creator>"
OF_PLACE = 'exif:GPSLatitude="36,30N" exif:GPSLongitude="41E"'
OF_XMP = f'{CREATOR}<x aux:SerialNumber="SN4711" {OF_PLACE}/>'
BY_LINE = b"Photoshop 3.0\x008BIM\x1c\x02\x50\x00\x07Party A"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (jpeg_with(**ALL), TOLD),
        (png((b"eXIf", exif(**ALL))), TOLD),
        (webp((b"EXIF", exif(**ALL))), TOLD),
        (exif(**ALL), TOLD),
        (
            jpeg((b"\xe1", b"http://ns.adobe.com/xap/1.0/\x00" + xmp(OF_XMP))),
            {("person", "Party A"), ("device", "SN4711"), ("position", "36,30N 41E")},
        ),
        (
            png((b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(xmp(CREATOR)))),
            {("person", "Party A")},
        ),
        (png((b"tEXt", b"Author\x00Party A")), {("person", "Party A")}),
        (webp((b"XMP ", xmp(CREATOR))), {("person", "Party A")}),
        (jpeg((b"\xed", BY_LINE)), {("person", "Party A")}),
    ],
    ids=["jpeg", "png", "webp", "tiff", "xmp", "packed xmp", "text", "webp xmp", "by-line"],
)
def test_what_a_picture_gives_away_is_told(body, told):
    assert set(traits_of_picture(body)) == told


@pytest.mark.parametrize(
    "body",
    [
        jpeg(),
        png(),
        jpeg_with(turned=6),
        # What cameras without a signal, and without a number, write.
        jpeg_with(place=(0, 0), serial=b"0000000", author=b"  "),
        png((b"tEXt", b"Software\x00A program 1.0")),
        jpeg((b"\xfe", b"Made by nobody")),
        b"",
        b"\xff\xd8",
        jpeg_with(**ALL)[:60],
        b"\xff\xd8" + segment(b"\xe1", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"),
    ],
)
def test_what_says_nothing_of_anybody_is_not_warned_of(body):
    assert traits_of_picture(body) == []


def test_picture_without_metadata_is_the_same_picture_and_has_none():
    plain = jpeg()
    for body in (
        jpeg_with(**ALL),
        jpeg((b"\xe1", b"http://ns.adobe.com/xap/1.0/\x00" + xmp(OF_XMP)), (b"\xfe", b"Party A")),
        jpeg((b"\xed", BY_LINE), after=jpeg_with(**ALL)),
    ):
        assert picture_without_metadata(body) == plain
    profile = segment(b"\xe2", b"ICC_PROFILE\x00\x01\x01colours")
    assert profile in picture_without_metadata(jpeg((b"\xe2", b"ICC_PROFILE\x00\x01\x01colours")))
    dotted = png(
        (b"eXIf", exif(**ALL)), (b"tEXt", b"Author\x00Party A"), (b"gAMA", b"\0\0\xb1\x8f")
    )
    assert picture_without_metadata(dotted + b"Party A") == png((b"gAMA", b"\0\0\xb1\x8f"))
    without = picture_without_metadata(webp((b"EXIF", exif(**ALL)), (b"XMP ", xmp(CREATOR))))
    assert b"Party A" not in without and without[20] == 0
    assert len(without) == 8 + int.from_bytes(without[4:8], "little")
    assert picture_without_metadata(exif(**ALL)) is None
    assert picture_without_metadata(jpeg()[:-2]) is None


def test_picture_that_is_to_be_turned_still_is():
    without = picture_without_metadata(jpeg_with(turned=6, **ALL))
    assert traits_of_picture(without) == []
    assert without == jpeg_with(turned=6)[:2] + without[2:38] + jpeg()[2:]
    assert picture_without_metadata(without) == without


# --- PDFs ---


def telling():
    """A PDF that says of itself what it should not."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Words."))))
    writer.add_metadata({"/Author": "Party A", "/Title": "C:\\Users\\secretname\\report.docx"})
    packet = DecodedStreamObject()
    packet.set_data(xmp(CREATOR.replace("Party A", "Party B")))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    writer.add_attachment("list.csv", b"attached words")
    note = FreeText(text="A comment", rect=(10, 10, 50, 50))
    note[NameObject("/T")] = TextStringObject("Party C")
    writer.add_annotation(0, note)
    picture = StreamObject()
    picture._data = jpeg_with(serial=b"SN4711")
    for name, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/Filter", "/DCTDecode")):
        picture[NameObject(name)] = NameObject(value)
    resources = writer.pages[0]["/Resources"]
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/Im0"): writer._add_object(picture)}
    )
    return written(writer)


def test_what_a_pdf_gives_away_is_told_and_taken_out():
    body = telling()
    found = look_through_pdf(body)
    assert set(found.traits) == {
        ("person", "Party A"),
        ("person", "Party B"),
        ("person", "Party C"),
        ("account", "secretname"),
        ("attachment", "list.csv"),
        ("device", "SN4711"),
    }
    assert found.covered == [] and found.is_whole
    cleaned = pdf_without_metadata(body)
    for words in (b"Party A", b"Party B", b"Party C", b"secretname", b"attached", b"SN4711"):
        assert words in body and words not in cleaned, words
    assert b"/Info" not in cleaned and b"EmbeddedFile" not in cleaned
    assert pdf_child.inspect(cleaned, 10)["traits"] == []
    reader = PdfReader(BytesIO(cleaned))
    assert reader.pages[0].extract_text().strip() == "Words."
    assert "A comment" in str(reader.pages[0]["/Annots"][0].get_object())


def test_pdf_that_says_nothing_is_not_warned_of():
    assert pdf_child.inspect(pdf("Words."), 10)["traits"] == []


def test_pdf_that_cannot_be_read_says_so_and_is_not_handed_out_as_clean():
    for body in (b"%PDF-1.7\nnothing", pdf("Words.", locked="password")):
        assert look_through_pdf(body) == ([], [], False)
        assert pdf_without_metadata(body) is None


LINE = "BT /F1 12 Tf 20 200 Td (Secret name) Tj ET"
BOX = "0 g 18 196 80 14 re f"


def covered(*operations):
    reader = PdfReader(BytesIO(drawn(*operations)))
    return covered_boxes(reader.pages[0], reader)


@pytest.mark.parametrize(
    "operations",
    [
        (LINE, BOX),
        (LINE, "18 196 80 14 re f"),
        (LINE, "q 1 0 0 RG 0.1 0.1 0.1 rg 18 196 80 14 re B Q"),
        (LINE, "0 0 0 1 k 98 210 -80 -14 re f*"),
        (LINE, "q 2 0 0 2 0 0 cm 9 98 40 7 re f Q"),
        ("q 0.5 0 0 0.5 0 0 cm BT /F1 24 Tf 40 400 Td (Secret name) Tj ET Q", BOX),
        ("BT /F1 12 Tf 1 0 0 1 20 200 Tm [(Sec) -20 (ret)] TJ ET", BOX),
        ("BT /F1 12 Tf 14 TL 20 214 Td (Open) Tj T* (Secret) Tj ET", BOX),
        ("BT 3 Tr /F1 12 Tf 20 200 Td (Secret name) Tj ET", BOX),
        (LINE, BOX, "1 g BT /F1 8 Tf 20 200 Td (6) Tj ET"),
        ("BT /F1 12 Tf 20 200 Td (Open Secret) Tj ET", "52 196 60 14 re f"),
    ],
)
def test_text_under_a_black_box_is_found(operations):
    assert covered(*operations) == 1


@pytest.mark.parametrize(
    "operations",
    [
        (BOX, "1 g", LINE),
        (LINE, "1 g 18 196 80 14 re f"),
        (LINE, "1 1 0 rg 18 196 80 14 re f"),
        (LINE, "/Half gs 0 g 18 196 80 14 re f"),
        (LINE, "0 g 18 203 80 1 re f"),
        (LINE, "0 g 18 196 80 14 re S"),
        (LINE, "0 g 18 196 80 14 re n"),
        (LINE, "0 g 0 0 300 300 re f"),
        (LINE, "0 g 18 100 80 14 re f"),
        (LINE, "0 g 18 196 10 14 re f"),
        (LINE, "0 g 18 196 m 98 196 l 98 210 l f"),
        (LINE, "/Pattern cs /P1 scn 18 196 80 14 re f"),
        ("BT /F1 12 Tf 20 200 Td (     ) Tj ET", BOX),
        (BOX,),
        ("Q Q Q", "1 0 0 cm", BOX)[:1],
    ],
    ids=[
        "light words on a dark ground",
        "white",
        "a marker",
        "see-through",
        "a line through it",
        "a frame",
        "no paint",
        "the page's ground",
        "elsewhere",
        "one letter",
        "another shape",
        "a pattern",
        "only spaces",
        "no text",
        "odd",
    ],
)
def test_what_hides_no_text_is_not_warned_of(operations):
    assert covered(*operations) == 0


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"/Subtype": "/Redact"}, 1),
        ({"/Subtype": "/Square", "/IC": (0, 0, 0)}, 1),
        ({"/Subtype": "/Highlight", "/C": (0, 0, 0)}, 1),
        ({"/Subtype": "/Highlight", "/C": (1, 1, 0)}, 0),
        ({"/Subtype": "/Square", "/C": (0, 0, 0)}, 0),
        ({"/Subtype": "/Square", "/IC": (0, 0, 0), "/CA": 0.3}, 0),
        ({"/Subtype": "/Link", "/C": (0, 0, 0)}, 0),
    ],
)
def test_notes_drawn_over_text_count_where_they_seem_to_hide_it(given, count):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(drawn(LINE))))
    note = DictionaryObject(
        {NameObject("/Rect"): ArrayObject(map(FloatObject, (18, 196, 98, 210)))}
    )
    for name, value in given.items():
        if isinstance(value, tuple):
            note[NameObject(name)] = ArrayObject(map(FloatObject, value))
        else:
            is_name = isinstance(value, str)
            note[NameObject(name)] = NameObject(value) if is_name else FloatObject(value)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    reader = PdfReader(BytesIO(written(writer)))
    assert covered_boxes(reader.pages[0], reader) == count


def test_pages_with_covered_text_are_told_by_their_numbers():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("First."))))
    writer.append(BytesIO(drawn(LINE, BOX, LINE.replace("200", "100"), "18 96 80 14 re f")))
    assert look_through_pdf(written(writer)).covered == [(2, 2)]


@pytest.mark.skipif(not CORPUS.exists(), reason="not beside this checkout: pdf-malformed-qpdf")
def test_malformed_pdfs_are_answered():
    for name in ("bad1.pdf", "append-xref-loop.pdf"):
        assert look_through_pdf((CORPUS / name).read_bytes()).covered == []
    cleaned = pdf_without_metadata((CORPUS / "issue-335a.pdf").read_bytes())
    assert cleaned is None or cleaned.startswith(b"%PDF-")


# --- Rows ---


@pytest.mark.django_db
def test_kept_files_are_looked_through_once_for_each_version(monkeypatch):
    source = make.source()
    picture = keep_file(source, io.BytesIO(jpeg_with(**ALL)), "a.jpg", None, "")
    box = keep_file(source, io.BytesIO(drawn(LINE, BOX)), "a.pdf", None, "")
    keep_file(source, io.BytesIO(b"Words."), "a.txt", None, "")
    call_command("capture", "--due", stdout=io.StringIO())
    found = {row.capture_id: row for row in Inspection.objects.all()}
    assert found.keys() == {picture.pk, box.pk}
    assert {tuple(one) for one in found[picture.pk].traits} == TOLD
    assert found[box.pk].covered == [[1, 1]]
    assert list(inspecting.inspect_due()) == []
    monkeypatch.setattr(inspecting, "VERSION", "2")
    assert len(list(inspecting.inspect_due())) == 2
    assert Inspection.objects.count() == 2
