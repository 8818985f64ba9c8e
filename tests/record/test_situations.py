"""Each situation of `tests/situations.py`, built of rows and read through editions."""

import pytest

from tests import factories as make
from tests.situations import SITUATIONS, alleged, reply
from tracker.edition.models import Edition
from tracker.edition.readers import Published
from tracker.edition.records import claim as read_claim
from tracker.public.telling.both_sides import first_quote
from tracker.record.state import ANSWERED, NONE
from tracker.words.states import answer_marks, point_sentences, state_sentence

pytestmark = pytest.mark.django_db


@pytest.mark.database
@pytest.mark.parametrize("name", SITUATIONS)
def test_situation_is_told_as_it_is(name):
    claim, expected = SITUATIONS[name]()
    document = make.told(claim)
    found = [(point, known) for point in document.allegations for known in point.states]
    assert [(p.number, known.party.name, known.state, known.kinds) for p, known in found] == [
        one[:4] for one in expected
    ]
    for one, (_point, known) in zip(expected, found, strict=True):
        sentence = str(state_sentence(known))
        for words in one.words:
            assert words in sentence


def test_there_are_enough_situations():
    edges = [name for name in SITUATIONS if name.startswith("edge")]
    assert len(SITUATIONS) - len(edges) >= 50
    assert len(edges) >= 20


def marks(name):
    claim, _told = SITUATIONS[name]()
    point = make.told(claim).allegations[0]
    return [(one.response.responder.name, *answer_marks(one, point)) for one in point.answers]


@pytest.mark.database
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a government that is not accused gave a reply", "not accused of this point"),
        ("a remark in an interview that does not name the report", "a remark on the subject"),
        ("a statement five days before the claim", "said before the claim"),
        ("a general denial years before", "said before the claim"),
        ("a body was later integrated into a state, which comments", "successor of Party B"),
        ("a person is accused; the employer denies", "Party P belongs to it"),
        ("a local commander speaks for himself; the body is accused", "Commander, Party B"),
        ("response withdrawn by the one who gave it", "withdrawn by Party B"),
        ("statement disowned by the party it is ascribed to", "disowned by Party B"),
        ("an account that nobody has confirmed as the party's", "not confirmed as its own words"),
        ("umbrella accused; a member replied on one point, for the whole", "speaks for Party B"),
    ],
)
def test_words_that_do_not_count_are_shown_and_marked(name, expected):
    (found,) = marks(name)
    assert any(expected in str(mark) for mark in found[1:]), found


def test_point_whose_accused_is_not_named_says_so():
    claim, _told = SITUATIONS["accused unnamed in the passage"]()
    point = make.told(claim).allegations[1]
    assert point_sentences(point) == ["The source does not name who is accused of this."]
    assert point.response_state == ""


@pytest.mark.database
def test_denial_in_a_headline_is_no_quotation():
    claim, _told = SITUATIONS["a denial only in a newspaper's headline"]()
    (answer,) = make.told(claim).allegations[0].answers
    assert first_quote(answer.citations) is None


def test_joint_statement_is_one_response():
    claim, _told = SITUATIONS["joint statement of two accused"]()
    document = make.told(claim)
    assert len(document.replies) == 1
    assert [one.name for one in document.responders] == ["Party B", "Party C"]


@pytest.mark.database
def test_state_of_the_past_stays_as_it_was_told():
    claim = alleged("B")
    make.ledger()
    at = Edition.objects.order_by("-since").first().since
    reply(claim, 1)
    make.ledger()
    assert make.told(claim).response_state == ANSWERED
    assert read_claim(Published(at), claim.reference).response_state == NONE


def test_page_of_the_past_names_the_responses_recorded_since(client):
    claim = alleged("B")
    make.ledger()
    response = reply(claim, 1)
    dossier = make.dossier(claim)
    make.ledger()
    page = client.get(claim.get_absolute_url(), {"revision": 1}).content.decode()
    assert "Responses recorded since then:" in page
    assert response.get_absolute_url() in page
    assert dossier.get_absolute_url() not in page
    assert "No reply from Party B found." in page
