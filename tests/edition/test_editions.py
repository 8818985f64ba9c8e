"""Editions: the documents that the pages of records are made from say what is public, no more."""

import random
from collections import Counter
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories as make
from tests.conftest import THOROUGH
from tests.edition.told import editions
from tests.ledger.world import as_made, kept, settled
from tests.published import as_published, as_the_tables_say
from tests.search.disputes import CHANGES, Disputes
from tracker.edition.models import Edition, Link, Reach
from tracker.edition.publishing import advance
from tracker.edition.readers import Published
from tracker.edition.rebuilding import differences
from tracker.editorial.changes import change
from tracker.editorial.workflow import make_move
from tracker.ledger import beginning
from tracker.ledger.entries import size
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.nouns import NOUNS
from tracker.record.trees import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = Published()
STEPS = 200 if THOROUGH else 60


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        dispute = make.whole_dispute()
        make.ledger()
        yield settled(dispute)


@pytest.fixture
def dispute(made, db):
    return as_made(made)


def standing(row):
    key = NOUNS[row._meta.model_name].name_of(row)
    return Edition.objects.standing().filter(key=key).first()


def fields(row):
    return fields_of(standing(row).tree)


@pytest.mark.parametrize("seed", range(3 if THOROUGH else 1))
def test_editions_are_what_the_tables_call_public_through_random_changes(dispute, seed):
    chance = random.Random(seed)
    disputes = Disputes(chance, claims=25)
    make.ledger()
    assert as_published() == as_the_tables_say()
    for step in range(STEPS):
        name = chance.choice(sorted(CHANGES))
        CHANGES[name](disputes)
        if step % 10 == 9:
            assert as_published() == as_the_tables_say(), name
    assert disputes.moved > STEPS // 10
    assert list(differences()) == []


def test_history_made_again_is_the_history_that_was_lived(dispute):
    make_move(dispute["claim"], "withdraw", None, "It was entered twice.")
    make_move(dispute["claim"], "reopen", None)
    make.edited(dispute["party"], name="Party A, by another name")
    lived = editions()
    call_command("rebuild_editions", again=True)
    assert editions() == lived
    assert Edition.objects.filter(until__isnull=False).exists()


def test_what_was_there_before_the_log_is_cut_once(dispute):
    # Codes came with the first migrate.
    entries = Entry.objects.about_records().exclude(kind__in=["stance", "violation"])
    assert entries.values("kind").distinct().count() > 5
    assert entries.values("time").distinct().count() == 1
    assert not Edition.objects.filter(until__isnull=False).exists()


def test_much_that_was_there_before_the_log_is_adopted_a_batch_at_a_time(dispute, monkeypatch):
    monkeypatch.setattr(beginning, "AT_ONCE", 5)
    make.whole_dispute()
    before = size()
    beginning.adopt_all()
    times = Counter(Entry.objects.filter(sequence__gte=before).values_list("time", flat=True))
    assert times.total() > 20
    assert max(times.values()) == 5


def test_draft_has_no_edition_until_it_is_published(dispute, publisher):
    draft = make.claim(status="draft", published_at=None)
    make.ledger()
    make.edited(draft, lead="Nobody may see this yet.")
    assert standing(draft) is None
    assert not Edition.objects.filter(document__contains="Nobody may see").exists()


def test_answer_goes_with_its_claim_and_comes_back_with_it(dispute):
    before = standing(dispute["response"]).document
    claim = make_move(dispute["claim"], "withdraw", None, "It was entered twice.")
    assert not [path for path in fields(dispute["response"]) if path.startswith("answers/")]
    assert standing(claim).is_notice
    for name in ("reopen", "submit", "publish"):
        claim.refresh_from_db()
        make_move(claim, name, None)
    assert standing(dispute["response"]).document == before


def test_notice_of_a_withdrawn_record_says_why_and_stays_while_it_is_reopened(dispute):
    make_move(dispute["claim"], "withdraw", None, "It was entered twice.")
    make_move(dispute["claim"], "reopen", None)
    make.edited(m.Claim.objects.get(pk=dispute["claim"].pk), lead="Not for readers.")
    notice = standing(dispute["claim"])
    assert notice.is_notice
    assert notice.tree["withdrawn_reason"] == "It was entered twice."
    assert set(notice.tree) == {"status", "published_at", "withdrawn_at", "withdrawn_reason"}


def test_source_made_confidential_takes_its_quotes_out_of_every_document(dispute):
    assert any("citations" in path for path in fields(dispute["claim"]))
    make.edited(dispute["source"], confidential=True)
    assert standing(dispute["source"]) is None
    assert dispute["source"].reference not in fields(dispute["claim"]).values()


def test_figure_that_repeats_another_does_not_name_it_once_it_is_hidden(dispute):
    figure = m.Figure.objects.get(event=dispute["event"])
    repeated = m.Figure.objects.get(allegation__isnull=False)
    figure.repeats = repeated
    with change(None, Entry.Action.CHANGED) as door:
        figure.save()
        door.touch(figure)
    path = f"figures/{figure.pk}/repeats"
    assert fields(dispute["event"])[path] == f"figure/{repeated.pk}"
    make_move(dispute["claim"], "withdraw", None, "It was entered twice.")
    assert path not in fields(dispute["event"])


def test_what_befalls_the_log_itself_stops_no_publication(dispute):
    with mock.patch.object(timezone, "now", lambda: datetime(2099, 1, 1, tzinfo=UTC)):
        make.edited(dispute["party"], name="Party A, by a clock in the future")
    make.edited(dispute["party"], name="Party A, by a clock set back")
    assert Entry.objects.filter(record="log", action=Entry.Action.CLOCK).exists()
    assert standing(dispute["party"]).label == "Party A, by a clock set back"
    assert list(differences()) == []
    call_command("rebuild_editions", again=True)
    assert list(differences()) == []


def test_past_edition_keeps_the_name_of_then(dispute):
    then = size() - 1
    make.edited(dispute["party"], name="Another name")
    (past,) = Edition.objects.at(then).filter(key=f"party/{dispute['party'].pk}")
    assert past.label == "Party A"
    assert standing(dispute["party"]).label == "Another name"


def test_links_say_who_names_whom_and_as_what(dispute):
    rows = Link.objects.standing().filter(target=f"party/{dispute['party'].pk}")
    assert set(rows.values_list("source", "role")) == {
        (dispute["claim"].reference, "claimants/party")
    }
    make_move(dispute["claim"], "withdraw", None, "It was entered twice.")
    assert not rows.exists()


def test_desk_s_own_words_are_in_no_edition(dispute):
    make.edited(dispute["claim"], internal_notes="wordnobodysaid")
    make.edited(dispute["request"], contact_details="wordnobodysaid")
    assert not Edition.objects.filter(document__contains="wordnobodysaid").exists()


def test_erased_words_leave_past_editions_too(dispute):
    make.edited(dispute["claim"], lead="Witness W. told Party A.")
    make.edited(dispute["claim"], lead="A witness told Party A.")
    assert Edition.objects.filter(document__contains="Witness W.").exists()
    erase(found_in("Witness W."), "privacy")
    advance()
    assert not Edition.objects.filter(document__contains="Witness W.").exists()
    assert list(differences()) == []


def test_check_names_an_edition_that_was_altered_and_making_all_anew_mends_it(dispute, capsys):
    Edition.objects.standing().filter(key=dispute["claim"].reference).update(document="{}")
    Edition.objects.standing().filter(key=dispute["response"].reference).delete()
    with pytest.raises(CommandError, match="2 differ"):
        call_command("rebuild_editions", check=True)
    told = capsys.readouterr().out
    assert f"{dispute['claim'].reference}: says something else" in told
    assert f"{dispute['response'].reference}: has no edition" in told
    call_command("rebuild_editions", again=True)
    call_command("rebuild_editions", check=True)


def test_check_says_that_entries_wait(dispute):
    Reach.objects.update(sequence=3)
    assert list(differences()) == ["Entries of the ledger wait to be made into editions."]


def test_origin_follows_a_chain_through_sources_that_readers_never_see(dispute):
    agency, between, other = make.source(), make.source(), make.source()
    reprints = [make.source(derived_from=between) for _ in range(2)]
    claim = make.claim(allegations=0)
    for source in reprints:
        make.cite(claim, source)
    make.ledger()
    references = [one.reference for one in reprints]
    assert NOW.origins(references) == dict.fromkeys(references, between.reference)
    make.edited(between, derived_from=agency)
    assert NOW.origins(references) == dict.fromkeys(references, agency.reference)
    assert NOW.republished([agency.reference]) == {agency.reference: 2}
    make.edited(reprints[0], derived_from=other)
    assert NOW.origins(references) == {
        references[0]: other.reference,
        references[1]: agency.reference,
    }
    lived = editions()
    call_command("rebuild_editions", again=True)
    assert editions() == lived
