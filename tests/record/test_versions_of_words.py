"""Versions of one utterance: what a citation may say of another, and that all of it is kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories as make
from tracker.editorial.changes import change
from tracker.editorial.importing import Importer
from tracker.editorial.importing.exported import as_entered
from tracker.editorial.restoring import restore
from tracker.editorial.versions import version_questions
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record import models as m
from tracker.record.nouns import NOUNS
from tracker.record.trees import trees

pytestmark = pytest.mark.django_db


@pytest.fixture
def point():
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    return claim.allegations.get()


def version(of, holder=None, **given):
    return make.cite(holder or of.target, version_of=of, **given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"relation": "paraphrased", "version_kind": "reprint"}, "its reporter's own sentence"),
        ({"original_language": "ar"}, "for a translation"),
        ({"version_kind": "reprint", "original_language": "ar"}, "for a translation"),
        ({"version_kind": "translation", "original_language": "en"}, "in another language"),
        ({"version_kind": "echo"}, "one of the sorts"),
    ],
)
@pytest.mark.database
def test_database_refuses_what_contradicts_itself(point, given, words):
    row = point.citations.get()
    for name, value in given.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    assert words in str(told.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.database
def test_citation_is_no_version_of_itself(point):
    row = point.citations.get()
    row.version_of = row
    with pytest.raises(ValidationError, match="version of itself"):
        row.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_versions_make_no_circle(point):
    first = point.citations.get()
    first.version_of = version(version(first))
    with pytest.raises(ValidationError, match="circle"):
        first.full_clean()


def test_version_is_of_the_same_thing(point):
    elsewhere = make.cite(point.claim)
    elsewhere.version_of = point.citations.get()
    with pytest.raises(ValidationError, match="same thing"):
        elsewhere.full_clean()


def test_paraphrase_has_no_versions(point):
    retold = make.cite(point, relation="paraphrased")
    row = point.citations.first()
    row.version_of = retold
    with pytest.raises(ValidationError, match="it has no versions"):
        row.full_clean()


def test_version_outlives_what_it_was_a_version_of(point):
    first = point.citations.get()
    later = version(first, version_kind="reprint")
    first.delete()
    later.refresh_from_db()
    assert (later.version_of, later.version_kind) == (None, "reprint")


def tree_of(claim):
    return trees(NOUNS["claim"], [claim.pk])[claim.reference]


def test_export_and_import_keep_what_is_a_version_of_what(point):
    first = point.citations.get()
    version(first, version_kind="translation", language="ar")
    make.cite(point, version_kind="translation", original_language="ckb")
    claim = point.claim
    entry = {"id": claim.reference, **tree_of(claim)}
    kept = {key: [] for key in ("links", "looks", "receipts")}
    entry = {**entry, **kept, "reference": "C-2031-0001", "status": "draft", "published_at": None}
    parties = [{"id": f"party/{one.pk}", "slug": one.slug} for one in m.Party.objects.all()]
    content = as_entered({"claims": [entry], "parties": parties})
    with change(None, Entry.Action.ENTERED):
        Importer(None, lambda line: None).load({"claims": content["claims"]})
    made = m.Claim.objects.get(reference="C-2031-0001").allegations.get().citations.order_by("pk")
    told = [(one.version_kind, one.original_language) for one in made]
    assert told == [("", ""), ("translation", ""), ("translation", "ckb")]
    assert [one.version_of for one in made] == [None, made[0], None]


def test_earlier_state_brings_back_what_was_a_version_of_what(point):
    first = point.citations.get()
    later, kept = version(first, version_kind="reprint"), first.pk
    claim = point.claim
    make.ledger()
    before = tree_of(claim)
    number = Entry.objects.filter(record=claim.reference).latest("sequence").revision
    with change(None, Entry.Action.CHANGED) as door:
        door.removing(first)
        first.delete()
        door.touch(claim)
        claim.refresh_from_db()
        claim.save()
    assert not m.Citation.objects.filter(version_of__isnull=False).exists()
    sight = Sight("claim", [claim.reference])
    restore(claim, sight.state(sight.entries().get(revision=number)), None)
    assert m.Citation.objects.get(pk=later.pk).version_of_id == kept
    assert tree_of(claim)["allegations"] == before["allegations"]


WORDS = "Nobody was ever held there without an order."


@pytest.mark.parametrize(
    ("quote", "given", "is_asked"),
    [
        ("“Nobody was ever held there, without an order”", {}, True),
        (WORDS, {"language": "ar"}, False),
        (WORDS, {"relation": "paraphrased"}, False),
        ("Everybody there was asked to sign a paper first.", {}, False),
    ],
)
def test_desk_is_asked_of_quotes_with_nearly_the_same_words(point, quote, given, is_asked):
    point.citations.update(quote=WORDS)
    make.cite(point, quote=quote, **given)
    asked = list(version_questions(point.claim))
    assert [one for one in asked if "Is one a version of the other?" in one] == asked
    assert bool(asked) is is_asked


def test_desk_is_not_asked_of_what_is_said_already(point):
    point.citations.update(quote=WORDS)
    first = point.citations.get()
    version(version(first, quote=WORDS), quote=WORDS)
    version(first, quote=WORDS)
    assert list(version_questions(point.claim)) == []
