"""What is public: the one definition of *published*, through every noun."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests import factories as make
from tests.public import hidden
from tracker.record import models as m

pytestmark = pytest.mark.django_db

DRAFT = {"status": "draft", "published_at": None}
HIDDEN = [
    DRAFT,
    {"status": "in_review", "published_at": None},
    {"status": "withdrawn", "withdrawn_at": timezone.now(), "withdrawn_reason": "Twice."},
]


def is_public(row):
    return type(row).objects.published().filter(pk=row.pk).exists()


@pytest.mark.database
@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("noun", [make.claim, make.response, make.request, make.event])
def test_only_a_published_record_is_public(noun, state):
    assert is_public(noun())
    assert not is_public(noun(**state))


@pytest.mark.database
@pytest.mark.parametrize("state", HIDDEN)
def test_allegation_is_as_public_as_its_claim(state):
    assert is_public(make.claim().allegations.get())
    assert not is_public(make.claim(**state).allegations.get())


@pytest.mark.database
@pytest.mark.parametrize("state", HIDDEN)
def test_answer_needs_both_its_response_and_its_claim(state):
    shown, hidden = make.claim(), make.claim(**state)
    assert is_public(make.answer(make.response(shown), shown.allegations.get()))
    assert not is_public(make.answer(make.response(shown, **state), shown.allegations.get()))
    assert not is_public(make.answer(make.response(hidden), hidden.allegations.get()))


@pytest.mark.parametrize("state", HIDDEN)
def test_source_is_public_only_if_something_public_cites_it(state):
    cited_by_hidden = make.source()
    make.cite(make.claim(**state), cited_by_hidden)
    assert not is_public(cited_by_hidden)
    assert not is_public(make.source())
    make.cite(make.claim(), cited_by_hidden)
    assert is_public(cited_by_hidden)


@pytest.mark.database
def test_confidential_source_is_never_public_nor_what_is_quoted_from_it():
    secret = make.source(confidential=True)
    citation = make.cite(make.claim(), secret)
    assert not is_public(secret)
    assert not is_public(citation)


@pytest.mark.parametrize(
    "target",
    [
        lambda state: make.claim(**state),
        lambda state: make.claim(**state).allegations.get(),
        lambda state: make.response(**state),
        lambda state: make.event(**state),
        lambda state: make.figure(make.event(**state)),
        lambda state: make.figure(make.claim(**state).allegations.get()),
    ],
)
def test_citation_is_as_public_as_what_it_is_for(target):
    assert is_public(make.cite(target({})))
    assert not is_public(make.cite(target(DRAFT)))


def test_source_that_proves_a_public_request_is_public():
    assert is_public(make.request().proof)
    assert not is_public(make.request(**DRAFT).proof)


def name_as_claimant(party, state):
    make.claim(claimant=party, **state)


def name_as_accused(party, state):
    make.claim(accused=party, **state)


def name_as_responder(party, state):
    make.response(responder=party, **state)


def name_as_spokesperson(party, state):
    make.response(spokesperson=party, **state)


def name_as_asker(party, state):
    make.request(asker=party, **state)


def name_as_asked(party, state):
    make.request(asked=party, **state)


def name_in_event(party, state):
    m.EventParty.objects.create(event=make.event(**state), party=party)


def name_as_reporter(party, state):
    make.figure(make.event(**state), reporter=party)


def name_as_publisher(party, state):
    make.cite(make.event(**state), make.source(publisher=party))


NAMINGS = [
    name_as_claimant,
    name_as_accused,
    name_as_responder,
    name_as_spokesperson,
    name_as_asker,
    name_as_asked,
    name_in_event,
    name_as_reporter,
    name_as_publisher,
]


@pytest.mark.parametrize("naming", NAMINGS)
def test_party_is_public_only_if_something_public_names_it(naming):
    party = make.party()
    naming(party, DRAFT)
    assert not is_public(party)
    naming(party, {})
    assert is_public(party)


def test_body_that_a_public_person_speaks_for_is_public():
    body, person = make.party(), make.party(kind="person")
    m.Membership.objects.create(member=person, body=body, office="Speaker")
    assert not is_public(body)
    make.response(spokesperson=person)
    assert is_public(body)


@pytest.mark.database
def test_publisher_of_a_confidential_source_is_not_named_by_it():
    party = make.party()
    make.cite(make.claim(), make.source(publisher=party, confidential=True))
    assert not is_public(party)


def test_place_is_public_only_if_something_public_names_it():
    place = make.place()
    m.AllegationPlace.objects.create(allegation=make.claim(**DRAFT).allegations.get(), place=place)
    assert not is_public(place)
    m.AllegationPlace.objects.create(allegation=make.claim().allegations.get(), place=place)
    assert is_public(place)


@pytest.mark.database
def test_place_is_public_if_a_public_place_lies_in_it():
    country = make.place(kind="country")
    region = make.place(kind="region", part_of=country)
    town = make.place(part_of=region)
    assert not is_public(country)
    m.EventPlace.objects.create(event=make.event(), place=town)
    assert is_public(region)
    assert is_public(country)


@pytest.mark.database
def test_link_between_claims_needs_both():
    shown, hidden = make.claim(), make.claim(**DRAFT)
    assert is_public(m.ClaimLink.objects.create(claim=shown, other=make.claim(), kind="repeats"))
    assert not is_public(m.ClaimLink.objects.create(claim=shown, other=hidden, kind="repeats"))
    assert not is_public(m.ClaimLink.objects.create(claim=hidden, other=shown, kind="repeats"))


def test_correction_needs_its_record():
    assert is_public(make.correction(claim=make.claim()))
    assert not is_public(make.correction(claim=make.claim(**DRAFT)))
    assert not is_public(make.correction(claim=make.claim(), **DRAFT))
    assert not is_public(make.correction(source=make.source(confidential=True)))


def test_staff_see_drafts_but_nothing_withdrawn_or_confidential(editor):
    assert m.Claim.objects.visible_to(editor).filter(pk=make.claim(**DRAFT).pk).exists()
    assert not m.Claim.objects.visible_to(editor).filter(pk=make.claim(**HIDDEN[2]).pk).exists()
    secret = make.source(confidential=True)
    make.cite(make.claim(), secret)
    assert not m.Source.objects.visible_to(editor).filter(pk=secret.pk).exists()


@pytest.mark.database
def test_staff_who_left_see_what_readers_see(editor):
    editor.is_active = False
    draft = make.claim(**DRAFT)
    assert not m.Claim.objects.visible_to(editor).filter(pk=draft.pk).exists()
    assert not m.Claim.objects.visible_to(AnonymousUser()).filter(pk=draft.pk).exists()


@pytest.mark.database
@pytest.mark.parametrize("state", hidden.HIDDEN)
def test_what_is_published_is_the_same_asked_of_some_rows(state):
    public = hidden.published_dispute()
    hidden.hidden_dispute(public, hidden.HIDDEN[state])
    hidden.confidential_source(public)
    for model in (m.Claim, m.Party, m.Place, m.Source):
        every = set(model.objects.values_list("pk", flat=True))
        seen = set(model.objects.published().values_list("pk", flat=True))
        assert seen < every, "nothing is hidden"
        assert model.objects.published_among(every) == seen
        for pk in every:
            assert model.objects.published_among([pk]) == seen & {pk}
