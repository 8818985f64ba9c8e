"""What of the past is open is asked of editions: no row of the desk opens or shuts any of it."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tracker.edition.bundle import write_bundle
from tracker.edition.redaction import closed_now, confidential_since
from tracker.editorial.merging import merge
from tracker.editorial.workflow import make_move
from tracker.ledger.models import Entry
from tracker.ledger.sealing import seal
from tracker.record import models as m

pytestmark = pytest.mark.django_db
QUOTE = "A singular quote."


@pytest.fixture
def reader():
    """Whoever reads; unlike the cast's, never publishes what a test wrote past the desk's door."""
    return Client()


@pytest.fixture
def claim():
    """A published claim of two revisions, each citing the source that it has in `secret`."""
    row = make.claim(title="Party A alleges a thing", claimant=make.party("Party A"))
    row.citation = make.cite(row.allegations.get(), quote=QUOTE)
    row.secret = row.citation.source
    row.signer = make.ledger()
    make.edited(row, title="Party A alleges another thing")
    seal(row.signer)
    return row


def bundled():
    """What a bundle made now holds, by name of file."""
    file = io.BytesIO()
    write_bundle(file)
    with zipfile.ZipFile(file) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def pages_of(claim):
    address = claim.get_absolute_url()
    today = timezone.localdate()
    return [
        *(f"{address}{query}" for query in ("?revision=1", f"?as_of={today}")),
        *(f"{address}history/{query}" for query in ("", "?from=1&to=2")),
    ]


def told(reader, claim):
    """All that readers and strangers are told of the past of a claim and of its source."""
    pages = [*pages_of(claim), f"{claim.secret.get_absolute_url()}history/"]
    return [reader.get(page).content.decode() for page in pages], bundled()


def openly(told):
    pages, files = told
    return "".join([*pages, *files.values()])


@pytest.mark.database
def test_unticking_confidential_past_the_desks_door_opens_neither_history_nor_bundle(reader, claim):
    assert QUOTE in openly(told(reader, claim))
    make.edited(claim.secret, confidential=True)
    shut = told(reader, claim)
    assert QUOTE not in openly(shut)
    m.Source.objects.filter(pk=claim.secret.pk).update(confidential=False)
    assert told(reader, claim) == shut


def test_withdrawn_claim_set_to_published_past_the_desks_door_stays_shut(reader, claim, publisher):
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    shut = told(reader, claim)
    assert QUOTE not in openly(shut)
    m.Claim.objects.filter(pk=claim.pk).update(status="published")
    assert told(reader, claim) == shut


def test_row_that_is_gone_past_the_desks_door_shuts_nothing(reader, claim):
    before = told(reader, claim)
    m.Citation.objects.filter(pk=claim.citation.pk).delete()
    m.Source.objects.filter(pk=claim.secret.pk).delete()
    assert told(reader, claim) == before


def without_citation(claim):
    """The same claim, citing its source no more."""
    m.Citation.objects.filter(pk=claim.citation.pk).delete()
    make.edited(claim, title="Party A alleges a third thing")


def test_source_that_nothing_cites_any_more_stands_in_the_past_that_cites_it(reader, claim):
    without_citation(claim)
    seal(claim.signer)
    assert confidential_since([claim.secret.reference]) == {}
    assert closed_now([claim.secret.reference]).shut == set()
    page = reader.get(f"{claim.get_absolute_url()}?revision=1").content.decode()
    assert QUOTE in bundled()["openings.jsonl"]
    assert QUOTE in reader.get(f"{claim.get_absolute_url()}history/?from=1&to=3").content.decode()
    assert QUOTE in page


def test_source_called_confidential_when_nothing_cites_it_leaves_the_past_too(reader, claim):
    without_citation(claim)
    make.edited(claim.secret, confidential=True)
    assert QUOTE not in openly(told(reader, claim))
    entry = Entry.objects.filter(record=claim.secret.reference).last()
    assert confidential_since([claim.secret.reference]) == {claim.secret.reference: entry.sequence}


def test_such_a_source_stays_shut_when_the_desk_unticks_it_until_it_is_published(reader, claim):
    without_citation(claim)
    make.edited(claim.secret, confidential=True)
    make.edited(claim.secret, confidential=False)
    seal(claim.signer)
    assert QUOTE not in openly(told(reader, claim))
    make.edited(make.cite(claim, claim.secret, quote="Another quote."))
    make.edited(claim.secret)
    seal(claim.signer)
    assert QUOTE in openly(told(reader, claim))


def test_source_made_one_with_another_leaves_the_past_when_that_is_called_confidential(
    reader, claim
):
    kept = make.edited(make.cite(claim.allegations.get(), quote="Another quote.")).source
    merge(kept, m.Source.objects.get(pk=claim.secret.pk), None)
    seal(claim.signer)
    assert QUOTE in openly(told(reader, claim))
    make.edited(m.Source.objects.get(pk=kept.pk), confidential=True)
    assert QUOTE not in openly(told(reader, claim))


def test_source_that_was_never_public_is_shut(claim):
    draft = make.source()
    make.ledger()
    assert closed_now([draft.reference, "figure/999999", "C-1999-0001"]).shut == {
        draft.reference,
        "figure/999999",
        "C-1999-0001",
    }


@pytest.mark.database
def test_pages_of_the_past_and_the_bundle_ask_no_table_of_the_record(reader, claim):
    without_citation(claim)
    make.edited(claim.secret, confidential=True)
    entry = Entry.objects.filter(record=claim.reference).first().sequence
    addresses = [*pages_of(claim), "/ledger/", f"/ledger/{entry}/", f"/ledger/{entry}/proof.json"]
    asked = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200, address
        asked[address] = [one["sql"] for one in queries if '"record_' in one["sql"]]
    with CaptureQueriesContext(connection) as queries:
        claims = json.loads(bundled()["export/record.json"])["claims"]
    asked["bundle"] = [one["sql"] for one in queries if '"record_' in one["sql"]]
    assert [one["id"] for one in claims] == [claim.reference]
    assert {address: sql for address, sql in asked.items() if sql} == {}
