"""The codebooks: shipped, extendable, and keeping the version that something was coded with."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from tests import factories as make
from tracker.edition.models import Edition
from tracker.edition.publishing import advance
from tracker.edition.publishing import begin as editions_begin
from tracker.ledger.beginning import adopt_all
from tracker.ledger.beginning import begin as ledger_begins
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.codebook import STANCES, VIOLATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.database]
migration = import_module("tracker.record.migrations.0009_codes_without_quotations")
REWORDED = {"interpretive-denial", "partial-acknowledgement", "disputes-jurisdiction"}
QUOTED = re.compile('[“”"«»„]')


def test_shipped_codes_are_there_with_definition_and_example():
    for model, entries in ((m.Stance, STANCES), (m.Violation, VIOLATIONS)):
        for entry in entries:
            row = model.objects.get(code=entry.code)
            assert row.label == entry.label
            assert row.version == (2 if entry.code in REWORDED else 1)
            assert row.definition
            assert row.example
            row.full_clean()


def test_all_stances_of_the_design_are_shipped():
    assert m.Stance.objects.count() == 16


def test_label_of_a_code_quotes_nobody():
    for entry in (*STANCES, *VIOLATIONS):
        assert not QUOTED.search(entry.label), entry.code


def test_first_words_of_a_reworded_code_are_kept_as_its_version_1():
    rows = m.CodebookEdition.objects.filter(codebook="stance")
    for code in REWORDED:
        second, first = rows.filter(code=code)
        assert (second.version, first.version) == (2, 1)
        assert second.words != first.words
    assert "“individual acts”" in rows.get(code="interpretive-denial", version=1).words["label"]


def as_first_shipped():
    """The codebooks as they were before a code was reworded, one of them changed by an editor."""
    for code, words in migration.BEFORE.items():
        m.CodebookEdition.objects.filter(code=code, version=2).delete()
        m.Stance.objects.filter(code=code).update(version=1, **words)
        edition = m.CodebookEdition.objects.get(code=code, version=1)
        m.Stance.objects.filter(code=code).update(**edition.words)
    m.CodebookEdition.objects.filter(code="cannot-carry-alone").delete()
    m.Stance.objects.filter(code="cannot-carry-alone").delete()
    changed = m.Stance.objects.get(code="partial-acknowledgement")
    changed.definition = "An editor's words."
    changed.save()


def test_codes_of_a_site_that_was_there_before_become_those_of_a_new_one():
    new = list(m.Stance.objects.values_list("code", "label", "definition", "version"))
    as_first_shipped()
    migration.load(apps, None)
    migration.load(apps, None)
    changed = m.Stance.objects.get(code="partial-acknowledgement")
    assert (changed.definition, changed.version) == ("An editor's words.", 2)
    for row, told in zip(m.Stance.objects.all(), new, strict=True):
        if row.code != changed.code:
            assert (row.code, row.label, row.definition, row.version) == told


def test_new_code_is_an_entry_and_an_edition_on_a_site_that_has_both():
    as_first_shipped()
    adopt_all()
    advance()
    migration.load(apps, None)
    for _again in range(2):
        ledger_begins()
        editions_begin()
    entry = Entry.objects.get(record="stance/cannot-carry-alone", action=Entry.Action.ADOPTED)
    assert Edition.objects.filter(key="stance/cannot-carry-alone", entry=entry.sequence).exists()


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
