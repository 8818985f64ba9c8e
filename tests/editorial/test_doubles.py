"""Look-alikes are proposed until somebody says that they are two; that lasts."""

import pytest

from tests import factories as make
from tracker.editorial.doubles import look_alikes, note_on_both, say_two
from tracker.editorial.merge_proposals import propose
from tracker.editorial.merging import merge
from tracker.editorial.models import NotTheSame
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    one, other = make.party("Party A"), make.party("الحزب ألف")
    m.PartyName.objects.create(party=one, name="الحزب الف", language="ar")
    make.claim(claimant=one)
    make.ledger()
    make.index()
    return one, other


def page(party, part="change"):
    return f"/admin/record/party/{party.pk}/{part}/"


def test_party_with_a_name_in_common_in_any_script_is_proposed(pair):
    one, other = pair
    assert look_alikes(one) == [other]
    assert look_alikes(other) == [one]


def test_name_that_is_only_a_part_of_another_is_not(pair):
    longer = make.party("Party A of the North")
    make.ledger()
    make.index()
    assert longer not in look_alikes(pair[0])


@pytest.mark.database
def test_places_and_sources_are_proposed_too():
    one, other = make.place("Town-on-Sea"), make.place("town on sea")
    first = make.source(url="https://example.org/report")
    second = make.source(url="https://example.org/report")
    make.ledger()
    make.index()
    assert look_alikes(one) == [other]
    assert look_alikes(first) == [second]


def test_names_with_signs_of_a_search_are_looked_for_as_names():
    for name in ('"“Party”" -A*', "*", '"', "-"):
        one, other = make.party(name), make.party(name)
        make.ledger()
        make.index()
        assert look_alikes(one) in ([other], [])


def test_form_of_a_party_proposes_its_look_alike(editors_desk, pair):
    one, other = pair
    html = editors_desk.get(page(one)).content.decode()
    assert "Perhaps the same, entered twice:" in html
    assert f"/admin/record/party/merge/?one={one.pk}&amp;other={other.pk}" in html


def test_two_that_are_two_are_not_proposed_again_and_say_so_on_both(editors_desk, pair, editor):
    one, other = pair
    data = {"two": other.pk, "why": "One is in the north."}
    editors_desk.post(page(one, "doubles"), data)
    for mine, theirs in ((one, other), (other, one)):
        assert look_alikes(mine) == []
        assert "Perhaps the same" not in editors_desk.get(page(mine)).content.decode()
        html = editors_desk.get(page(mine, "doubles")).content.decode()
        assert "One is in the north." in html and editor.username in html
        assert theirs.name in html


def test_merge_of_two_that_are_two_asks_again(publishers_desk, pair, editor):
    one, other = pair
    say_two(one, other, editor, "One is in the north.")
    propose(one, other, editor)
    address = f"/admin/record/party/merge/?one={one.pk}&other={other.pk}"
    assert "One is in the north." in publishers_desk.get(address).content.decode()
    publishers_desk.post(address, {"kept": one.pk})
    assert m.Party.objects.filter(pk=other.pk).exists()
    publishers_desk.post(address, {"kept": one.pk, "sure": "1"})
    assert not m.Party.objects.filter(pk=other.pk).exists()


def test_what_is_noted_holds_through_a_merge_and_its_undoing(pair):
    one, other = pair
    third = make.party("Third")
    make.ledger()
    say_two(one, other, None)
    merge(third, one, None)
    assert note_on_both(third, other)
    assert look_alikes(other) == []
    one = unmerge(third, merges_of(third)[0].sequence, None)
    assert note_on_both(one, other)
    assert note_on_both(third, other) is None


@pytest.mark.database
def test_note_can_be_taken_back(editors_desk, pair):
    one, other = pair
    note = say_two(one, other, None)
    editors_desk.post(page(other, "doubles"), {"take_back": note.pk})
    assert not NotTheSame.objects.exists()
    assert look_alikes(one) == [other]


def test_odd_buttons_and_addresses_change_nothing(editors_desk, pair):
    one, other = pair
    for data in ({}, {"two": "x"}, {"two": one.pk}, {"take_back": "9"}, {"undo": "9"}):
        assert editors_desk.post(page(one, "doubles"), data).status_code == 302
    for query in ("", "?one=1", f"?one={one.pk}&other=x", f"?one={one.pk}&other=99999"):
        assert editors_desk.get(f"/admin/record/party/merge/{query}").status_code == 404
    assert m.Party.objects.filter(pk=other.pk).exists() and not NotTheSame.objects.exists()


def test_note_may_not_hold_control_characters(editors_desk, pair):
    one, other = pair
    editors_desk.post(page(one, "doubles"), {"two": other.pk, "why": "a\x00b"})
    assert not NotTheSame.objects.exists()
