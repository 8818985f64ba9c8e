"""Versions of one utterance stand together: the origin first, and in which words each differs."""

import json
import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.public.test_past_names import Days
from tests.public.test_query_growth import warmed
from tracker.record import models as m

pytestmark = pytest.mark.django_db

ARABIC = "لم نحتجز أحداً هناك"


def page(client, address):
    html = client.get(address).content.decode().split('<script type="application/ld+json">')[0]
    return " ".join(html.split())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def utterance(holder):
    """An Arabic original, an agency's translation of it, and a reprint of that which differs."""
    holder.citations.all().delete()
    agency, paper = make.party("Agency K"), make.party("Paper L")
    own = make.source("Statement in Arabic", publisher=make.party("Party D"), language="ar")
    first = make.cite(holder, own, quote=ARABIC, language="ar")
    translated = make.cite(
        holder,
        make.source("Agency text", publisher=agency),
        quote="We have never held anybody there, he said.",
        relation="quoted",
        version_of=first,
        version_kind="translation",
    )
    reprint = make.cite(
        holder,
        make.source("Paper's text", publisher=paper),
        quote="We have held nobody there.",
        relation="quoted",
        version_of=translated,
        version_kind="reprint",
    )
    return first, translated, reprint


@pytest.fixture
def claim():
    return make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))


@pytest.fixture
def point(claim):
    return claim.allegations.get()


@pytest.fixture(params=["claim", "response", "event"])
def told(request, claim, point):
    """A page that tells of an utterance, on either side or on none, and its citations."""
    if request.param == "event":
        event = make.event()
        return event, utterance(event)
    if request.param == "claim":
        return claim, utterance(point)
    response = make.response(claim)
    answer = make.answer(response, point)
    return response, utterance(answer)


def test_versions_stand_together_after_the_origin(reader, told):
    record, _rows = told
    html = page(reader, record.get_absolute_url())
    assert "2 other versions of these words" in html
    assert "These words go back to Party D, 17 April 2024, as far as we know." in words(html)
    at = [html.index(one) for one in (ARABIC, "2 other versions", "Translated text,", "Reprint,")]
    assert at == sorted(at)


def test_differing_words_are_marked_in_words_and_elements(reader, told):
    record, _rows = told
    html = page(reader, record.get_absolute_url())
    marked = html[html.index("Reprint,") :]
    assert re.search(
        r'<ins class="only"><span class="unseen"[^>]*>\[only here: </span>nobody', marked
    )
    assert "Marked where the words differ from those of Agency K." in words(marked)
    assert 'Not in this version: <del><bdi lang="en">never</bdi></del>' in marked
    translation = html[html.index("Translated text,") : html.index("Reprint,")]
    assert "<ins" not in translation


def test_each_version_has_its_own_direction(reader, told):
    record, _rows = told
    html = page(reader, f"/ar{record.get_absolute_url()}")
    assert f'<blockquote lang="ar" dir="rtl"> <p>{ARABIC}</p>' in html
    assert '<blockquote lang="en" dir="ltr"> <p>We have never held anybody there' in html
    assert '<del><bdi lang="en">never</bdi></del>' in html


def test_words_that_are_the_same_are_printed_once(reader, claim, point):
    first = point.citations.get()
    make.cite(point, version_of=first, version_kind="reprint", quote="“They did it”")
    make.cite(point, version_of=first, version_kind="reprint")
    html = page(reader, claim.get_absolute_url())
    side = html[html.index('<section class="said"') : html.index('<section class="answered"')]
    assert side.count("They did it") == 1
    assert "Word for word as" in words(side)
    assert "only punctuation, capitals or vowel signs differ" in words(side)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"version_kind": "translation", "original_language": "ar"},
            "Translated text. The original in Arabic is not quoted here.",
        ),
        (
            {"version_kind": "translation", "original_language": "und"},
            "Translated text. The original is not quoted here.",
        ),
        ({"version_kind": "agency"}, "Agency text. The original is not quoted here."),
    ],
)
def test_page_says_that_the_original_is_missing(reader, claim, point, given, sentence):
    point.citations.update(**given)
    assert sentence in words(page(reader, claim.get_absolute_url()))


def test_what_nobody_said_is_not_guessed(reader, claim, point):
    make.cite(point, make.source(derived_from=point.citations.get().source))
    html = page(reader, claim.get_absolute_url())
    assert "go back to" not in html
    assert "versions of these words" not in html


@pytest.mark.parametrize("is_confidential", [True, False])
def test_version_of_what_is_hidden_tells_nothing_of_it(reader, claim, point, is_confidential):
    first, *_others = utterance(point)
    if is_confidential:
        m.Source.objects.filter(pk=first.source_id).update(confidential=True)
    else:
        first.delete()
    html = page(reader, claim.get_absolute_url())
    assert "Translated text. The original is not quoted here." in words(html)
    assert "1 other version of these words" in html
    assert ARABIC not in html
    for hidden in ("Statement in Arabic", first.source.reference, "citation/", "withheld"):
        assert hidden not in html
    history = page(reader, f"{claim.get_absolute_url()}history/")
    assert "Statement in Arabic" not in history


def test_versions_of_one_utterance_are_one_origin(reader, claim, point):
    utterance(point)
    html = page(reader, claim.get_absolute_url())
    assert "3 sources of the claim, 1 independent origin." in html
    make.cite(point, m.Source.objects.get(title="Agency text"), quote="Another thing it found.")
    html = page(reader, claim.get_absolute_url())
    assert "3 sources of the claim, 2 independent origins." in html


def test_reporters_of_versions_are_not_called_independent(reader, claim, point):
    utterance(point)
    address = reverse("claim_reporters", args=[claim.reference])
    assert "versions of the same words" in page(reader, address)


def test_source_page_names_the_other_versions(reader, point):
    first, translated, _reprint = utterance(point)
    html = page(reader, translated.source.get_absolute_url())
    told = words(html[html.index("Other versions of these words:") :])
    assert "The words as quoted, Arabic, Statement in Arabic, Party D, 17 April 2024" in told
    assert "Reprint, English, Paper's text" in told.replace("&#39;", "'")
    assert "We have held nobody there" not in html
    assert "Original reporting" not in html
    assert "Original reporting" in page(reader, first.source.get_absolute_url())


def test_files_say_what_is_a_version_of_what(reader, claim, point):
    first, translated, _reprint = utterance(point)
    file = b"".join(reader.get(f"{reverse('claims')}?format=json"))
    quotes = json.loads(file)["allegations"][0]["quotes"]
    assert [(one["version_of"], one["version_kind"]) for one in quotes] == [
        ("", ""),
        (first.source.reference, "translation"),
        (translated.source.reference, "reprint"),
    ]


def test_more_versions_ask_the_database_for_nothing_more(reader, claim, point):
    first, *_others = utterance(point)
    addresses = [claim.get_absolute_url(), first.source.get_absolute_url()]
    before = [len(warmed(reader, one)) for one in addresses]
    small = len(reader.get(addresses[0]).content)
    for number in range(10):
        quote = f"We have held {number} people there."
        make.cite(point, quote=quote, version_of=first, version_kind="translation")
    assert [len(warmed(reader, one)) for one in addresses] == before
    assert len(reader.get(addresses[0]).content) - small < 10 * 4_000


def test_many_versions_are_named_and_few_printed(reader, claim, point):
    first, *_others = utterance(point)
    for number in range(20):
        quote = f"We have held {number} people there."
        make.cite(point, quote=quote, version_of=first, version_kind="translation")
    html = page(reader, claim.get_absolute_url())
    assert "22 other versions of these words" in html
    assert html.count("people there") == 12


def test_earlier_page_tells_of_no_version_before_it_was_known(reader, claim, point):
    days = Days()
    with days.next():
        first, translated, _reprint = utterance(point)
        m.Citation.objects.filter(version_of__isnull=False).update(version_of=None)
        make.ledger()
    with days.next():
        m.Citation.objects.filter(pk=translated.pk).update(version_of=first)
        claim.refresh_from_db()
        make.edited(claim, reason="The agency's text is a translation.")
        now = page(reader, claim.get_absolute_url())
        then = page(reader, f"{claim.get_absolute_url()}{days.of(1)}")
        history = words(page(reader, f"{claim.get_absolute_url()}history/"))
    assert "1 other version of these words" in now
    assert "other version of these words" not in then
    assert "ersion of" in history
