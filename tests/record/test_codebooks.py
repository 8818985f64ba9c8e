"""The codebooks: shipped, extendable, and keeping the version that something was coded with."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make
from tracker.record import models as m
from tracker.record.codebook import STANCES, VIOLATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_shipped_codes_are_there_with_definition_and_example():
    for model, entries in ((m.Stance, STANCES), (m.Violation, VIOLATIONS)):
        for entry in entries:
            row = model.objects.get(code=entry.code)
            assert (row.label, row.version) == (entry.label, 1)
            assert row.definition
            assert row.example
            row.full_clean()


def test_all_thirteen_stances_of_the_design_are_shipped():
    assert m.Stance.objects.count() == 13


def test_changed_words_make_a_new_version_and_keep_the_old_words():
    stance = m.Stance.objects.get(code="no-comment")
    old = stance.definition
    stance.definition = "Other words."
    stance.save()
    stance.save()
    assert stance.version == 2
    editions = m.CodebookEdition.objects.filter(codebook="stance", code="no-comment")
    assert [(e.version, e.words["definition"]) for e in editions] == [(2, "Other words."), (1, old)]


def test_changed_order_is_no_new_version():
    stance = m.Stance.objects.get(code="no-comment")
    stance.position = 1
    stance.save()
    assert stance.version == 1


def test_what_was_coded_keeps_its_version():
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get(), stance="no-comment")
    stance = m.Stance.objects.get(code="no-comment")
    stance.label = "Says nothing"
    stance.save()
    link = answer.stance_links.get()
    link.save()
    link.refresh_from_db()
    assert link.version == 1
    assert link.stance.version == 2


def test_editors_may_add_a_code():
    entry = m.Violation(code="new-code", label="New", definition="D.", example="E.")
    entry.full_clean()
    entry.save()
    assert entry.version == 1


@pytest.mark.parametrize("code", ["Two Words", "ünder", "", "-dash", "UPPER"])
def test_code_fit_for_a_link_only(code):
    with pytest.raises(ValidationError):
        m.Stance(code=code, label="L", definition="D.", example="E.").full_clean()
