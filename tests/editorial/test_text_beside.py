"""The text of a source beside an outline, as a browser without scripts has it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, kept
from tests.editorial import desk
from tests.editorial.test_outline import IN_PLACE, at, outline
from tests.editorial.test_reading_a_copy import page, selected
from tracker.editorial.alike.fingerprints import rebuild_fingerprints
from tracker.editorial.reading.targets import targets_of
from tracker.record.models import Citation

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    row = make.source(title="A report of Party C")
    kept(row)
    return row


@pytest.fixture
def claim(db, source):
    row = make.claim(allegations=2, **DRAFT)
    make.cite(row.allegations.get(number=1), source, quote="It asked for a reply.")
    make.ledger()
    make.index()
    return row


def beside(client, record, query="", **how):
    return client.get(f"{at(record, page='beside')}{query}", **how)


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def cite(client, source, record, number, **how):
    target = targets_of(record)[number].value
    data = {"record": record.reference, "target": target, "relation": "quoted", "back": "outline"}
    return client.post(page(source, "cite"), {**data, **selected(source), "save": "1"}, **how)


def test_text_that_is_chosen_once_stays_beside_the_outline_and_each_open_row(
    editors_desk, claim, source
):
    first = html(outline(editors_desk, claim))
    assert PASSAGE not in first and f'value="{source.pk}">A report' in first
    sent = beside(editors_desk, claim, f"?source={source.pk}")
    assert sent["Location"] == f"{at(claim, page='outline')}#beside"
    point = claim.allegations.get(number=2)
    for response in (
        outline(editors_desk, claim),
        editors_desk.get(at(claim, "allegations", point.pk)),
    ):
        words = html(response)
        # The one that is cited already is marked.
        assert "Camp Blue" in words and 'class="cited-in"' in words
    # Another record has its own.
    other = make.claim(**DRAFT)
    assert "Camp Blue" not in html(outline(editors_desk, other))
    beside(editors_desk, claim, "?source=")
    assert "Camp Blue" not in html(outline(editors_desk, claim))


def test_text_read_with_the_record_in_hand_lies_beside_it(editors_desk, claim, source):
    editors_desk.post(page(source, "in_hand"), {"reference": claim.reference})
    assert "Camp Blue" in html(outline(editors_desk, claim))


def test_text_is_searched_and_turned_in_place_and_as_a_page(editors_desk, claim, source):
    beside(editors_desk, claim, f"?source={source.pk}")
    part = beside(editors_desk, claim, "?q=camp+blue", headers=IN_PLACE)
    assert part["X-In-Place"] == "1"
    words = html(part)
    assert words.startswith('<section id="beside"') and 'id="wanted"' in words
    links = re.findall(r'href="([^"]*\?copy=[^"]*)"', words)
    assert all(one.startswith(at(claim, page="beside")) for one in links)
    sent = beside(editors_desk, claim, "?q=camp+blue&hit=1")
    assert sent["Location"] == f"{at(claim, page='outline')}?q=camp+blue&hit=1#wanted"
    assert 'id="wanted"' in html(editors_desk.get(sent["Location"].partition("#")[0]))


def test_source_that_is_not_cited_yet_is_found_by_its_words(editors_desk, claim):
    other = make.source(title="Minutes of Town Two")
    without = make.source(title="Minutes without a text")
    kept(other, "Another text that is kept.")
    make.index()
    words = html(beside(editors_desk, claim, "?find=minutes", headers=IN_PLACE))
    assert f'value="{other.pk}"' in words and f'value="{without.pk}"' not in words
    none = html(beside(editors_desk, claim, "?find=nowhere", headers=IN_PLACE))
    assert "No source with a kept text has these words." in none


def test_passage_is_cited_for_the_point_in_place(editors_desk, claim, source):
    beside(editors_desk, claim, f"?source={source.pk}")
    response = cite(editors_desk, source, claim, 1, headers=IN_PLACE)
    words, point = html(response), claim.allegations.get(number=2)
    assert response["X-In-Place"] == "1"
    assert f'<li id="allegations-{point.pk}"' in words and "Cited for" in words
    # What can be cited for goes along: it is known by what it said.
    assert targets_of(claim)[1].value in words
    row = point.citations.get(source=source)
    assert row.quote == PASSAGE
    back = editors_desk.post(page(source, "take_back"), {"citation": row.pk, "back": "outline"})
    assert back["Location"].startswith(at(claim, page="outline"))
    assert not Citation.objects.filter(pk=row.pk).exists()


def test_passage_is_cited_without_scripts_and_leads_back_to_the_outline(
    editors_desk, claim, source
):
    beside(editors_desk, claim, f"?source={source.pk}")
    pasted = {"text": selected(source)["text"], "words": PASSAGE, "back": "outline"}
    step = html(editors_desk.post(page(source, "cite"), {**pasted, "record": claim.reference}))
    assert '<input type="hidden" name="back" value="outline">' in step
    assert f'href="{at(claim, page="outline")}?' in step
    sent = cite(editors_desk, source, claim, 0)
    assert sent["Location"].startswith(f"{at(claim, page='outline')}?copy=")
    assert sent["Location"].endswith("#wanted")
    assert "Cited for" in html(editors_desk.get(sent["Location"].partition("#")[0]))


def test_answer_made_for_a_passage_takes_the_line_of_its_point(editors_desk, claim, source):
    response = make.response(claim, **DRAFT)
    make.ledger()
    beside(editors_desk, response, f"?source={source.pk}")
    point = claim.allegations.get(number=1)
    number = next(n for n, one in enumerate(targets_of(response)) if one.row == point)
    words = html(cite(editors_desk, source, response, number, headers=IN_PLACE))
    answer = response.answers.get()
    assert f"answers-on-{point.pk}" in words and f'<li id="answers-{answer.pk}"' in words


def test_nobody_reads_beside_a_record_what_they_may_not_read(client, editor, claim, source):
    client.force_login(editor)
    beside(client, claim, f"?source={source.pk}")
    editor.groups.clear()
    for name in ("view_claim", "change_claim"):
        editor.user_permissions.add(Permission.objects.get(codename=name))
    assert "Camp Blue" not in html(outline(client, claim))
    assert html(beside(client, claim, f"?source={source.pk}", headers=IN_PLACE)) == ""
    client.logout()
    assert beside(client, claim).status_code == 302


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 30, "²"])
def test_source_that_is_none_lays_nothing_beside(editors_desk, claim, source, key):
    beside(editors_desk, claim, f"?source={source.pk}")
    assert beside(editors_desk, claim, f"?source={key}").status_code == 302
    assert "Camp Blue" not in html(outline(editors_desk, claim))


def test_outline_with_a_text_asks_no_more_for_more_points_and_citations(
    editors_desk, claim, source
):
    def asked():
        outline(editors_desk, claim)
        with CaptureQueriesContext(connection) as queries:
            outline(editors_desk, claim)
        return len(queries)

    beside(editors_desk, claim, f"?source={source.pk}")
    before = asked()
    for number in range(3, 13):
        make.cite(make.allegation(claim, number), source, quote="It asked for a reply.")
        kept(make.source(title=f"Source {number}"), TEXT + str(number))
    assert asked() == before


def test_new_claim_from_this_source_begins_where_the_text_lies(editors_desk, claim, source):
    beside(editors_desk, claim, f"?source={source.pk}")
    words = html(outline(editors_desk, claim))
    assert f"{reverse('admin:record_claim_add')}?source={source.pk}" in words
    assert f"New response to {claim.reference}" in words


# --- Suggestions ----------------------------------------------------------------------------------

SAID = "“Nobody was ever held in Camp Blue,” said Ann Smith. At least 300 people were held there.\n"


@pytest.fixture
def said(source, claim):
    return kept(source, SAID)


def proposed_beside(client, record, source, query="", **how):
    beside(client, record, f"?source={source.pk}")
    return html(beside(client, record, f"?suggest=all{query}", headers=IN_PLACE, **how))


def test_suggestions_are_asked_for_and_taken_beside_the_outline(editors_desk, claim, source, said):
    bare = html(beside(editors_desk, claim, f"?source={source.pk}", headers=IN_PLACE))
    assert "suggest=all" in bare and "proposals" not in bare
    words = proposed_beside(editors_desk, claim, source)
    assert 'href="#suggestion-1"' in words and "said by Ann Smith" in words
    assert f'href="{at(claim, page="beside")}?copy={said.pk}&amp;part=1&amp;suggest=quote' in words
    assert not Citation.objects.filter(source=source, quote__startswith="Nobody").exists()
    # Without scripts each leads to the step for this record, and from there back here.
    links = re.findall(r'href="([^"]*/text/cite/\?[^"]*)"', words)
    assert links and all(f"back=outline&amp;record={claim.reference}" in one for one in links)
    step = html(editors_desk.get(links[-1].replace("&amp;", "&")))
    assert 'value="300"' in step and 'name="back" value="outline"' in step


def test_new_point_is_made_of_a_suggestion_in_place(editors_desk, claim, source, said):
    beside(editors_desk, claim, f"?source={source.pk}")
    target = next(one.value for one in targets_of(claim) if one.is_new)
    sent = {
        **selected(source, "Nobody was ever held in Camp Blue,", SAID),
        "record": claim.reference,
        "target": target,
        "relation": "quoted",
        "point_text": "Ann Smith: “Nobody was ever held in Camp Blue”",
        "back": "outline",
        "save": "1",
    }
    words = html(editors_desk.post(page(source, "cite"), sent, headers=IN_PLACE))
    point = claim.allegations.get(number=3)
    assert point.citations.get().quote.startswith("Nobody was ever held")
    # Its line stands where one is added, and the way to the next one behind it.
    assert f'<li id="allegations-{point.pk}"' in words and '<li id="allegations"' in words
    assert 'data-instead-of="allegations' in words


def test_dismissed_and_named_beside_the_outline(editors_desk, claim, source, said):
    known = make.party("Ann Smith")
    rebuild_fingerprints()
    make.ledger()
    words = proposed_beside(editors_desk, claim, source)
    (key, *_more) = re.findall(r'name="key"\s+value="(quote[^"]*)"', words)
    (text,) = set(re.findall(r'name="text" value="(\d+)"', words))
    sent = {"text": text, "copy": said.pk, "part": "1", "back": "outline"}
    sent["record"] = claim.reference
    dismiss, named = f"{page(source, 'dismiss')}?copy={said.pk}&part=1", page(source, "name")
    there = html(editors_desk.post(dismiss, {**sent, "key": key}, headers=IN_PLACE))
    assert there.startswith('<section id="beside"') and "1 dismissed." in there
    back = editors_desk.post(dismiss, {**sent, "again": "1"})
    assert back["Location"].startswith(f"{at(claim, page='outline')}?copy={said.pk}")
    role = {"noun": "party", "key": known.pk, "role": "accused", "printed": "Ann Smith"}
    back = editors_desk.post(named, {**sent, **role})
    assert back["Location"].endswith("#beside") and known in claim.accused.all()
    # Of another record than the one whose outline this is, nothing is changed.
    other = make.claim(**DRAFT)
    editors_desk.post(named, {**sent, **role, "record": other.reference, "back": ""})
    assert known not in other.accused.all()


def test_new_name_leads_back_to_the_text_where_it_is_known(editors_desk, claim, source, said):
    words = proposed_beside(editors_desk, claim, source)
    (add, *_more) = re.findall(r'href="([^"]*/party/add/\?[^"]*)"', words)
    add = add.replace("&amp;", "&")
    sent = desk.fields(editors_desk.get(add)) | {"kind": ["person"], "_save": ["1"]}
    back = editors_desk.post(add, sent)
    assert back["Location"] == f"{at(claim, page='outline')}?copy={said.pk}&part=1#beside"
    there = html(editors_desk.get(back["Location"].partition("#")[0]))
    assert "Name as accused" in there, re.findall(r'class="said">.*?</p>', there, re.DOTALL)
    # From the page of the text one comes back to it.
    text_page = html(editors_desk.get(page(source)))
    (place, *_more) = re.findall(r'href="([^"]*/place/add/\?[^"]*)"', text_page)
    place = place.replace("&amp;", "&")
    sent = desk.fields(editors_desk.get(place)) | {"kind": ["camp"], "_save": ["1"]}
    back = editors_desk.post(place, sent)
    assert back["Location"] == f"{page(source)}?copy={said.pk}&part=1#suggestions"
    # Keys of texts and sources that are none lead to the list, as without them.
    for wrong in ("text_of=0", "text_of=x", f"text_of={'9' * 30}"):
        address = f"{reverse('admin:record_place_add')}?{wrong}"
        sent = desk.fields(editors_desk.get(address)) | {"kind": ["camp"], "_save": ["1"]}
        sent |= {"name": [f"Town {wrong}"]}
        assert "/place/" in editors_desk.post(address, sent)["Location"]


def test_suggestions_beside_ask_no_more_for_more_points(editors_desk, claim, source, said):
    def asked():
        proposed_beside(editors_desk, claim, source)
        with CaptureQueriesContext(connection) as queries:
            outline(editors_desk, claim)
        return len(queries)

    before = asked()
    for number in range(3, 13):
        make.cite(make.allegation(claim, number), source, quote="It asked for a reply.")
    assert asked() == before
