"""The page of a kept text: read, searched, and cited from by selecting or pasting."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, kept, standing
from tests.conftest import staff
from tests.editorial import desk
from tracker.capture import storage
from tracker.capture.models import Capture, CopyText
from tracker.capture.quotes.finding import Place, find
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import Words
from tracker.editorial.reading.blocks import MOST_BLOCKS, MOST_OF_PART, blocks_of, part_with
from tracker.editorial.reading.languages import language_of
from tracker.editorial.reading.passages import Passage, as_quoted, passage_at
from tracker.editorial.reading.texts import Reading
from tracker.ledger.models import Entry
from tracker.record.models import Allegation, Answer, Citation, Claim, Source

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
ARABIC = (
    "بيان من مجلس المدينة.\n\nقالت هيئة الإغاثة إنّ القوات احتجزت خمسين شخصاً في المخيم الأزرق.\n"
)
# Start and end of a passage as no page of ours sends them.
WRONG = (
    (None, None),
    ("", "9"),
    ("0", ""),
    ("9", "0"),
    ("-1", "7"),
    ("7", "-1"),
    ("0", "99999999"),
    ("99999999", "99999999"),
    ("0", "9" * 30),
    ("²", "9"),
    ("0x1", "1e3"),
    ("27", "39"),
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source()


@pytest.fixture
def claim(db):
    return make.claim(allegations=2, **DRAFT)


def page(source, name="text"):
    return reverse(f"admin:record_source_{name}", args=[source.pk])


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def text_of(source):
    return CopyText.objects.filter(capture__source=source).newest_first().first()


def take_in_hand(client, source, record):
    sent = client.post(page(source, "in_hand"), {"reference": record.reference})
    assert sent.status_code == 302
    return sent


def targets(client, source):
    """What the page offers to cite for, by label."""
    return {one.label: one.value for one in client.get(page(source)).context["targets"]}


def selected(source, words=PASSAGE, text=TEXT, **more):
    """What the bar sends of words that were selected at their first place."""
    start = text.index(words)
    sent = {"text": text_of(source).pk, "start": start, "end": start + len(words), "words": words}
    return {name: value for name, value in {**sent, **more}.items() if value is not None}


def cite(client, source, record, label="Point 1", **more):
    """Select a passage and cite it for what begins with a label."""
    take_in_hand(client, source, record)
    value = next(value for known, value in targets(client, source).items() if label in known)
    data = {"record": record.reference, "target": value, **selected(source, **more)}
    return client.post(page(source, "cite"), data)


def added(record):
    return Citation.objects.filter(source__title="Source 1").order_by("-pk").first()


# --- Reading --------------------------------------------------------------------------------------


def test_text_is_shown_with_its_copy_in_its_own_language(editors_desk, editor, source):
    Source.objects.filter(pk=source.pk).update(language="ar")
    old = kept(source, TEXT, "2024-05-03")
    new = kept(source, ARABIC, "2024-06-01", editor)
    words = html(editors_desk.get(page(source)))
    assert 'lang="ar"' in words and "المخيم الأزرق" in words and PASSAGE not in words
    assert new.sha256[:12] in words and "1 June 2024" in words and "Text typed in by edith" in words
    assert PASSAGE in html(editors_desk.get(page(source), {"copy": old.pk}))
    assert page(source) in html(editors_desk.get(desk.address(source)))
    assert f"{page(source)}?copy={old.pk}" in html(editors_desk.get(page(source, "copies")))


def test_source_without_a_readable_text_says_so(editors_desk, source):
    assert "No text of this source is kept yet" in html(editors_desk.get(page(source)))
    kept(source)
    storage.path_of(text_of(source).text_sha256).unlink()
    assert "damaged or missing" in html(editors_desk.get(page(source)))
    assert editors_desk.get(page(source, "cite"), {"text": text_of(source).pk}).status_code == 302


def test_search_finds_other_spellings_and_steps_through_places(editors_desk, source):
    filler = "\n\n".join(f"Nothing of it is in paragraph {n}." for n in range(800))
    kept(source, f"{ARABIC}\n\n{filler}\n\nفي المخيّمِ الازرق\n")
    first = editors_desk.get(page(source), {"q": "المخيم الازرق"})
    words = html(first)
    assert "Place 1 of 2." in words and '<mark class="hit wanted" id="wanted">' in words
    assert first.context["part"].number == 1
    last = editors_desk.get(page(source), {"q": "المخيم الازرق", "hit": "2"})
    assert last.context["part"].number == last.context["part"].total > 1
    assert re.search(r'<mark class="hit wanted" id="wanted">المخيّمِ الازرق</mark>', html(last))
    assert "not in the text" in html(editors_desk.get(page(source), {"q": "الازرق المخيم"}))


def test_cited_passages_are_marked_and_overlap(editors_desk, source, claim):
    point, other = claim.allegations.order_by("number")
    response = make.response(make.claim())
    for target, quote in (
        (point, "at least 56,000 people in Camp Blue"),
        (other, "Camp Blue and did not let Shaw Relief"),
        (response, "It asked for a reply."),
        (claim, "Words that nobody said there."),
    ):
        make.cite(target, source, quote=quote)
    kept(source)
    words = html(editors_desk.get(page(source)))
    assert "3 passages are marked" in words
    assert re.findall(r'<mark class="cited">(.*?)</mark>', words) == [
        "at least 56,000 people in ",
        "Camp Blue",
        " and did not let Shaw Relief",
        "It asked for a reply",
    ]
    names = re.findall(r'class="cited-in" id="[^"]*" href="([^"]*)"[^>]*><bdi>(.*?)</bdi>', words)
    assert names == [
        (desk.address(claim), f"{claim.reference}, point 1"),
        (desk.address(claim), f"{claim.reference}, point 2"),
        (desk.address(response), response.reference),
    ]
    absent = words[words.index("Not found in this copy") :]
    assert "Words that nobody said there." in absent and claim.reference in absent


def test_records_that_one_may_not_see_are_not_named(source, claim):
    make.cite(claim.allegations.first(), source, quote=PASSAGE)
    kept(source)
    user = User.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(user)
    words = html(client.get(page(source)))
    assert PASSAGE in words and claim.reference not in words and "cite_bar" not in words


class _Words(HTMLParser):
    """The words of each paragraph of a page by where it says that they begin, and its tags."""

    def __init__(self):
        super().__init__()
        self.blocks, self.now, self.tags, self.is_name = {}, None, [], False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "data-start" in given:
            self.now = int(given["data-start"])
            self.blocks[self.now] = ""
        elif self.now is not None:
            self.tags.append(tag)
            self.is_name |= given.get("class") == "cited-in"

    def handle_endtag(self, tag):
        if tag == "p":
            self.now = None
        elif tag == "a":
            self.is_name = False

    def handle_data(self, data):
        if self.now is not None and not self.is_name:
            self.blocks[self.now] += data


NAUGHTY = (
    '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(1)>\n\n'
    "\u202ereversed\u202c \u2066isolated\u2069 {{ tag }} %(name)s "
    "\U0001f469\u200d\U0001f4bb words\n"
)


def test_naughty_text_is_inert_and_stands_character_for_character(editors_desk, source, claim):
    make.cite(claim, source, quote="reversed isolated")
    kept(source, NAUGHTY)
    words = html(editors_desk.get(page(source), {"q": "quotes"}))
    found = _Words()
    found.feed(words)
    assert {*found.tags} == {"mark", "a", "bdi"}
    shown = NAUGHTY.translate(dict.fromkeys(map(ord, "\u202e\u202c\u2066\u2069"), "◇"))
    for start, block in found.blocks.items():
        assert shown[start : start + len(block)] == block
    assert "turns the direction" in words and not re.search("[\u202a-\u202e\u2066-\u2069]", words)


@pytest.mark.parametrize(
    "text",
    ["A sentence of some ordinary words. " * 57_000, "'\n\n" * 60_000, "x" * 2_000_000],
    ids=["a line", "signs", "a word"],
)
def test_long_texts_stay_under_300_kb_a_page(editors_desk, source, claim, text):
    make.cite(claim, source, quote="words A sentence")
    kept(source, text)
    take_in_hand(editors_desk, source, claim)
    for query in ({"part": "77"}, {"q": "sentence of", "hit": "1500"}):
        answer = editors_desk.get(page(source), query)
        assert len(answer.content) < 300_000
        assert answer.context["part"].blocks


@given(st.text("ab \n\t.ש", max_size=300), st.sets(st.integers(1, 299)))
def test_every_word_is_in_one_paragraph_alone(text, pages):
    starts = sorted(one for one in pages if one < len(text))
    blocks = list(blocks_of(text, [0, *starts]))
    assert "".join("".join(text[a:b].split()) for a, b, *_ in blocks) == "".join(text.split())
    assert all(one.start < one.end for one in blocks)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    for block in blocks:
        assert block in part_with(text, [0, *starts], at=block.start).blocks


def test_parts_are_bounded_and_hold_what_is_asked_for():
    text = "\n\n".join(f"Paragraph {n} of a long text." for n in range(5_000))
    at = text.index("Paragraph 4000 ")
    part = part_with(text, [], at=at)
    assert part.blocks[0].start <= at < part.blocks[-1].end
    assert len(part.blocks) <= MOST_BLOCKS
    assert part.blocks[-1].end - part.blocks[0].start < 2 * MOST_OF_PART
    assert part_with(text, [], number=part.number).blocks == part.blocks
    assert part_with(text, [], number=10_000).number == part.total


def test_ten_more_citations_cost_no_more_statements(editors_desk, source, claim):
    kept(source)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            html(editors_desk.get(page(source)))
        return len(asked)

    response = make.response(claim)
    for target in (claim.allegations.first(), response, make.figure(claim.allegations.last())):
        make.cite(target, source, quote=PASSAGE)
    make.cite(make.answer(response, claim.allegations.first()), source, quote="Words")
    cite(editors_desk, source, claim)
    few = statements()
    for number in range(3, 8):
        point = make.allegation(claim, number)
        answer = make.answer(response, point)
        make.cite(make.figure(point), source, quote=PASSAGE)
        make.cite(make.figure(answer), source, quote=f"Words {number}")
    assert statements() == few


# --- Citing ---------------------------------------------------------------------------------------


@pytest.mark.database
def test_selected_passage_becomes_a_citation(editors_desk, source, claim):
    kept(source)
    answer = cite(editors_desk, source, claim, relation="quoted")
    row = claim.allegations.get(number=1).citations.get(source=source)
    assert answer.status_code == 302 and f"citation={row.pk}#wanted" in answer["Location"]
    assert (row.quote, row.relation, row.language) == (PASSAGE, "quoted", "en")
    assert row.locator == "paragraph 2"
    assert row.prefix.endswith("spring. ") and row.suffix.startswith(" It asked")
    assert standing(row).state == State.WORD_FOR_WORD
    words = html(editors_desk.get(answer["Location"]))
    assert f"Cited for {claim.reference}, point 1. Found word for word" in words
    assert '<mark class="cited wanted" id="wanted">' in words
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.record, entry.action) == (claim.reference, Entry.Action.CHANGED)
    revision = claim.revision
    claim.refresh_from_db()
    assert claim.revision == revision + 1


def test_wrong_offsets_and_altered_words_are_refused(editors_desk, source, claim):
    kept(source)
    take_in_hand(editors_desk, source, claim)
    target = next(iter(targets(editors_desk, source).values()))
    good = selected(source, target=target)
    wrong = [{**good, "start": start, "end": end} for start, end in WRONG]
    altered = (PASSAGE.replace("56,000", "66,000"), "", None, "  ", "\x00", PASSAGE * 2)
    wrong += [{**good, "words": words} for words in altered]
    for data in wrong:
        sent = {name: value for name, value in data.items() if value is not None}
        told = editors_desk.post(page(source, "cite"), sent)
        # Without a place the words are looked for, and what comes of it is shown first.
        assert (
            "Nothing was cited" in html(told)
            or "No words" in html(told)
            or "did not say" in (html(told))
            or ("start" not in sent and not told.context["form"].is_bound)
        )
    assert not Citation.objects.filter(source=source).exists()


def test_text_of_another_source_is_not_cited(editors_desk, source, claim):
    other = make.source()
    kept(source)
    kept(other)
    take_in_hand(editors_desk, source, claim)
    data = {**selected(other), "target": next(iter(targets(editors_desk, source).values()))}
    for key in (text_of(other).pk, "x", "", "9" * 30):
        assert editors_desk.post(page(source, "cite"), {**data, "text": key}).status_code == 302
    assert not Citation.objects.filter(source__in=[source, other]).exists()


def test_pasted_words_are_found_or_it_says_why_not(editors_desk, source, claim):
    kept(source, f"{TEXT}\n\nOnce more: {PASSAGE}\n")
    take_in_hand(editors_desk, source, claim)

    def paste(words):
        data = {"text": text_of(source).pk, "words": words}
        return editors_desk.post(page(source, "cite"), data)

    step = paste("  It asked\nfor a reply ")
    assert "<mark>It asked for a reply</mark>" in html(step) and "Cite it" in html(step)
    several = html(paste(PASSAGE))
    assert "stands at 2 places" in several and several.count("Cite this one") == 2
    altered = html(paste(PASSAGE.replace("56,000", "66,000")))
    assert "not in the text" in altered and "closest passage" in altered
    assert "66,000" in altered, "what was pasted is not lost"
    assert "The text has it with differences" in html(paste(PASSAGE.replace("people", "peoplc")))
    assert "Paste the words" in html(paste("\n"))
    assert "longer than" in html(paste("a word " * 2_000))
    assert not Citation.objects.filter(source=source).exists()


def test_step_saves_all_that_is_typed_and_loses_nothing(editors_desk, source, claim):
    Source.objects.filter(pk=source.pk).update(language="ar")
    kept(source, ARABIC)
    words = "القوات احتجزت خمسين شخصاً"
    typed = {
        "look": "1",
        "relation": "paraphrased",
    }
    step = cite(editors_desk, source, claim, "Point 2", words=words, text=ARABIC, **typed)
    form = step.context["form"]
    assert form.initial["relation"] == "paraphrased" and not form.is_bound
    data = desk.fields(step)
    assert data["language"] == ["ar"] and data["locator"] == ["paragraph 2"]
    data |= {"translation": ["The forces held fifty persons."], "translator": ["x" * 201]}
    back = editors_desk.post(page(source, "cite"), data)
    assert "at most 200 characters" in html(back) and "The forces held fifty" in html(back)
    data |= {"translator": ["The desk"], "why": ["Read once more."]}
    assert editors_desk.post(page(source, "cite"), data).status_code == 302
    row = claim.allegations.get(number=2).citations.get(source=source)
    assert (row.quote, row.translator, row.relation) == (words, "The desk", "paraphrased")
    history = reverse("admin:record_claim_history", args=[claim.pk])
    assert "Read once more." in html(editors_desk.get(history))
    again = cite(editors_desk, source, claim, words="المخيم الأزرق", text=ARABIC, look="1")
    assert again.context["form"].initial["translator"] == "The desk"
    editors_desk.post(page(source, "cite"), desk.fields(again) | {"translation": [""]})
    assert Citation.objects.get(quote="المخيم الأزرق").translator == ""


def test_passage_becomes_a_new_point(editors_desk, source, claim):
    kept(source)
    step = cite(editors_desk, source, claim, "A new point")
    assert step.status_code == 200 and PASSAGE in html(step)
    data = desk.fields(step)
    empty = editors_desk.post(page(source, "cite"), {**data, "point_text": [" "]})
    assert "who says what of whom" in html(empty)
    said = "Party A says that Party B held people."
    sent = editors_desk.post(page(source, "cite"), {**data, "point_text": [said]})
    assert sent.status_code == 302
    point = claim.allegations.get(number=3)
    assert (point.text, point.citations.get().quote) == (said, PASSAGE)


def test_passage_becomes_a_new_answer(editors_desk, source):
    claim = make.claim()
    response = make.response(claim, **DRAFT)
    kept(source)
    take_in_hand(editors_desk, source, response)
    label = f"A new answer to {claim.reference}, point 1"
    step = cite(editors_desk, source, response, label, look="1")
    stance = step.context["form"].fields["stances"].queryset.first()
    data = {**desk.fields(step), "stances": [str(stance.pk)]}
    assert editors_desk.post(page(source, "cite"), data).status_code == 302
    answer = Answer.objects.get(response=response)
    assert answer.citations.get().quote == PASSAGE
    assert [*answer.stances.all()] == [stance]
    twice = editors_desk.post(page(source, "cite"), data)
    assert "not there any more" in html(twice) and Answer.objects.count() == 1


@pytest.mark.database
def test_change_of_a_published_claim_waits(editors_desk, source, client):
    claim = make.claim()
    make.ledger()
    kept(source)
    sent = cite(editors_desk, source, claim)
    assert "Readers go on seeing" in html(editors_desk.get(sent["Location"]))
    assert Citation.objects.filter(source=source).exists()
    last = Entry.objects.filter(record=claim.reference).order_by("-sequence").first()
    assert last.shown == Entry.Shown.WAITS


def test_withdrawn_claim_is_not_cited_for_by_an_editor(editors_desk, source, claim):
    kept(source)
    take_in_hand(editors_desk, source, claim)
    value = targets(editors_desk, source)
    now = {"status": "withdrawn", "withdrawn_at": claim.created_at, "withdrawn_reason": "Wrong."}
    Claim.objects.filter(pk=claim.pk).update(published_at=claim.created_at, **now)
    assert "may not change it now" in html(editors_desk.get(page(source)))
    data = selected(source, record=claim.reference, target=next(iter(value.values())))
    assert "may not change it now" in html(editors_desk.post(page(source, "cite"), data))
    assert not Citation.objects.filter(source=source).exists()


# --- Taking back ----------------------------------------------------------------------------------


def take_back(client, source, row):
    sent = client.post(page(source, "take_back"), {"citation": row.pk})
    assert sent.status_code == 302
    return html(client.get(sent["Location"]))


def test_citation_just_made_is_taken_back(editors_desk, source, claim):
    kept(source)
    cite(editors_desk, source, claim)
    row = Citation.objects.get(source=source)
    assert "Take it back" in html(editors_desk.get(page(source)))
    stranger = Client()
    stranger.force_login(staff("oscar", "editor"))
    assert "Only what you cited" in take_back(stranger, source, row)
    entries = Entry.objects.count()
    assert "Taken back" in take_back(editors_desk, source, row)
    assert not Citation.objects.filter(source=source).exists()
    assert Entry.objects.count() == entries + 1
    assert "Only what you cited" in take_back(editors_desk, source, row)


def test_new_point_goes_with_what_it_was_made_for(editors_desk, source, claim):
    kept(source)
    cite(editors_desk, source, claim, "A new point", point_text="Party A says so.")
    row = Citation.objects.get(source=source)
    assert "Taken back" in take_back(editors_desk, source, row)
    assert claim.allegations.count() == 2


@pytest.mark.parametrize("how", ["reworded", "point", "figure", "answered", "gone"])
def test_what_was_changed_since_is_not_taken_back(editors_desk, editor, source, claim, how):
    kept(source)
    cite(editors_desk, source, claim, "A new point", point_text="Party A says so.")
    row = Citation.objects.get(source=source)
    point = row.allegation
    if how == "reworded":
        desk.wait(row, editor, translation="Other words")
    elif how == "point":
        desk.wait(point, editor, text="Party A says something else.")
    elif how == "figure":
        make.figure(point)
    elif how == "answered":
        make.answer(make.response(claim), point)
    else:
        point.delete()
    told = take_back(editors_desk, source, row)
    assert "changed it since" in told or "not there any more" in told
    assert Allegation.objects.filter(pk=point.pk).exists() == (how != "gone")


# --- Several people, and who may ------------------------------------------------------------------


def test_two_editors_at_one_claim_lose_nothing(editors_desk, source):
    kept(source)
    claim = make.claim(**DRAFT)
    oscar = Client()
    oscar.force_login(staff("oscar", "editor"))
    point = claim.allegations.get(number=1)
    opened = desk.open_form(oscar, point)
    for client in (editors_desk, oscar):
        assert cite(client, source, claim).status_code == 302
    rows = point.citations.filter(source=source).order_by("position")
    assert len({row.position for row in rows}) == 2
    text = desk.row_of(opened, point) + "-text"
    told = desk.save(oscar, point, {**opened, text: ["Party A says something else."]})
    assert "nothing is lost" in desk.messages(told)


def test_point_that_was_reworded_meanwhile_is_asked_about(editors_desk, editor, source, claim):
    kept(source)
    take_in_hand(editors_desk, source, claim)
    value = next(iter(targets(editors_desk, source).values()))
    point = claim.allegations.get(number=1)
    desk.wait(point, editor, text="Party A says something else.")
    data = selected(source, record=claim.reference, target=value)
    told = html(editors_desk.post(page(source, "cite"), data))
    assert "changed it meanwhile" in told and "says something else" in told
    make.allegation(claim, 3).delete()
    gone = html(editors_desk.post(page(source, "cite"), {**data, "target": "allegation-99.0"}))
    assert "not there any more" in gone
    assert not Citation.objects.filter(source=source).exists()


def test_several_records_are_served_from_one_source(editors_desk, source, claim):
    event = make.event(**DRAFT)
    kept(source)
    make.index()
    found = editors_desk.get(page(source), {"record": "Party A alleges"})
    assert claim in found.context["found"]
    for record in (claim, event):
        take_in_hand(editors_desk, source, record)
    answer = editors_desk.get(page(source))
    assert answer.context["in_hand"] == event and answer.context["in_hand_before"] == [claim]
    assert cite(editors_desk, source, event, "The whole event").status_code == 302
    assert event.citations.get(source=source).quote == PASSAGE
    # The passage waits for the record that is chosen for it.
    sent = {**selected(source, words="It asked for a reply."), "reference": claim.reference}
    step = editors_desk.post(page(source, "in_hand"), sent)
    assert "It asked for a reply." in html(editors_desk.get(step["Location"]))
    nobody = editors_desk.post(page(source, "in_hand"), {"reference": "C-1999-0001"}, follow=True)
    assert "No such record" in html(nobody)


def test_new_claim_begun_from_a_source_cites_it(editors_desk, source):
    kept(source)
    address = f"{desk.add_address(Claim)}?source={source.pk}"
    assert address in html(editors_desk.get(page(source)))
    data = desk.fields(editors_desk.get(address))
    data |= {"title": ["Party A alleges a thing"], "made_on": ["2024-04-17"], "_save": ["1"]}
    sent = editors_desk.post(address, data)
    assert sent.status_code == 302 and sent["Location"] == page(source)
    made = Claim.objects.get()
    assert made.citations.get().source == source
    assert editors_desk.get(page(source)).context["in_hand"] == made


def test_who_may_not_see_sources_reads_none_of_their_texts(source, claim):
    kept(source)
    user = User.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_claim"))
    client = Client()
    client.force_login(user)
    for name in ("text", "cite"):
        assert client.get(page(source, name), selected(source)).status_code == 403
    for name in ("cite", "in_hand", "take_back"):
        assert client.post(page(source, name), selected(source)).status_code == 403
    stranger = Client()
    assert stranger.get(page(source)).status_code == 302
    assert Client().post(page(source, "in_hand")).status_code == 302


def test_confidential_source_is_cited_and_said_to_be_so(editors_desk, source, claim, client):
    Source.objects.filter(pk=source.pk).update(confidential=True)
    kept(source)
    assert "readers see no quote from it" in html(editors_desk.get(page(source)))
    assert cite(editors_desk, source, claim).status_code == 302
    Claim.objects.filter(pk=claim.pk).update(status="published", published_at=claim.created_at)
    shown = client.get(reverse("claim", args=[claim.reference])).content.decode()
    assert claim.reference in shown and "Camp Blue" not in shown and source.title not in shown


def test_session_that_ended_loses_nothing_typed(editors_desk, editor, source, claim):
    kept(source)
    step = cite(editors_desk, source, claim, look="1")
    data = {**desk.fields(step), "translation": ["Some words"]}
    editors_desk.session.flush()
    sent = editors_desk.post(page(source, "cite"), data)
    assert sent.status_code == 302 and "login" in sent["Location"]
    editors_desk.force_login(editor)
    kept_at = re.search(r"_kept%3D([\w-]+)", sent["Location"])[1]
    back = html(editors_desk.get(page(source, "cite"), {"_kept": kept_at}))
    assert "Some words" in back and "Your session had ended" in back
    assert not Citation.objects.filter(source=source).exists()


# --- Passages -------------------------------------------------------------------------------------


def reading_of(text, pages=(), language="en"):
    return Reading(Source(language=language), CopyText(pages=list(pages), length=len(text)), text)


def test_words_around_choose_among_equal_passages():
    text = "".join(f"In camp {n} they say that nobody was held. " for n in range(40))
    reading = reading_of(text)
    for at in (m.start() for m in re.finditer("they say that nobody was held", text)):
        passage = Passage(reading, Place(at, at + 29))
        prefix, suffix = passage.prefix_and_suffix()
        found = find(passage.quote, Words(text), prefix, suffix)
        assert found.place == passage.place


@pytest.mark.parametrize(
    ("stored", "quoted"),
    [
        ("held at\nleast fifty", "held at least fifty"),
        ("a well-\nknown camp", "a well-known camp"),
        ("unter\u00ad\nschrieben", "unterschrieben"),
        ("one paragraph. \n\n another", "one paragraph.\n\nanother"),
    ],
)
def test_quote_has_no_line_ends_of_a_page_and_is_found_word_for_word(stored, quoted):
    assert as_quoted(stored) == quoted
    assert find(quoted, Words(f"Before it {stored} after it")).state == State.WORD_FOR_WORD


@pytest.mark.parametrize(
    ("words", "passage"),
    [("eld at lea", "held at least"), (" at least ", "at least"), ("صابات في", "وصابات في")],
)
def test_passage_is_of_whole_words(words, passage):
    text = "They held at least fifty وصابات في المدينة"
    start = text.index(words)
    found = passage_at(reading_of(text), str(start), str(start + len(words)), words)
    # An “and” that is written as one with its word may stay outside.
    assert found.as_stored == (words if words[0] == "ص" else passage)


def test_pages_are_the_place_of_a_passage():
    text = "First page.\nSecond page, which goes on\nto the third.\n"
    pages = [0, 12, 39]
    reading = reading_of(text, pages)
    assert Passage(reading, Place(12, 23)).locator == "p. 2"
    assert Passage(reading, Place(24, 48)).locator == "pp. 2–3"
    assert [block.page for block in blocks_of(text, pages)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("words", "of_source", "language"),
    [
        ("They said so.", "en", "en"),
        ("Wan got ku ew ne li wir bûn.", "kmr", "kmr"),
        ("قالت الهيئة", "en", "ar"),
        ("گفتند که چنین است", "en", "fa"),
        ("ئەوان وتیان کە لەوێ نەبوون", "en", "ckb"),
        ("گفتند", "ckb", "ckb"),
        ("They said so.", "ar", "en"),
        ("1990", "ar", "ar"),
    ],
)
def test_language_is_that_of_the_letters(words, of_source, language):
    assert language_of(words, of_source) == language


def test_captures_are_not_changed_by_reading(editors_desk, source, claim):
    kept(source)
    before = [*Capture.objects.values()]
    cite(editors_desk, source, claim)
    html(editors_desk.get(page(source)))
    assert [*Capture.objects.values()] == before
