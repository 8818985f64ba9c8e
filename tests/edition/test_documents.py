"""Documents say what the record says; from the desk's rows they are made alike."""

import random
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories as make
from tests.conftest import THOROUGH
from tests.ledger.world import as_made, kept, settled
from tests.published import as_published, as_the_tables_say
from tests.search.disputes import Disputes
from tests.stored_states import pairs
from tracker.edition import named, records
from tracker.edition.documents import WITHHELD
from tracker.edition.models import Edition
from tracker.edition.readers import AtTheDesk, Published
from tracker.record import models as m
from tracker.record.state import STATES, first_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = Published()


@pytest.fixture
def disputes(made, db):
    as_made(made)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        make_disputes()
        yield settled(None)


def make_disputes():
    """Random disputes with drafts and what was withdrawn among them, figures, ties and offices."""
    chance = random.Random(7)
    made = Disputes(chance, claims=120 if THOROUGH else 60)
    points, answers = list(m.Allegation.objects.all()), list(m.Answer.objects.all())
    for holder in [*points[:12], *answers[:12]]:
        make.figure(holder, reporter=chance.choice(made.parties))
    figures = list(m.Figure.objects.all())
    for figure in figures:
        figure.repeats = chance.choice([one for one in figures if one is not figure])
        figure.save()
    for member, body in zip(made.parties[:4], made.parties[4:], strict=False):
        m.Membership.objects.get_or_create(member=member, body=body, office="")
    claims = list(m.Claim.objects.all())
    for one, other in zip(claims[:10], claims[10:20], strict=True):
        m.ClaimLink.objects.create(claim=one, other=other, kind="repeats")
    for row in (*claims[:6], *m.Response.objects.all()[:6]):
        make.correction(**{row._meta.model_name: row})
    make.request(claim=make.claim(), due_on="2099")
    # Each state, also where chance had none of it.
    make.request(claim=make.claim(), due_on="2024-05-01")
    make.request(claim=make.claim(), due_on="2024-05-01", checked_on="2024-06-01")
    make.response(make.claim())
    silent = make.claim()
    make.answer(make.response(silent), silent.allegations.get(), extent="declined")
    make.editions()


def test_editions_of_rows_alone_are_those_of_the_door(disputes):
    """The tests' own short way to editions, which most tests of pages take."""
    assert as_published() == as_the_tables_say()


def keys():
    return list(Edition.objects.standing().whole().values_list("key", flat=True))


def test_desk_s_rows_that_are_all_published_make_the_same_documents(disputes):
    at_the_desk = AtTheDesk(AnonymousUser())
    published = {key: {**tree} for key, tree in NOW.trees(keys()).items()}
    for tree in published.values():
        del tree["entry"]
    assert at_the_desk.trees(keys()) == published
    nouns = ("C-", "R-", "S-", "E-", "party/", "place/")
    for noun, role in product(nouns, ("", "claims/claim", "claimants/party", "citations/source")):
        some = [key for key in keys() if key.startswith(noun)]
        roles = [role] if role else []
        assert set(at_the_desk.naming(some, *roles)) == set(NOW.naming(some, *roles))


def test_hidden_records_make_no_documents_from_either(disputes):
    hidden = m.Claim.objects.exclude(status="published").values_list("reference", flat=True)
    assert hidden
    for reader in (NOW, AtTheDesk(AnonymousUser())):
        assert reader.trees(hidden) == {}
        assert records.claims(reader, list(hidden)) == {}


def test_points_are_in_the_states_that_the_tables_say(disputes):
    told = records.claims(NOW, [key for key in keys() if key.startswith("C-")])
    found = {
        (claim.key, point.number, one.party.name): one.state
        for claim in told.values()
        for point in claim.allegations
        for one in point.states
    }
    names = dict(m.Party.objects.values_list("pk", "name"))
    assert found == {(one.claim, one.number, names[one.party]): one.state for one in pairs()}
    assert set(found.values()) == set(STATES), "not every state was tried"
    for claim in told.values():
        every = [found[key] for key in found if key[0] == claim.key]
        assert claim.response_state == first_of(every)


def speaks(citation):
    """Whether a citation's publisher is who speaks in it, or a body that they belong to."""
    if citation.event_id:
        return None
    holder = citation.target
    claim = holder if citation.claim_id else getattr(holder, "claim", None)
    if citation.figure_id:
        voices = {holder.reporter}
    elif claim:
        narrowed = set() if citation.claim_id else set(holder.claimants.all())
        voices = narrowed or set(claim.claimants.all())
    else:
        made = getattr(holder, "response", holder)
        voices = {made.responder, made.spokesperson, *made.joint_responders.all()} - {None}
    bodies = {body for party in voices for body in party.bodies.all()}
    return citation.relation == "own_words" and citation.source.publisher in voices | bodies


def test_hand_is_what_the_rows_say_of_speaker_and_publisher(disputes):
    claims = records.claims(NOW, [key for key in keys() if key.startswith("C-")])
    responses = records.responses(NOW, [key for key in keys() if key.startswith("R-")])
    told = [
        citation
        for document in (*claims.values(), *responses.values())
        for holder in named.holders_in(document)
        for citation in holder.citations
    ]
    assert {one.is_first_hand for one in told} == {True, False}
    rows = m.Citation.objects.in_bulk([int(one.row) for one in told])
    assert {one.row: one.is_first_hand for one in told} == {
        str(pk): speaks(row) for pk, row in rows.items()
    }


def test_what_one_repeats_is_named_where_readers_see_it_and_else_only_that_it_does(disputes):
    claims = records.claims(NOW, [key for key in keys() if key.startswith("C-")])
    figures = {
        figure.row: figure
        for claim in claims.values()
        for holder in (*claim.allegations, *(a for p in claim.allegations for a in p.answers))
        for figure in holder.figures
    }
    seen = {str(pk) for pk in m.Figure.objects.published().values_list("pk", flat=True)}
    for row in m.Figure.objects.filter(pk__in=figures):
        told = figures[str(row.pk)]
        if str(row.repeats_id) in seen:
            assert told.repeats.row == str(row.repeats_id)
            assert told.repeats.reporter.name == row.repeats.reporter.name
        else:
            assert (told.repeats, told.repeats_id) == (None, WITHHELD)


def test_past_document_has_the_names_of_then(disputes):
    world = make.whole_dispute()
    make.ledger()
    at = Edition.objects.order_by("-since").first().since
    make.edited(world["party"], name="Another name")
    (then, now) = (
        records.claim(reader, world["claim"].reference) for reader in (Published(at), NOW)
    )
    assert [one.party.name for one in then.claimant_links] == ["Party A"]
    assert [one.party.name for one in now.claimant_links] == ["Another name"]
