"""Responses, sources, parties, places, dossiers, events, requests, about: what each must show."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make.whole_dispute()


@pytest.fixture
def page(client):
    def html_of(record):
        address = record if isinstance(record, str) else record.get_absolute_url()
        return client.get(address).content.decode()

    return html_of


def test_accused_responder_and_spokesperson_stay_apart(world, page):
    html = page(world["response"])
    assert "<dt>Responder</dt>" in html
    assert "<dt>Spokesperson</dt>" in html
    claim = page(world["claim"])
    assert "<dt>Claimant</dt>" in claim
    assert "<dt>Accused</dt>" in claim
    assert "through <bdi>Speaker D</bdi>" in claim


def test_name_that_a_source_uses_stands_beside_ours(world, page):
    world["claim"].accused_links.update(named_as="Kurdish authorities")
    assert 'called <bdi lang="und">Kurdish authorities</bdi>' in page(world["claim"])


def test_kinds_of_dates_stand_apart(world, page):
    m.Response.objects.filter(pk=world["response"].pk).update(first_reported_on="2024-04-30")
    html = page(world["claim"])
    for label in ("Claim made", "First response made", "First response reported"):
        assert f"<dt>{label}</dt>" in html
    assert 'first reported <bdi class="date">30 April 2024</bdi>' in html


def test_answer_older_than_the_claim_says_so(page):
    claim = make.claim()
    make.answer(make.response(claim, made_on="../2024-04-17"), claim.allegations.get())
    assert "before or with the publication of the claim" in page(claim)


@pytest.mark.parametrize(
    ("relation", "own", "words"),
    [
        ("own_words", True, "first-hand"),
        ("own_words", False, "its own statement, as republished by <bdi>Paper P</bdi>"),
        ("quoted", False, "quoted by <bdi>Paper P</bdi>"),
    ],
)
def test_citation_says_whose_words_they_are(page, relation, own, words):
    claim = make.claim()
    claim.allegations.get().citations.all().delete()
    publisher = claim.claimants.get() if own else make.party("Paper P")
    make.cite(claim.allegations.get(), make.source(publisher=publisher), relation=relation)
    assert f">{words}</span>" in page(claim)


def test_reprints_of_one_text_are_one_origin(page):
    claim = make.claim()
    claim.allegations.get().citations.all().delete()
    agency = make.source("The agency text")
    for source in (agency, make.source(derived_from=agency), make.source(derived_from=agency)):
        make.cite(claim, source)
    assert "3 sources of the claim, 1 independent origin." in page(claim)
    html = page(agency)
    assert "2 reprints found." in html
    reprint = page(agency.republications.first())
    assert "Reprints or retells" in reprint
    assert "The agency text" in reprint


def test_coverage_names_the_points_answered_and_those_passed_over(page):
    claim = make.claim(allegations=3)
    reply = make.response(claim)
    for point in claim.allegations.filter(number__in=(1, 3)):
        make.answer(reply, point)
    html = page(claim)
    assert "A reply on points 1 and 3 of 3." in html
    assert "Replied on 2 of 3 points; 1 not addressed" in html
    assert "A reply on points 1 and 3 of 3." in page(reply)


def test_response_on_two_claims_shows_each_with_its_own_coverage(page):
    one, two = make.claim("One", allegations=2), make.claim("Two")
    reply = make.response(one, two)
    make.answer(reply, one.allegations.first())
    html = page(reply)
    assert "A reply on point 1 of 2." in html
    assert "A reply; it names no single point, as far as we have read it." in html


def test_figures_are_shown_as_printed_and_never_added_up(page):
    event = make.event()
    whole = make.figure(event, as_printed="more than 104 people")
    make.figure(event, as_printed="31 women", part_of=whole)
    make.figure(event, as_printed="over 104", repeats=whole)
    html = page(event)
    for words in ("more than 104 people", "31 women", "over 104"):
        assert f"<bdi>{words}</bdi>" in html
    assert "part of: <bdi>more than 104 people</bdi>" in html
    assert f"repeats <bdi>{whole.reporter.name}</bdi>" in html
    assert "never added up" in html
    assert "total" not in html.lower()


def test_figure_in_another_language_has_its_translation(page):
    event = make.event()
    figure = make.figure(event, as_printed="أكثر من ٤٠")
    figure.citations.update(
        quote="أكثر من ٤٠", language="ar", translation="more than 40", translator="the desk"
    )
    assert "<bdi>more than 40</bdi> (translated by <bdi>the desk</bdi>)" in page(event)


def test_source_shows_everything_cited_from_it(world, page):
    source, claim = world["source"], world["claim"]
    answer = world["response"].answers.get()
    for target in (claim, world["response"], answer, world["event"], answer.figures.get()):
        make.cite(target, source)
    html = page(source)
    reference = f'<bdi class="reference">{claim.reference}</bdi>'
    assert f"Allegation 1 of {reference}" in html
    assert f"Answer to allegation 1 of {reference}" in html
    assert world["event"].title in html
    assert "Figure <bdi>about 30</bdi>" in html


def test_source_that_proves_a_request_says_so(world, page):
    assert world["request"].title in page(world["request"].proof)


def test_party_shows_what_it_alleged_what_is_alleged_of_it_and_how_it_answered(page):
    party = make.party("Party P")
    made = make.claim("Party P alleges a thing", claimant=party)
    against = make.claim("Party Q alleges a thing of Party P", accused=party)
    reply = make.response(against, responder=party, title="Party P says no")
    asked = make.request(asked=party, title="Party Q asks Party P")
    html = page(party)
    order = [made.title, against.title, reply.title, asked.title]
    assert [html.index(title) for title in order] == sorted(html.index(title) for title in order)
    assert "Next turn: <bdi>Party P</bdi>." in html


def test_party_shows_its_names_with_who_uses_them_and_its_offices(page):
    speaker, body = make.party("Speaker S", kind="person"), make.party("Body B")
    m.Membership.objects.create(member=speaker, body=body, office="Secretary", held="2021/..")
    m.PartyName.objects.create(party=body, name="الهيئة", language="ar", used_by="the press")
    make.claim(claimant=speaker)
    html = page(body)
    assert '<bdi lang="ar">الهيئة</bdi>' in html
    assert "used by <bdi>the press</bdi>" in html
    assert "Secretary" in html
    assert "Body B" in page(speaker)


def test_party_with_very_many_claims_shows_some_and_leads_to_all(page):
    party = make.party(slug="party-p")
    for _number in range(21):
        make.claim(claimant=party)
    html = page(party)
    assert html.count('class="row claim-row"') == 20
    assert '<a href="/claims/?claimant=party-p">All its claims</a>' in html


def test_place_shows_what_is_alleged_in_the_places_within_it(world, page):
    region = make.place("Region R", kind="region")
    m.Place.objects.filter(pk=world["place"].pk).update(part_of=region)
    html = page(region)
    assert world["claim"].title in html
    assert world["event"].title in html
    assert "Town C" in html
    assert "Region R" in page(world["place"])
    assert "Figures over time, as reported" in page(world["place"])


def test_dossier_tells_everything_in_time_order(page):
    claim = make.claim("Claim of April", made_on="2024-04-17")
    make.response(claim, title="Reply before", made_on="../2024-04-17")
    make.response(claim, title="Reply after", made_on="2024-04-28")
    make.request(claim=claim, title="Request of March", sent_on="2024-03")
    make.request(claim=claim, title="Request undated", sent_on="")
    event = make.event("Event of 2022", happened_on="2022")
    april = make.event("Event of some day in April", happened_on="2024-04")
    html = page(make.dossier(claim, events=[event, april]))
    told = html[html.index("In time order") :]
    order = [
        "Event of 2022",
        "Request of March",
        "Event of some day in April",
        "Reply before",
        "Claim of April",
        "Reply after",
        "Request undated",
    ]
    assert [told.index(title) for title in order] == sorted(told.index(title) for title in order)


def test_empty_dossier_says_so(page):
    html = page(make.dossier())
    assert "No claim is in this dossier yet." in html
    assert "Nothing is entered in this dossier yet." in html


def test_event_shows_parties_with_their_role_places_and_sources(world, page):
    m.EventParty.objects.update(role="host")
    html = page(world["event"])
    assert "Party E" in html
    assert "<bdi>host</bdi>" in html
    assert "Town C" in html
    assert "They did it." in html


def test_request_says_whose_turn_it_is_until_it_is_answered(page):
    due = timezone.localdate() + timedelta(days=5)
    asked = make.request(asked=make.party("Party B"), due_on=due.isoformat())
    html = page(asked)
    assert "Next turn: <bdi>Party B</bdi>." in html
    assert "No reply found." in html
    asked.outcome = "answered"
    asked.answered_by = make.response(make.claim(), title="Party B replies")
    asked.save()
    html = page(asked)
    assert "Next turn" not in html
    assert "Party B replies" in html


def test_front_page_shows_what_is_new_and_whose_turn_it_is(world, page):
    html = page("/")
    for row in (world["claim"], world["response"], world["request"], world["dossier"]):
        assert row.title in html
    assert "Next turn" in html
    assert 'action="/search/"' in html


def test_about_defines_every_code_that_pages_link_to(world, page, settings):
    settings.CORRECTION_CONTACT = "desk@example.org"
    html = page("/about/")
    for entry in [*m.Stance.objects.all(), *m.Violation.objects.all()]:
        assert f'id="{entry._meta.model_name}-{entry.code}"' in html
        assert f"version {entry.version}" in html
    assert "desk@example.org" in html
