"""The index is made where there is none, and told of as it grows."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from tests import factories as make
from tracker.record import models as m
from tracker.search.finding import matching
from tracker.search.models import Built, Text, Write
from tracker.search.normalise import VERSION
from tracker.search.rebuilding import differences, rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_record_that_is_older_than_the_index_is_found_after_migrating():
    claim = make.claim("Party A alleges a thing of old")
    make.editions()
    assert not Write.objects.exists()
    call_command("migrate", verbosity=0)
    assert matching("claim", "old") == {claim.pk}


def test_index_made_by_rules_of_before_is_made_anew_after_migrating():
    claim = make.claim("Party A alleges a thing of old")
    make.index()
    Built.objects.update(version=1)
    Text.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert Text.objects.filter(title=claim.title).exists()
    assert Built.objects.get().version == VERSION
    Text.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert not Text.objects.exists(), "made anew without need"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="for SQLite alone")
def test_process_that_goes_on_has_its_usual_cache_again():
    def size():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA cache_size").fetchone()

    usual, during = size(), []
    make.claim()
    rebuild(lambda count: during.append(size()))
    assert size() == usual
    assert during
    assert usual not in during


def test_command_says_how_many_it_looked_at_and_wrote():
    make.claim()
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    looked, written = (
        int(part.split()[0]) for part in out.getvalue().splitlines()[-1].rstrip(".").split(", ")
    )
    assert looked == written == m.Party.objects.count() + m.Source.objects.count() + 1
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue().splitlines()[-1] == f"{looked} looked at, 0 written anew."


def test_progress_is_plain_lines_in_a_log():
    make.claim()
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    assert "\r" not in out.getvalue()
    assert out.getvalue().splitlines()[-2] == "100 %"


def unlike_anew():
    return list(differences(lambda count: None))


def test_claim_is_indexed_anew_when_the_proof_that_it_was_asked_about_becomes_confidential():
    asked = make.request(claim=make.claim())
    make.ledger()
    make.index()
    assert unlike_anew() == []
    make.edited(asked.proof, confidential=True)
    assert unlike_anew() == []
