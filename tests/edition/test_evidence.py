"""What programs found out about sources: entries of the ledger, and what readers read of them."""

import pytest

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, kept
from tests.published import catch_up
from tracker.capture.checking import check_source
from tracker.edition import records
from tracker.edition.evidence.reading import told_copies, told_marks
from tracker.edition.evidence.telling import tell_due
from tracker.edition.readers import NOW
from tracker.edition.rebuilding import differences
from tracker.ledger.auditing import Audit
from tracker.ledger.models import EVIDENCE, Entry
from tracker.words.quotes import mark_sentence

pytestmark = pytest.mark.django_db


def quoted(source, quote=PASSAGE, **given):
    """A published claim with a quote for its only point, through the desk's door."""
    citation = make.cite(make.claim().allegations.get(), source, quote=quote, **given)
    catch_up()
    return citation


def found_out(source, text=TEXT, day="2024-05-03"):
    """A copy as a worker keeps it, reads it and looks in it; told at the end."""
    copy = kept(source, text, day)
    check_source(source)
    tell_due()
    return copy


def facts():
    return Entry.objects.filter(kind=EVIDENCE).order_by("sequence")


def mark_of(citation):
    return told_marks([citation.pk]).get(citation.pk)


def on_page(citation):
    claim = records.claim(NOW, citation.allegation.claim.reference)
    return next(one for one in claim.allegations[0].citations if one.row == str(citation.pk))


@pytest.fixture
def source(db):
    return make.source()


def test_copy_and_mark_are_told_by_one_entry_and_shown_with_the_quote(source):
    citation = quoted(source)
    copy = found_out(source)
    (entry,) = facts()
    assert (entry.record, entry.shown) == (f"evidence/{source.reference}", "whole")
    mark = on_page(citation).mark
    assert mark_sentence(mark) == "Found word for word in the copy of 3 May 2024."
    assert (f"{mark.exact}.", mark.sha256) == (PASSAGE, copy.sha256)
    assert mark.before.endswith("of that spring.\n\n") and mark.after.startswith(". It asked")
    (told,) = told_copies([source.reference])[source.reference]
    assert (told.sha256, told.size, told.kind) == (copy.sha256, copy.size, "typed")
    assert not Audit().run().faults
    assert not list(differences())
