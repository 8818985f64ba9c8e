"""What was typed outlives a session, a sign-in in another tab and somebody else's publication."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import PASSWORD
from tests.editorial import desk
from tracker.editorial import kept_forms
from tracker.editorial.models import KeptForm, SavedForm
from tracker.editorial.workflow import make_move
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def claim(db):
    return make.claim(claimant=make.party("Party A"), **DRAFT)


@pytest.fixture
def bare(db):
    """A claim without rows, where its own fields are the matter: rows are what a form costs."""
    return make.claim(allegations=0, **DRAFT)


@pytest.fixture
def point(claim):
    return claim.allegations.get()


def typed_in(data):
    """Two new figures, the first with two new quotes, and other words of the point."""
    of_figure, of_quote = desk.typed_figure()
    for number in (1, 2):
        row = desk.add_row(
            data, "allegations-0-figures", as_printed=f"figure {number}", **of_figure
        )
        data[f"{row}-citations-TOTAL_FORMS"] = data[f"{row}-citations-INITIAL_FORMS"] = ["0"]
        for quote in ("First quote", "Second quote") if number == 1 else ():
            desk.add_row(data, f"{row}-citations", quote=quote, **of_quote)
    data["allegations-0-text"] = ["Typed for an hour."]
    return data


def holds_all(fields):
    texts = [v[0] for name, v in fields.items() if re.search(r"-(as_printed|quote)$", name)]
    assert {"figure 1", "figure 2", "Second quote"} <= {*texts}
    assert fields["allegations-0-text"] == ["Typed for an hour."]


def is_saved(point):
    point.refresh_from_db()
    assert point.text == "Typed for an hour."
    first, second = point.figures.all()
    assert (first.as_printed, second.as_printed) == ("figure 1", "figure 2")
    assert [one.quote for one in first.citations.all()] == ["First quote", "Second quote"]


def end_session(client):
    """As when its time is over: the browser keeps its cookies, the site forgets the session."""
    client.session.flush()


def sign_in(client, name, address):
    return client.post(address, {"username": name, "password": PASSWORD})


def test_form_sent_after_the_session_ended_comes_back_filled_after_signing_in(editor, point):
    browser = Client()
    browser.force_login(editor)
    data = typed_in(desk.open_form(browser, point))
    end_session(browser)
    sent = desk.save(browser, point, data)
    assert sent.status_code == 302
    assert not point.figures.exists()
    back = sign_in(browser, "edith", sent.url)
    assert back.status_code == 302
    shown = browser.get(back.url)
    assert "Your session had ended when you saved." in shown.content.decode()
    holds_all(desk.fields(shown))
    assert browser.post(back.url, {**desk.fields(shown), "_continue": "1"}).status_code == 302
    is_saved(point)
    assert not KeptForm.objects.exists()


@pytest.mark.database
def test_form_of_a_new_record_comes_back_too(editor):
    browser = Client()
    browser.force_login(editor)
    data = desk.fields(browser.get(desk.add_address(m.Party)))
    end_session(browser)
    sent = browser.post(desk.add_address(m.Party), data | {"name": ["Party N"], "kind": ["media"]})
    shown = browser.get(sign_in(browser, "edith", sent.url).url)
    assert desk.fields(shown)["name"] == ["Party N"]
    assert not m.Party.objects.exists()


def test_form_with_a_token_of_another_sign_in_comes_back_filled(editor, point):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    data = typed_in(desk.open_form(browser, point))
    sent = desk.save(browser, point, data, csrfmiddlewaretoken="x" * 64)
    assert sent.status_code == 302
    shown = browser.get(sent.url)
    page = shown.content.decode()
    assert "You signed in anew in another tab." in page
    holds_all(desk.fields(shown))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    again = desk.fields(shown) | {"csrfmiddlewaretoken": token, "_continue": "1"}
    assert browser.post(sent.url, again).status_code == 302
    is_saved(point)


@pytest.mark.database
def test_kept_form_is_shown_to_nobody_else(editor, bare, publishers_desk):
    browser = Client()
    browser.force_login(editor)
    data = desk.open_form(browser, bare) | {"lead": ["Mine alone."]}
    end_session(browser)
    desk.save(browser, bare, data)
    kept = KeptForm.objects.get()
    address = f"{desk.address(bare)}?{kept_forms.KEPT}={kept.token}"
    assert "Mine alone." not in publishers_desk.get(address).content.decode()
    assert Client().get(address).status_code == 302


@pytest.mark.database
def test_stranger_keeps_nothing(claim):
    stranger = Client()
    assert stranger.post(desk.address(claim), {"lead": "Spam"}).status_code == 302
    stranger.cookies[kept_forms.COOKIE] = "1:forged"
    stranger.post(desk.address(claim), {"lead": "Spam"})
    assert not KeptForm.objects.exists()


@pytest.mark.database
def test_few_forms_of_a_person_are_kept(editor, bare):
    browser = Client()
    browser.force_login(editor)
    data = desk.open_form(browser, bare)
    end_session(browser)
    for number in range(8):
        desk.save(browser, bare, data | {"lead": [f"Lead {number}"]})
    assert KeptForm.objects.count() == kept_forms.MOST_OF_A_PERSON
    desk.save(browser, bare, data | {"lead": ["x" * 3_000_000]})
    assert not KeptForm.objects.filter(data__contains="x" * 100).exists()


def test_forged_form_of_another_site_is_refused_and_not_kept(claim):
    browser = Client(enforce_csrf_checks=True)
    assert desk.save(browser, claim, {"lead": ["Forged"]}).status_code == 403
    assert not KeptForm.objects.exists()


def publish(claim):
    for name in ("submit", "publish"):
        make_move(m.Claim.objects.get(pk=claim.pk), name, None)


@pytest.mark.database
def test_form_of_a_draft_that_was_published_meanwhile_is_saved_and_waits(
    editors_desk, claim, point, reader
):
    data = typed_in(desk.open_form(editors_desk, point))
    make.ledger()
    publish(claim)
    response = editors_desk.post(desk.address(point), data, follow=True)
    assert "Readers go on seeing what was published before" in response.content.decode()
    is_saved(point)
    assert "Typed for an hour." not in reader.get(claim.get_absolute_url()).content.decode()


def test_record_withdrawn_meanwhile_gives_an_editor_the_form_back(editors_desk, claim, point):
    data = typed_in(desk.open_form(editors_desk, point))
    publish(claim)
    make_move(m.Claim.objects.get(pk=claim.pk), "withdraw", None, "It was entered twice.")
    response = desk.save(editors_desk, point, data)
    assert response.status_code == 200
    assert "your account may not change it now" in response.content.decode()
    holds_all(desk.fields(response))
    assert not point.figures.exists()


def new_party(client, data, **typed):
    return client.post(desk.add_address(m.Party), data | {n: [v] for n, v in typed.items()})


@pytest.mark.database
def test_same_form_sent_twice_makes_one_record(editors_desk):
    data = desk.fields(editors_desk.get(desk.add_address(m.Party)))
    first = new_party(editors_desk, data, name="Party N", kind="media", _continue="1")
    second = new_party(editors_desk, data, name="Party N", kind="media", _continue="1")
    party = m.Party.objects.get()
    assert second.status_code == 302
    assert second.url == reverse("admin:record_party_change", args=[party.pk])
    assert first.status_code == 302


def test_form_changed_after_going_back_is_not_saved_as_a_second_record(editors_desk):
    data = desk.fields(editors_desk.get(desk.add_address(m.Party)))
    new_party(editors_desk, data, name="Party N", kind="media")
    response = new_party(editors_desk, data, name="Party N, mended", kind="media")
    assert response.status_code == 200
    assert "This form was saved already, as Party N." in response.content.decode()
    assert desk.fields(response)["name"] == ["Party N, mended"]
    assert m.Party.objects.count() == 1


@pytest.mark.database
def test_two_forms_of_new_records_make_two(editors_desk):
    for name in ("Party N", "Party M"):
        data = desk.fields(editors_desk.get(desk.add_address(m.Party)))
        new_party(editors_desk, data, name=name, kind="media")
    assert m.Party.objects.count() == SavedForm.objects.count() == 2


def test_session_is_renewed_while_somebody_types(editors_desk):
    before = editors_desk.session.get_expiry_date()
    assert editors_desk.get("/admin/still-here/").status_code == 204
    assert editors_desk.session.get_expiry_date() >= before
    assert Client().get("/admin/still-here/").status_code == 302
