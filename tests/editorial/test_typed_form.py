"""What stands in a whole form is kept for whoever types in it, until it is saved."""

import re

import pytest

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.models import TypedRow
from tracker.editorial.workbench.typed import LARGEST
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def claim(db):
    row = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"), **DRAFT)
    make.ledger()
    return row


def kept(client, form, data):
    return client.post(f"{form.removesuffix('change/').removesuffix('add/')}typed/", data)


def test_new_record_is_offered_again_to_whoever_began_it_alone(
    editors_desk, publishers_desk, subtests
):
    form = desk.add_address(m.Party)
    data = desk.fields(editors_desk.get(form)) | {"name": ["Party Half"], "description": ["It w"]}
    entries = Entry.objects.count()
    assert re.fullmatch(r"\d\d:\d\d", kept(editors_desk, form, data).content.decode())
    assert (Entry.objects.count(), m.Party.objects.count()) == (entries, 0)
    assert "Take it" in editors_desk.get(form).content.decode()
    assert "Take it" not in publishers_desk.get(form).content.decode()
    assert "Party Half" not in publishers_desk.get(f"{form}?typed=1").content.decode()
    taken = editors_desk.get(f"{form}?typed=1")
    assert "This is what you typed." in taken.content.decode()
    again = desk.fields(taken)
    assert (again["name"], again["description"]) == (["Party Half"], ["It w"])
    assert not m.Party.objects.exists()
    with subtests.test("saved, it is forgotten"):
        saved = editors_desk.post(form, again | {"kind": ["authority"], "_save": ["1"]})
        assert saved.status_code == 302
        assert m.Party.objects.get().name == "Party Half"
        assert not TypedRow.objects.exists()


def test_change_of_a_record_is_offered_and_forgotten_on_request(editors_desk, claim):
    form = desk.address(claim)
    data = desk.fields(editors_desk.get(form)) | {"title": ["Party A alleges half a"]}
    kept(editors_desk, form, data)
    assert desk.fields(editors_desk.get(f"{form}?typed=1"))["title"] == ["Party A alleges half a"]
    claim.refresh_from_db()
    assert claim.title != "Party A alleges half a"
    back = kept(editors_desk, form, {"_forget": "1"})
    assert (back.status_code, back["Location"]) == (302, form)
    assert "Take it" not in editors_desk.get(form).content.decode()


def test_first_button_is_never_the_one_that_forgets(editors_desk, claim):
    form = desk.address(claim)
    kept(editors_desk, form, desk.fields(editors_desk.get(form)))
    page = editors_desk.get(form).content.decode()
    assert page.index('name="_continue"') < page.index('name="_forget"')


def test_nobody_keeps_what_they_may_not_save(client, editors_desk, claim):
    form = desk.address(claim)
    address = f"{form.removesuffix('change/')}typed/"
    assert client.post(address, {}).status_code in (302, 403)
    cora = type(client)()
    cora.force_login(staff("cora", "contributor"))
    assert kept(cora, form, {"title": "mine"}).status_code == 404
    assert (
        kept(editors_desk, desk.address(claim).replace(str(claim.pk), "0"), {}).status_code == 404
    )
    assert editors_desk.get(address).status_code == 405
    much = {"title": "x" * LARGEST}
    assert kept(editors_desk, form, much).status_code == 413
    assert not TypedRow.objects.exists()


def test_form_over_another_page_is_not_kept(editors_desk):
    form = desk.add_address(m.Party)
    kept(editors_desk, form, {"name": "Party Half"})
    assert "data-typed" not in editors_desk.get(f"{form}?_popup=1").content.decode()
