"""Copies and quotes for tests: kept, read and looked for as a worker does."""

from datetime import UTC, datetime

from tests import factories as make
from tracker.capture.checking import check_source
from tracker.capture.extracting import take_text
from tracker.capture.keeping import keep_text
from tracker.capture.models import Capture
from tracker.capture.standings import standings
from tracker.edition.evidence.marks import bare_marks
from tracker.words.quotes import mark_sentence

PASSAGE = "Party A held at least 56,000 people in Camp Blue and did not let Shaw Relief see them."
TEXT = f"A report of that spring.\n\n{PASSAGE} It asked for a reply.\n\nThe end of the report.\n"
# One letter as scanners confuse them, another one, a digit, a negation, a name changed in it.
ALTERED = {
    "letter": PASSAGE.replace("people", "peoplc"),
    "word": PASSAGE.replace("people", "peaple"),
    "number": PASSAGE.replace("56,000", "66,000"),
    "negation": PASSAGE.replace("did not let", "did let"),
    "name": PASSAGE.replace("Shaw", "Show"),
}


def kept(source, text=TEXT, day="2024-05-03", user=None, **given):
    """A copy made on a day, with its text; nothing is looked for in it yet."""
    copy = made_on(keep_text(source, text, user, "", **given), day)
    take_text(copy)
    return copy


def made_on(copy, day):
    """A copy as if it had been kept on that day."""
    copy.made_at = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    Capture._base_manager.filter(pk=copy.pk).update(made_at=copy.made_at)
    return copy


def cited(source, quote=PASSAGE, **given):
    """A quote from a source for a point of a published claim."""
    return make.cite(make.claim().allegations.get(), source, quote=quote, **given)


class Told:
    """The standing of a quote, with the sentence that both faces of the site say of it."""

    def __init__(self, citation):
        self.of = standings([citation])[citation.pk]
        self.sentence = mark_sentence(bare_marks([citation])[citation.pk])

    def __getattr__(self, name):
        return getattr(self.of, name)


def standing(citation):
    """The standing of a quote as it is stored now."""
    citation.refresh_from_db()
    return Told(citation)


def looked_for(citation):
    """The standing of a quote after its source's copies were looked through."""
    check_source(citation.source)
    return standing(citation)
