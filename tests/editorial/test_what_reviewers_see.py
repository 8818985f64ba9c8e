"""What a reviewer never sees: what is confidential, notes, other drafts, others' waiting changes.

The record that is shown may be in any state; around it stands a hidden dispute, tied to it in every
way that the models allow, with a canary in each text.
"""

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import staff
from tests.public import hidden
from tracker.edition.proposed import Proposed
from tracker.edition.readers import NOW
from tracker.editorial import reviewers
from tracker.editorial.changes import change
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.nouns import name_of, noun_name

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOUNS = ("claim", "response", "request", "event", "dossier", "party", "place", "source")
# Of a draft that is shown: its own words, and those that come in sight with it.
OTHERS_DRAFTS = ("claim.title", "response.title", "request.title", "event.title", "dossier.title")


def seen(record, user):
    token = reviewers.make_link(record, user, "Lee", 7)
    answer = Client().get(f"/review/{token}/")
    assert answer.status_code == 200
    # It stands in links to the other languages, and may have any letters.
    return answer.content.decode().replace(token, "")


def changed(user, row, **fields):
    with change(user, Entry.Action.CHANGED) as door:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)


def test_reviewer_sees_nothing_of_what_is_hidden_around_the_record(subtests):
    public, drafted, _rows = hidden.record_with_secrets(hidden.DRAFT)
    make.ledger()
    olga = staff("olga", "editor")
    for noun in NOUNS:
        with subtests.test("published", noun=noun):
            html = seen(public[noun], olga)
            assert hidden.CANARY not in html and hidden.YEAR not in html
    for noun in NOUNS[:5]:
        with subtests.test("draft", noun=noun):
            html = seen(drafted[noun], olga)
            for field in (*hidden.KEPT_AT_THE_DESK, "edith"):
                assert f".{field}" not in html
            others = [one for one in OTHERS_DRAFTS if not one.startswith(f"{noun}.")]
            assert [one for one in others if one in html] == []


def test_reviewer_of_a_draft_sees_neither_its_secret_source_nor_its_notes(editor):
    claim = make.claim("Party A alleges a new thing", **hidden.DRAFT)
    make.look(claim, looked_by="zqlooked")
    claim.internal_notes = "zqnote"
    claim.save()
    source = make.source("zqsource", confidential=True, url="https://zqsource.example/")
    make.cite(claim.allegations.get(), source, quote="zqquote", locator="zqlocator")
    asked = make.request(claim=claim, contact_details="zqcontact", proof=source, **hidden.DRAFT)
    make.ledger()
    for record in (claim, asked):
        html = seen(record, editor)
        assert record.title in html and "zq" not in html


def test_reviewer_sees_the_record_s_own_change_that_waits_and_no_other(editor):
    claim = make.claim("Party A alleges a thing", claimant=make.party("Party A"))
    other = make.claim("Party A alleges another thing")
    m.ClaimLink.objects.create(claim=claim, other=other, kind="updates")
    response = make.response(claim, title="Party B says that it did not")
    make.answer(response, claim.allegations.get())
    make.ledger()
    changed(editor, claim, title="Party A alleges a thing, newly worded")
    changed(editor, claim.claimants.get(), name="zqrenamed")
    changed(editor, other, title="zqother")
    changed(editor, response, title="zqresponse")
    html = seen(claim, editor)
    assert "newly worded" in html and "Party B says that it did not" in html
    assert "zq" not in html


def test_answer_to_a_point_that_is_taken_out_goes_with_it(editor):
    claim = make.claim(allegations=2)
    first, second = claim.allegations.all()
    response = make.response(claim, title="Party B says that it did not")
    make.answer(response, second, quote="Never at all.")
    make.ledger()
    assert "Never at all." in seen(claim, editor)
    with change(editor, Entry.Action.CHANGED) as door:
        for answer in second.answers.all():
            door.removing(answer)
            answer.delete()
        door.removing(second)
        second.delete()
    html = seen(claim, editor)
    assert first.text in html and "Never at all." not in html


def test_what_comes_in_sight_with_a_draft_is_shown_with_it(editor, reader):
    party, town = make.party("Party New"), make.place("Town New")
    draft = make.claim("Party New alleges a thing", claimant=party, **hidden.DRAFT)
    m.AllegationPlace.objects.create(allegation=draft.allegations.get(), place=town)
    replied = make.response(draft, title="Party B says that it did not")
    make.answer(replied, draft.allegations.get(), quote="We never did.")
    make.ledger()
    html = seen(draft, editor)
    for words in ("Party New", "Town New", "They did it.", "We never did."):
        assert words in html, words
    assert reader.get(party.get_absolute_url()).status_code == 404


def test_record_as_published_is_read_alike_from_both(subtests):
    """Where nothing waits, what is proposed is what stands."""
    world = hidden.published_dispute()
    make.ledger()
    for noun in NOUNS:
        with subtests.test(noun):
            row = world[noun]
            proposed, key = Proposed(row), name_of(row)
            own, published = proposed.trees([key])[key], NOW.trees([key])[key]
            published.pop("entry")
            assert own == published
            assert set(proposed.naming([key])) == set(NOW.naming([key]))
            address = getattr(row, "slug", "") or row.reference
            assert proposed.key_of(noun_name(row), address) == key
