"""No page asks the database more often because there is more on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import THOROUGH
from tests.public import crawl
from tracker.edition import offered
from tracker.ledger.beginning import adopt_all
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# What each page may ask for at most; lower is better, more wants a reason.
# One of them for what is known of all the quotes of a page; of a source one for its copies.
MOST = {
    "front": 9,
    "claims": 0,
    "responses": 0,
    "sources": 0,
    "parties": 0,
    "places": 0,
    "dossiers": 2,
    "events": 0,
    "requests": 0,
    "search": 45,
    "about": 3,
    "claim": 8,
    "response": 9,
    "source": 12,
    "source_annotations": 12,
    "party": 14,
    "place": 16,
    "dossier": 14,
    "event": 7,
    "request": 6,
    "ledger": 10,
    "claim_history": 10,
    "claim_past": 26,
    "source_history": 12,
    # Beside records and notices, what the ledger and the editions tell of each change.
    "changes": 7,
    "feed_claims": 8,
    "feed_responses": 9,
    "feed_events": 5,
    "feed_requests": 5,
    "feed_changes": 7,
    "feed_dossier": 17,
    # First whether so much names the party that all of it is not to be sorted.
    "feed_party": 18,
    "dossier_matrix": 11,
    "dossier_timeline": 12,
    "dossier_figures": 11,
    "statistics": 2,
    "party_matrix": 10,
    "dossier_map": 11,
    "party_answers": 8,
    "claim_reporters": 8,
    "response_reporters": 9,
}
# Pages for which the process holds the index, which it reads when it is first asked for them.
KEPT = {*crawl.LISTS, "front", "statistics", "search"}
# What a page that may be kept elsewhere asks besides: whether anything changed, before and after.
STAMP = 2


def warmed(client, address):
    """What a page asks of the database once this process holds the index."""
    assert client.get(address).status_code == 200
    return queries(client, address)


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked]


def more(world, times=4):
    """Some more of everything, hung on the same dispute."""
    violation, stance = m.Violation.objects.last(), m.Stance.objects.last()
    claim, party, place = world["claim"], world["party"], world["place"]
    for number in range(times):
        other = make.claim(claimant=party, allegations=2)
        against = make.claim(accused=party)
        m.ClaimLink.objects.create(claim=other, other=claim, kind="repeats")
        m.ClaimClaimant.objects.create(claim=claim, party=make.party())
        m.ClaimAccused.objects.create(claim=claim, party=make.party())
        point = make.allegation(claim, 10 + claim.allegations.count())
        m.AllegationViolation.objects.create(allegation=point, violation=violation)
        m.AllegationPlace.objects.create(allegation=point, place=make.place(part_of=place))
        m.AllegationPlace.objects.create(allegation=other.allegations.first(), place=place)
        reply = make.response(claim, other, responder=party, spokesperson=make.party())
        spoken = make.response(against, spokesperson=party)
        for response in (reply, spoken, world["response"]):
            given = make.answer(response, point)
            m.AnswerStance.objects.create(answer=given, stance=stance)
            whole = make.figure(given, reporter=party, place=place)
            make.figure(given, repeats=whole, part_of=whole, place=place)
        event = make.event()
        m.EventParty.objects.create(event=event, party=party)
        m.EventPlace.objects.create(event=event, place=place)
        m.EventParty.objects.create(event=world["event"], party=make.party())
        m.EventPlace.objects.create(event=world["event"], place=make.place())
        more_cited(world, [claim, point, reply, given, event, whole])
        more_around(world, event, other, number)


def more_cited(world, targets):
    """The dispute's source cited for everything, and everything citing yet another source."""
    for target in targets:
        make.cite(target, world["source"])
        make.cite(target, make.source(derived_from=world["source"]))
    for holder in (world["event"], world["response"]):
        make.cite(holder)
    make.figure(world["event"])


def more_around(world, event, other, number):
    """Requests, corrections, dossiers, names and offices."""
    party, claim = world["party"], world["claim"]
    make.request(claim=claim, asker=party, made_in=world["response"], proof=world["source"])
    make.request(claim=claim, asked=party)
    for kind in m.Correction.TARGETS:
        make.correction(**{kind: world[kind]})
    m.DossierClaim.objects.create(dossier=world["dossier"], claim=other)
    m.DossierEvent.objects.create(dossier=world["dossier"], event=event)
    make.dossier(claim, events=[world["event"]])
    for office in ("Speaker", "Secretary"):
        ends = {"member": party, "body": make.party()}
        m.Membership.objects.create(**ends, office=office)
        m.Membership.objects.create(member=other.accused.get(), body=party, office=office)
    m.PartyName.objects.create(party=party, name=f"Name {party.names.count()} {number}")
    m.PlaceName.objects.create(place=world["place"], name=f"Name {number} {event.pk}")
    make.source(publisher=party)


@pytest.fixture
def addresses():
    """Page → its address, and the dispute behind the record pages, with some of everything."""
    world = make.whole_dispute()
    more(world)
    make.ledger()
    offered.make()
    found = {name: reverse(name) for name in ("front", *crawl.LISTS, "about", "ledger")}
    found |= {noun: world[noun].get_absolute_url() for noun in crawl.NOUNS}
    for noun in ("claim", "source"):
        make.edited(world[noun], title="Party A alleges a thing anew")
        found[f"{noun}_history"] = f"{found[noun]}history/"
    for noun, section in (("dossier", "dossiers"), ("party", "parties")):
        found[f"{noun}_matrix"] = f"{found[noun]}matrix/"
        found[f"feed_{noun}"] = f"/feeds/{section}/{world[noun].slug}/"
    for view in ("timeline", "figures"):
        found[f"dossier_{view}"] = f"{found['dossier']}{view}/"
    found |= {
        f"feed_{name}": f"/feeds/{name}/"
        for name in ("claims", "responses", "events", "requests", "changes")
    }
    found["party_answers"] = f"{found['party']}answers/"
    for noun in ("claim", "response"):
        found[f"{noun}_reporters"] = f"{found[noun]}reporters/"
    found["source_annotations"] = f"{found['source']}annotations.jsonld"
    found["dossier_map"] = f"{found['dossier']}map/"
    found["changes"] = "/changes/"
    found["statistics"] = "/statistics/"
    found["search"] = "/search/?q=thing*"
    found["claim_past"] = f"{found['claim']}?as_of={timezone.localdate()}"
    return found, world


def test_no_page_asks_more_often_for_twice_as_many_rows_nor_than_written_down(client, addresses):
    found, world = addresses
    # Of each kind of change that `/changes/` tells one is there from the beginning.
    make.correction(response=world["response"])
    adopt_all()
    make.edited(world["claim"], title="Party A alleges a thing of old")
    make.edited(world["source"], title="A title of old")
    before = {page: warmed(client, address) for page, address in found.items()}
    asked = {page: len(statements) for page, statements in before.items()}
    assert {page: count for page, count in asked.items() if count > MOST[page] + STAMP} == {}
    more(world)
    adopt_all()
    for number in range(4):
        make.edited(world["claim"], title=f"Party A alleges a thing {number}")
        make.edited(world["source"], title=f"A title {number}")
    asked_of = {page: warmed if page in KEPT else queries for page in found}
    after = {page: asked_of[page](client, address) for page, address in found.items()}
    grown = {
        page: (len(before[page]), len(after[page]))
        for page in found
        if len(before[page]) < len(after[page])
    }
    assert grown == {}


VIEWS = ("", "matrix/", "timeline/", "figures/", "map/")


def test_dossier_of_many_claims_asks_as_often_as_one_of_few(client):
    dossier = make.dossier()

    def grow(to):
        while dossier.claims.count() < to:
            claim = make.claim(allegations=2)
            point = claim.allegations.first()
            m.DossierClaim.objects.create(dossier=dossier, claim=claim)
            m.AllegationPlace.objects.create(allegation=point, place=make.place())
            make.figure(make.answer(make.response(claim), point))
            make.request(claim=claim)

    counts = []
    for size in (3, 50 if THOROUGH else 15):
        grow(size)
        base = dossier.get_absolute_url()
        counts.append({view: len(warmed(client, f"{base}{view}")) for view in VIEWS})
    assert counts[0] == counts[1]
