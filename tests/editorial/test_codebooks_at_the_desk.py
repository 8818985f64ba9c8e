"""Codebooks at the desk: changed words wait for a second publisher, and say what they touch."""

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.approving import Proposal, is_waiting
from tracker.editorial.wording import findings_of
from tracker.editorial.workflow import make_move
from tracker.ledger.auditing import Audit
from tracker.record.models import Stance, Violation

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(db):
    client = Client()
    client.force_login(staff("petra", "publisher"))
    return client


@pytest.fixture
def code(db):
    """The code of a published allegation."""
    claim = make.claim("Party A alleges a thing", claimant=make.party("Party A"))
    make.ledger()
    return claim.allegations.get().violations.get()


def changed(client, code, **fields):
    data = desk.open_form(client, code)
    data |= {name: [value] for name, value in fields.items()}
    return desk.save(client, code, data)


def at(code, page):
    return f"/admin/record/{code._meta.model_name}/{code.pk}/{page}/"


def publish(client, code):
    version = Proposal(code).version
    return client.post(at(code, "waiting"), {"version": str(version)}, follow=True)


@pytest.mark.database
def test_changed_words_wait_for_a_second_publisher(publishers_desk, petra, code, reader):
    assert changed(publishers_desk, code, label="Another label").status_code == 302
    assert is_waiting(code)
    assert "Another label" not in reader.get("/about/").content.decode()
    html = publishers_desk.get(at(code, "change")).content.decode()
    assert "Published, with changes that wait" in html
    assert "somebody else has to publish it" in publish(publishers_desk, code).content.decode()
    assert is_waiting(code)
    shown = petra.get(at(code, "waiting")).content.decode()
    assert "Torture" in shown and "Another label" in shown
    assert "published." in publish(petra, code).content.decode()
    assert not is_waiting(code)
    assert "Another label" in reader.get("/about/").content.decode()
    assert not Audit().run().faults


@pytest.mark.parametrize(
    ("field", "words", "why"),
    [
        ("label", "What the torturers did", "torturers"),
        ("definition", "When Party B lied.", "lied"),
        ("label", "Torture, as in “they beat him”", "quotes “they beat him”"),
    ],
)
def test_gate_is_asked_of_changed_words(publishers_desk, petra, code, field, words, why):
    changed(publishers_desk, code, **{field: words})
    assert why in petra.get(at(code, "waiting")).content.decode()
    publish(petra, code)
    assert is_waiting(code)


def test_what_waits_is_on_the_first_page_and_can_be_discarded(publishers_desk, petra, code):
    before = code.definition
    changed(publishers_desk, code, definition="When Party A says so.")
    assert (
        code.code in petra.get("/admin/").content.decode()
        or str(code) in petra.get("/admin/").content.decode()
    )
    petra.post(at(code, "waiting"), {"discard": "1"})
    code.refresh_from_db()
    assert (code.definition, is_waiting(code)) == (before, False)


def test_form_says_which_records_a_change_touches(publishers_desk, code):
    html = publishers_desk.get(at(code, "change")).content.decode()
    assert "What a change of it touches" in html
    assert "Party A alleges a thing" in html


def test_new_code_is_seen_at_once(publishers_desk, reader):
    make.ledger()
    data = desk.fields(publishers_desk.get(desk.add_address(Stance)))
    data |= {"code": ["party-c"], "label": ["Says C"], "definition": ["C."], "example": ["C."]}
    assert publishers_desk.post(desk.add_address(Stance), data).status_code == 302
    assert "Says C" in reader.get("/about/").content.decode()


def test_shipped_codebooks_pass_the_gate(subtests):
    for model in (Stance, Violation):
        for entry in model.objects.all():
            with subtests.test(entry.code):
                assert findings_of(entry) == []


def test_editor_reads_what_waits_of_a_codebook_and_publishes_nothing(
    editors_desk, publishers_desk, code
):
    changed(publishers_desk, code, label="Another label")
    assert editors_desk.get(at(code, "waiting")).status_code == 200
    publish(editors_desk, code)
    editors_desk.post(at(code, "waiting"), {"discard": "1"})
    assert is_waiting(code)


def test_record_published_while_words_wait_has_those_of_before(
    publishers_desk, editor, publisher, reader
):
    draft = make.claim(
        "Party A alleges torture by Party B",
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        status="draft",
        published_at=None,
    )
    code = draft.allegations.get().violations.get()
    make.ledger()
    changed(publishers_desk, code, label="Another label")
    make_move(make_move(draft, "submit", editor), "publish", publisher)
    assert "Another label" not in reader.get(draft.get_absolute_url()).content.decode()
    assert is_waiting(code)
    assert not Audit().run().faults
