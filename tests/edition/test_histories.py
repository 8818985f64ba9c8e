"""Random histories: editions are what the tables call public, and what the ledger tells again."""

import random
from contextlib import suppress

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.conftest import THOROUGH
from tests.edition.told import editions
from tests.published import as_published, as_the_tables_say
from tests.search.disputes import CHANGES, Disputes
from tracker.edition.publishing import advance
from tracker.editorial.merging import MergeRefused, merge
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("seed", range(200 if THOROUGH else 3))
def test_random_history_made_again_is_the_one_that_was_lived(seed):
    chance = random.Random(seed)
    disputes = Disputes(chance, claims=6)
    make.ledger()
    for name in chance.choices(sorted(CHANGES), k=8):
        CHANGES[name](disputes)
    kept, gone = chance.sample(disputes.parties, 2)
    make.edited(gone, name="Party of Witness W.", slug="witness-w")
    make.edited(gone, name="Party of a witness", slug="a-witness")
    # Of two where one asked the other, none can be made.
    with suppress(MergeRefused):
        merge(kept, gone, None)
    erase(found_in("Witness W."), "privacy")
    advance()
    lived = editions()
    call_command("rebuild_editions", again=True, verbosity=0)
    assert editions() == lived
    assert "Witness W." not in str(lived)


def test_editions_of_many_records_are_what_the_tables_call_public():
    Disputes(random.Random(5), claims=170 if THOROUGH else 50)
    make.ledger()
    assert as_published() == as_the_tables_say()
    assert Entry.objects.values("record").distinct().count() > (500 if THOROUGH else 200)
