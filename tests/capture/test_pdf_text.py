"""Text of PDFs by page; scanned, locked and malformed ones each say what they are, in bounds."""

import io
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.conftest import THOROUGH
from tracker.capture.quotes.finding import find
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import Words
from tracker.capture.text.extracted import Trouble
from tracker.capture.text.pdf import text_of_pdf
from tracker.capture.text.reading import text_of

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/pdf-malformed-qpdf"
# One of each kind of answer; all 123 with TESTS=all.
SAMPLE = ("bad1.pdf", "enc-R3,V2,U=view,O=view.pdf", "issue-335a.pdf", "append-xref-loop.pdf")


def pdf(*pages, locked=""):
    """A PDF of one line of text a page; an empty one is a page without text."""
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if locked:
        writer.encrypt(locked, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_quote_in_a_pdf_has_its_page():
    taken = text_of(pdf("The first page.", "The ministry replied.", "The end."), "application/pdf")
    assert (taken.extractor, taken.trouble, len(taken.pages)) == ("pdf", Trouble.NONE, 3)
    assert "pypdf" in taken.version
    finding = find("ministry replied", Words(taken.text, taken.pages))
    assert finding.state is State.WORD_FOR_WORD
    assert taken.page(finding.place.start) == 2


@pytest.mark.parametrize(
    ("body", "trouble"),
    ids=["scanned", "locked", "damaged"],
    argvalues=[
        (pdf(""), Trouble.NO_TEXT),
        (pdf("secret", locked="password"), Trouble.LOCKED),
        (b"%PDF-1.7\nnothing", Trouble.DAMAGED),
    ],
)
def test_pdf_without_readable_text_says_why(body, trouble):
    taken = text_of_pdf(body)
    assert (taken.text, taken.trouble) == ("", trouble)


def test_reader_that_takes_too_much_is_stopped():
    taken = text_of_pdf(pdf("The first page."), memory=16 * 1024 * 1024)
    assert (taken.text, taken.trouble in (Trouble.STOPPED, Trouble.DAMAGED)) == ("", True)


def test_reader_that_takes_too_long_is_stopped():
    # Some ten times what can be read in the time it has.
    taken = text_of_pdf(pdf("x) Tj (y" * 1_500_000), seconds=1)
    assert (taken.text, taken.trouble) == ("", Trouble.STOPPED)


@pytest.mark.skipif(not CORPUS.exists(), reason="not beside this checkout: pdf-malformed-qpdf")
def test_malformed_pdfs_are_answered(subtests):
    for path in sorted(CORPUS.glob("*.pdf")):
        if not THOROUGH and path.name not in SAMPLE:
            continue
        with subtests.test(path.name):
            taken = text_of(path.read_bytes(), "application/pdf")
            assert bool(taken.text.strip()) == (taken.trouble in (Trouble.NONE, Trouble.CUT))
