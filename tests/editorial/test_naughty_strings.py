"""Strings that break programs, through every text field of the desk and out on the pages.

The corpus is the Big List of Naughty Strings, read where it lies beside this checkout.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.validators import RegexValidator

from tests import factories as make
from tests.conftest import THOROUGH
from tests.editorial import desk
from tracker.record.fields import PartialDateField
from tracker.record.models import Party
from tracker.record.text import NOT_LINE, NOT_PROSE, LineField, ProseField

pytestmark = pytest.mark.django_db
CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/naughty-strings/blns.json"
OWN = [
    "a\u0000b",
    "one\u2028line",
    "a\u0085b",
    "</textarea><script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "{{ 7 }}{% load x %}",
    "\r\n two \r lines \n",
    "--><svg onload=alert(1)>",
    "&lt;b&gt; &amp;amp;",
    "%s %(name)s {0} {name}",
    "😀" * 40,
    "e\u0301 é",
]
# Characters of paragraphs in one field, and how often a form is sent. With few fields of one line
# that would be a hundred times: each noun goes on where the one before it stopped, so that every
# string is a line of some noun.
ROOM = 8000
MOST_TIMES = 20 if THOROUGH else 5
# A form that is refused is shown again, which costs most. Each of its fields must refuse another
# text each time, and each noun goes on where the one before it stopped, too.
MOST_REFUSALS = 20 if THOROUGH else 2
# Of the heaps of a field of one line, which a page shows one by one, every fifth.
STEP = 1 if THOROUGH else 5
if CORPUS.exists():
    STRINGS = [text for text in json.loads(CORPUS.read_text(encoding="utf-8")) if text]
else:
    STRINGS = []


@pytest.fixture
def strings():
    if not STRINGS:
        pytest.skip("the Big List of Naughty Strings is not beside this checkout")
    return [*STRINGS, *OWN]


def records():
    """One record of each noun, with rows at every level; nobody has published it."""
    dispute = make.whole_dispute(status="draft", published_at=None)
    # A second point has no field that the first has not.
    dispute["unanswered"].delete()
    make.m.PartyName.objects.create(party=dispute["party"], name="Other name")
    make.m.PlaceName.objects.create(place=dispute["place"], name="Other name")
    make.m.Membership.objects.create(member=dispute["party"], body=make.party(), office="Chair")
    dispute["violation"] = make.m.Violation.objects.first()
    dispute["stance"] = make.m.Stance.objects.first()
    dispute["correction"] = dispute["claim"].corrections.get()
    return dispute


def has_pattern(column):
    """Whether a field holds a code: a Wikidata id, a codebook's."""
    return any(isinstance(one, RegexValidator) for one in column.validators)


def text_fields(response):
    """The fields of plain text on a page of the desk: the column of each, and its row."""
    found = {}
    for form in desk.forms(response):
        for bound in form:
            columns = {field.name: field for field in form.instance._meta.concrete_fields}
            column = columns.get(bound.name)
            is_text = isinstance(column, LineField | ProseField)
            has_form = isinstance(column, PartialDateField) or (is_text and has_pattern(column))
            if is_text and not has_form:
                found[bound.html_name] = (column, form.instance)
    return found


# Written out here, for what is tested is that the forms do it: each program's line breaks, and what
# is not seen and no script needs.
BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
UNSEEN = "\u00ad\u180e\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
AT_ENDS = f"{UNSEEN}\u200c\u200d\u200e\u200f\u061c"


def stored_as(field, text):
    """What a field keeps of a text; None where it must be refused."""
    for one in BREAKS:
        text = text.replace(one, "\n")
    if isinstance(field, ProseField):
        if not field.verbatim:
            text = "".join(char for char in text if char not in UNSEEN).strip()
        return None if NOT_PROSE.search(text) else text
    text = re.sub(r"[\n\t]+", " ", text)
    while text and (text[0].isspace() or text[0] in AT_ENDS):
        text = text[1:]
    while text and (text[-1].isspace() or text[-1] in AT_ENDS):
        text = text[:-1]
    text = "".join(char for char in text if char not in UNSEEN)
    too_long = field.max_length is not None and len(text) > field.max_length
    return None if too_long or NOT_LINE.search(text) else text


def packed(texts, between, room):
    """The texts in heaps of at most `room` characters; those too long by themselves left out."""
    heap = ""
    for text in texts:
        longer = f"{heap}{between}{text}" if heap else text
        if len(longer) <= room:
            heap = longer
            continue
        if heap:
            yield heap
        heap = text if len(text) <= room else ""
    if heap:
        yield heap


def forms_filled(strings, fields, start):
    """(field → text) for each time a form is sent: as many strings in a field as it holds.

    Every string is in some field of paragraphs; of lines, as many as fit in, from `start` on.
    """
    prose = {n: f for n, (f, _row) in fields.items() if isinstance(f, ProseField)}
    lines = {n: f for n, (f, _row) in fields.items() if n not in prose}
    heaps = {n: [] for n in fields}
    for kind, between in ((prose, "\n\n"), (lines, " ")):
        if not kind:
            continue
        field = min(kind.values(), key=lambda field: field.max_length or ROOM)
        texts = [kept for text in strings if (kept := stored_as(field, text))]
        texts = texts[start % len(texts) :] + texts[: start % len(texts)]
        for place, heap in enumerate(packed(texts, between, field.max_length or ROOM)):
            heaps[list(kind)[place % len(kind)]].append(heap)
    for number in range(min(MOST_TIMES, max(map(len, heaps.values())))):
        yield {name: some[number] for name, some in heaps.items() if number < len(some)}


def forms_refused(strings, fields, start):
    """(field → text that it must refuse) for each time a form is sent; in each another text."""
    bad = {
        name: [text for text in strings if text.strip() and stored_as(field, text) is None]
        for name, (field, _row) in fields.items()
    }
    for number in range(min(MOST_REFUSALS, max(map(len, bad.values())))):
        yield {
            name: some[(start + number + place) % len(some)]
            for place, (name, some) in enumerate(bad.items())
            if some
        }


NOUNS = [
    "claim",
    "response",
    "event",
    "request",
    "dossier",
    "correction",
    "party",
    "place",
    "source",
]
CODEBOOKS = ["violation", "stance"]


def saved(client, record, data):
    response = client.post(desk.address(record), {**data, "_continue": "1"})
    assert response.status_code in (200, 302)
    return response


@pytest.mark.parametrize("noun", [*NOUNS, *CODEBOOKS])
def test_every_text_is_kept_as_typed_or_refused_with_its_field_named(
    publishers_desk, strings, noun
):
    record = records()[noun]
    page = publishers_desk.get(desk.address(record))
    data, fields = desk.fields(page), text_fields(page)
    assert fields
    data.pop("_seen", None)
    place = [*NOUNS, *CODEBOOKS].index(noun)
    for texts in forms_filled(strings, fields, start=50 * place):
        data |= {name: [text] for name, text in texts.items()}
        response = saved(publishers_desk, record, data)
        assert response.status_code == 302, desk.messages(response)
        for name, text in texts.items():
            field, row = fields[name]
            kept = type(row).objects.values_list(field.name, flat=True).get(pk=row.pk)
            assert kept == stored_as(field, text), name
    for texts in forms_refused(strings, fields, start=MOST_REFUSALS * place):
        response = saved(publishers_desk, record, data | {n: [text] for n, text in texts.items()})
        assert response.status_code == 200
        named = {form.add_prefix(name) for form in desk.forms(response) for name in form.errors}
        assert texts.keys() <= named


# --- Out on the pages -----------------------------------------------------------------------------


MARKUP = set("<>&\"'`")


class Executable(HTMLParser):
    """Collects what a browser could run, and the text of a page."""

    def __init__(self):
        super().__init__()
        self.found, self.text = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "br":
            self.text.append("\n")
        if tag in ("script", "iframe", "object", "embed", "svg", "math", "base", "style", "img"):
            self.found.append((tag, given.get("src", "")))
        for name, value in attrs:
            link = (value or "").strip().lower()
            if name.startswith("on") or (
                name in ("href", "src", "action", "formaction", "data", "srcdoc")
                and link.startswith(("javascript:", "data:text", "vbscript:"))
            ):
                self.found.append((tag, name))

    def handle_data(self, data):
        self.text.append(data)


def read(page):
    parser = Executable()
    parser.feed(page)
    return sorted(parser.found), "".join(parser.text)


@pytest.fixture
def published(db):
    return make.whole_dispute()


def fill(record, field, text):
    type(record).objects.filter(pk=record.pk).update(**{field: text})


PLACES = {
    "claim": [("claim", "lead"), ("point", "text"), ("quote", "quote")],
    "response": [("response", "summary")],
    "event": [("event", "description")],
    "request": [("request", "text")],
    "dossier": [("dossier", "summary")],
    "party": [("party", "description")],
    "place": [("place", "description")],
    "source": [("source", "authors")],
}


def heaps_for(record, field, strings):
    """The texts as a column keeps them, heaped up to what it holds; in a short one, markup only."""
    column = type(record)._meta.get_field(field)
    marked = [text for text in strings if column.max_length is None or set(text) & MARKUP]
    kept = [stored_as(column, text) for text in marked]
    return list(packed([text for text in kept if text], "\n\n", column.max_length or ROOM))


def shows(page, heap):
    """Whether every text of a heap is among the words of a page."""
    shown = " ".join(page.split())
    return all(" ".join(one.split()) in shown for one in heap.split("\n\n"))


@pytest.mark.parametrize("noun", PLACES)
def test_page_shows_every_text_and_runs_none(reader, strings, published, noun):
    point = published["claim"].allegations.first()
    published |= {"point": point, "quote": point.citations.get()}
    address = published[noun].get_absolute_url()
    before, _ = read(reader.get(address).content.decode())
    for name, field in PLACES[noun]:
        heaps = heaps_for(published[name], field, strings)
        for heap in heaps[::STEP] if len(heaps) > 5 else heaps:
            fill(published[name], field, heap)
            response = reader.get(address)
            assert response.status_code == 200
            found, text = read(response.content.decode())
            assert found == before
            assert shows(text, heap), heap


def test_page_shows_every_number_as_it_was_printed_and_runs_none(reader, strings, published):
    """One page with a figure for each heap, for a line holds little."""
    figure = published["claim"].allegations.first().figures.get()
    address = published["claim"].get_absolute_url()
    before, _ = read(reader.get(address).content.decode())
    heaps = heaps_for(figure, "as_printed", strings)
    source = figure.citations.get().source
    for heap in heaps:
        figure.pk, figure.as_printed = None, heap
        figure.save(force_insert=True)
        make.cite(figure, source)
    found, text = read(reader.get(address).content.decode())
    assert found == before
    for heap in heaps:
        assert shows(text, heap), heap


def test_titles_and_names_run_nothing_anywhere(reader, editors_desk, strings, published):
    """Titles stand in headings, tags of the head, lists, and the desk."""
    pages = ["/", "/claims/", "/parties/", "/sources/", "/dossiers/", "/places/", "/responses/"]
    pages += [published[noun].get_absolute_url() for noun in NOUNS if noun != "correction"]
    before = {page: read(reader.get(page).content.decode())[0] for page in pages}
    lines = [text for text in strings if not NOT_LINE.search(text.strip()) and "<" in text]
    for title in packed(lines, " ", Party._meta.get_field("name").max_length):
        for noun in ("claim", "response", "event", "request", "dossier", "source"):
            fill(published[noun], "title", title)
        for noun in ("party", "place"):
            fill(published[noun], "name", title)
    for page in pages:
        assert read(reader.get(page).content.decode())[0] == before[page], page
    for noun in ("claim", "party", "source"):
        listed = editors_desk.get(f"/admin/record/{noun}/").content.decode()
        # The desk's own frame, in which a script opens another form, has no address.
        own = [("iframe", "")]
        assert [one for one in read(listed)[0] if one[0] not in ("script", "img", "svg")] == own


def test_every_form_of_the_desk_with_text_is_tried():
    registered = {m._meta.model_name for m in admin.site._registry if m._meta.app_label == "record"}
    assert registered == {*NOUNS, *CODEBOOKS, "allegation", "figure"}
