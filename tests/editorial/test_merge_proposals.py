"""What readers see is made one by two people: one proposes it, another makes them one."""

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import staff
from tracker.editorial.doubles import say_two
from tracker.editorial.harm_decisions import Answer, questions_of
from tracker.editorial.merge_proposals import proposal_of, propose, proposed_to
from tracker.editorial.merging import MergeRefused, merge
from tracker.editorial.models import HarmDecision, MergeProposal
from tracker.editorial.my_day import counts_for
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record import models as m
from tracker.record.nouns import name_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(db):
    return staff("petra", "publisher")


@pytest.fixture
def pair(db):
    """A party that a published claim names, and another entry for it."""
    kept, double = make.party("Party A", slug="party-a"), make.party("The A", slug="the-a")
    make.claim("Party A alleges a thing", claimant=kept)
    make.claim("The A alleges another", claimant=double)
    make.ledger()
    return kept, double


def page(pair):
    one, other = pair
    return f"/admin/record/party/merge/?one={one.pk}&other={other.pk}"


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.database
def test_two_people_make_one_of_what_readers_see(editor, petra, pair, reader):
    kept = pair[0]
    desk, other = desk_of(editor), desk_of(petra)
    html = desk.get(page(pair)).content.decode()
    assert 'name="propose"' in html and 'name="kept"' not in html
    desk.post(page(pair), {"propose": kept.pk, "why": "One and the same office."})
    assert reader.get("/parties/the-a/").status_code == 200
    first = other.get("/admin/").content.decode()
    assert "Proposed to be made one" in first and "proposed by <bdi>edith</bdi>" in first
    assert counts_for(petra).to_publish == 1
    asked = other.get(page(pair)).content.decode()
    assert "One and the same office." in asked
    assert asked.count('name="kept"') == 1 and f'name="kept" value="{kept.pk}"' in asked
    other.post(page(pair), {"kept": kept.pk})
    assert reader.get("/parties/the-a/").headers["Location"] == "/parties/party-a/"
    assert not MergeProposal.objects.exists()
    assert not Audit().run().faults


def test_nobody_makes_one_what_nobody_proposed(publisher, pair):
    kept, double = pair
    with pytest.raises(MergeRefused, match="one person proposes"):
        merge(kept, double, publisher)


def test_who_proposed_does_not_make_them_one(publisher, pair):
    kept, double = pair
    propose(kept, double, publisher)
    with pytest.raises(MergeRefused, match="You proposed it yourself"):
        merge(kept, double, publisher)
    html = desk_of(publisher).get(page(pair)).content.decode()
    assert "You proposed it yourself" in html and 'name="kept"' not in html


def test_proposal_holds_for_the_way_it_was_proposed(editor, publisher, pair):
    kept, double = pair
    propose(double, kept, editor)
    with pytest.raises(MergeRefused, match="one person proposes"):
        merge(kept, double, publisher)


@pytest.mark.parametrize("which", [0, 1])
def test_proposal_is_void_once_either_was_changed(editor, publisher, pair, which):
    kept, double = pair
    propose(kept, double, editor)
    make.edited(pair[which], description="Something else.")
    for row in pair:
        row.refresh_from_db()
    assert proposal_of(kept, double) is None
    with pytest.raises(MergeRefused, match="one person proposes"):
        merge(kept, double, publisher)


def test_editor_proposes_and_makes_nothing_one(editor, petra, pair):
    kept, double = pair
    propose(kept, double, petra)
    desk_of(editor).post(page(pair), {"kept": kept.pk})
    assert m.Party.objects.filter(pk=double.pk).exists()


def test_one_proposal_stands_of_two_records(editor, petra, pair):
    kept, double = pair
    propose(kept, double, editor)
    propose(double, kept, petra)
    assert [str(one) for one in MergeProposal.objects.all()] == [
        f"party/{kept.pk} → party/{double.pk}"
    ]


def test_proposal_is_taken_back_and_refused(editor, editors_desk, pair):
    kept, double = pair
    propose(kept, double, editor)
    editors_desk.post(page(pair), {"take_back": "1"})
    assert not MergeProposal.objects.exists()
    propose(kept, double, editor)
    say_two(kept, double, editor, "Two offices.")
    assert not MergeProposal.objects.exists()


def test_pair_that_is_noted_to_be_two_is_proposed_by_whoever_is_sure(editor, editors_desk, pair):
    kept, double = pair
    say_two(kept, double, editor, "Two offices.")
    editors_desk.post(page(pair), {"propose": kept.pk})
    assert not MergeProposal.objects.exists()
    editors_desk.post(page(pair), {"propose": kept.pk, "sure": "1"})
    assert MergeProposal.objects.exists()


@pytest.mark.parametrize("typed", [{"propose": "x"}, {"propose": "9" * 30}, {}])
def test_odd_proposal_proposes_nothing(editors_desk, pair, typed):
    assert editors_desk.post(page(pair), typed).status_code == 302
    assert not MergeProposal.objects.exists()


def test_words_with_controls_are_refused_by_name(editors_desk, pair):
    typed = {"propose": pair[0].pk, "why": "One\x00office"}
    html = editors_desk.post(page(pair), typed, follow=True).content.decode()
    assert "errorlist" in html or 'class="error"' in html
    assert not MergeProposal.objects.exists()


def test_own_proposals_are_not_listed_to_oneself(publisher, petra, pair):
    propose(*pair, publisher)
    assert not proposed_to(publisher, ["party"]).exists()
    assert proposed_to(petra, ["party"]).exists()
    assert counts_for(publisher).to_publish == 0


def test_desk_of_one_needs_no_proposal(publisher, pair, settings):
    settings.SECOND_PERSON = False
    merge(*pair, publisher)
    assert not m.Party.objects.filter(pk=pair[1].pk).exists()


def test_what_no_reader_sees_takes_one_person(editor):
    kept, double = make.party("Party A"), make.party("The A")
    make.ledger()
    merge(kept, double, editor)
    assert not m.Party.objects.filter(pk=double.pk).exists()


# --- The gate and do-no-harm ----------------------------------------------------------------------


def test_merge_of_what_readers_see_asks_the_gate(publisher, editor, pair):
    kept, double = pair
    make.edited(kept, description="Known for its mouthpieces.")
    kept.refresh_from_db()
    propose(kept, double, editor)
    with pytest.raises(MergeRefused, match="mouthpieces"):
        merge(kept, double, publisher)
    assert m.Party.objects.filter(pk=double.pk).exists()
    merge(kept, double, publisher, "So the office calls them itself.")
    said = Entry.objects.filter(record=name_of(kept)).order_by("-sequence").first()
    reason = Sight("party", [name_of(kept)]).state(said).reason
    assert "in spite of" in reason and "calls them itself" in reason


def test_merge_over_a_verdict_is_refused_whatever_reason_is_given(publisher, editor, pair):
    kept, double = pair
    make.edited(kept, description="Its guards are murderers.")
    kept.refresh_from_db()
    propose(kept, double, editor)
    with pytest.raises(MergeRefused, match="murderers"):
        merge(kept, double, publisher, "It is so.")
    assert m.Party.objects.filter(pk=double.pk).exists()


def test_merge_that_could_harm_somebody_is_decided_about_first(publisher, editor, pair):
    kept, double = pair
    make.edited(kept, description="Three people from Party A were held there.")
    kept.refresh_from_db()
    propose(kept, double, editor)
    questions = questions_of([kept])
    assert questions
    with pytest.raises(MergeRefused):
        merge(kept, double, publisher)
    answers = {
        one.kind: Answer("as_it_is", "It is in every report.", one.seen) for one in questions
    }
    merge(kept, double, publisher, answers=answers)
    assert not m.Party.objects.filter(pk=double.pk).exists()
    assert HarmDecision.objects.filter(record=name_of(kept)).exists()


def test_page_of_a_merge_asks_for_what_its_gate_wants(publisher, editor, pair):
    kept, double = pair
    make.edited(kept, description="Three people from Party A were held by mouthpieces.")
    kept.refresh_from_db()
    propose(kept, double, editor)
    desk = desk_of(publisher)
    shown = desk.get(page(pair)).content.decode()
    assert 'name="_because"' in shown and 'name="_harm_few"' in shown
    again = desk.post(page(pair), {"kept": kept.pk, "_because": "They say so."}, follow=True)
    assert "They were not made one." in again.content.decode()
    assert (
        "They say so.</textarea>"
        in desk.post(page(pair), {"kept": kept.pk, "_because": "They say so."}).content.decode()
    )
    (question,) = questions_of([kept])
    sent = {"kept": kept.pk, "_because": "They say so.", "_harm_few": "as_it_is"}
    sent |= {"_harm_few_why": "It is in every report.", "_harm_few_seen": question.seen}
    desk.post(page(pair), sent)
    assert not m.Party.objects.filter(pk=double.pk).exists()


def test_merge_that_readers_see_nothing_of_asks_nothing(publisher):
    kept, double = make.party(description="Known for its mouthpieces."), make.party()
    merge(kept, double, publisher)
    assert not m.Party.objects.filter(pk=double.pk).exists()
